/** A push on a locked screen: what is seen at once, what only after a tap. */
import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PhoneFrame } from './phone-frame.tsx';
import styles from './previews.module.css';
import { cutPush, type PushView, pushViews } from './push-limits.ts';

export function PushPreview({ text }: { text: string }) {
  const { t } = useTranslation();
  const [system, setSystem] = useState<PushView['system']>('ios');
  const views = pushViews.filter((view) => view.system === system);
  return (
    <Group align="flex-start" gap="lg">
      <PhoneFrame
        controls={
          <SegmentedControl
            size="xs"
            aria-label={t('previews.system')}
            value={system}
            onChange={(value) => setSystem(value === 'ios' ? 'ios' : 'android')}
            data={[
              { value: 'ios', label: 'iOS' },
              { value: 'android', label: 'Android' },
            ]}
          />
        }
      >
        {views.map((view) => (
          <div key={view.name}>
            <div className={styles.caption}>{t(`previews.${view.name}`)}</div>
            <Notification text={text} chars={view.chars} />
          </div>
        ))}
      </PhoneFrame>
      <Stack gap={6} maw={280}>
        <Text fw={600}>{t('previews.pushLength', { count: text.length })}</Text>
        {views.map((view) => (
          <Text key={view.name} size="sm" c="dimmed">
            {t(`previews.${view.name}`)}:{' '}
            {text.length <= view.chars
              ? t('previews.pushWhole')
              : t('previews.pushCut', { count: cutPush(text, view.chars).hidden.trim().length })}
          </Text>
        ))}
        <Text size="xs" c="dimmed">
          {t('previews.pushHint')}
        </Text>
      </Stack>
    </Group>
  );
}

function Notification({ text, chars }: { text: string; chars: number }) {
  const { t } = useTranslation();
  const { shown, hidden } = cutPush(text, chars);
  return (
    <div className={styles.notification}>
      <div className={styles.notificationHead}>
        <span>{t('previews.bank')}</span>
        <span>{t('previews.now')}</span>
      </div>
      {shown}
      {hidden !== '' && (
        <>
          …<span className={styles.hidden}>{hidden.trim()}</span>
        </>
      )}
    </div>
  );
}
