/** Language and theme. */
import { ActionIcon, Group, Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, type Language } from '../i18n/start-language.ts';

const schemes = [
  { value: 'light', icon: IconSun, label: 'common.themeLight' },
  { value: 'dark', icon: IconMoon, label: 'common.themeDark' },
  { value: 'auto', icon: IconDeviceDesktop, label: 'common.themeAuto' },
] as const;

export function Preferences() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const current = schemes.find((scheme) => scheme.value === colorScheme) ?? schemes[2];
  return (
    <Group gap="xs" wrap="nowrap">
      <SegmentedControl
        size="xs"
        aria-label={t('common.language')}
        value={i18n.language}
        onChange={(language) => changeLanguage(language as Language)}
        data={[
          { value: 'ru', label: 'Рус' },
          { value: 'en', label: 'Eng' },
        ]}
      />
      <Menu>
        <Menu.Target>
          <ActionIcon variant="default" size="md" aria-label={`${t('common.theme')}: ${t(current.label)}`}>
            <current.icon size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {schemes.map(({ value, icon: Icon, label }) => (
            <Menu.Item key={value} leftSection={<Icon size={16} />} onClick={() => setColorScheme(value)}>
              {t(label)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
