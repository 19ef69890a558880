/** A telephone around what the client will see, light or dark as the client may have it. */
import { SegmentedControl, Stack, useComputedColorScheme } from '@mantine/core';
import { IconBuildingBank } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './previews.module.css';

interface PhoneFrameProps {
  /** What the bar on top says; absent: no bar (a locked screen). */
  readonly title?: string;
  readonly children: ReactNode;
  /** Beside the switch of the theme. */
  readonly controls?: ReactNode;
}

export function PhoneFrame({ title, children, controls }: PhoneFrameProps) {
  const { t } = useTranslation();
  const page = useComputedColorScheme('light');
  const [chosen, setChosen] = useState<string | null>(null);
  const scheme = chosen ?? page;
  return (
    <Stack gap="xs" align="stretch" maw={330} w="100%">
      <div className={styles.phone} data-scheme={scheme}>
        <div className={styles.screen}>
          <div className={styles.status} aria-hidden>
            <span>9:41</span>
            <span>▂▄▆ 82 %</span>
          </div>
          {title !== undefined && (
            <div className={styles.appBar}>
              <BankAvatar />
              {title}
            </div>
          )}
          <div className={styles.content}>{children}</div>
        </div>
      </div>
      {controls}
      <SegmentedControl
        size="xs"
        aria-label={t('previews.phoneTheme')}
        value={scheme}
        onChange={setChosen}
        data={[
          { value: 'light', label: t('previews.phoneLight') },
          { value: 'dark', label: t('previews.phoneDark') },
        ]}
      />
    </Stack>
  );
}

export function BankAvatar() {
  return (
    <span className={styles.avatar} aria-hidden>
      <IconBuildingBank size={16} />
    </span>
  );
}
