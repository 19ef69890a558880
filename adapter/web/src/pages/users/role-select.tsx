import { Select, type SelectProps, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../api/session.ts';

const roles: readonly Role[] = ['administrator', 'manager', 'reviewer', 'compliance', 'viewer'];

/** A role, each with what it may do. */
export function RoleSelect(inputProps: Omit<SelectProps, 'data' | 'label' | 'renderOption'>) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('users.role')}
      allowDeselect={false}
      maxDropdownHeight={420}
      data={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed">
            {t(`users.roleHints.${option.value}`)}
          </Text>
        </Stack>
      )}
      {...inputProps}
    />
  );
}
