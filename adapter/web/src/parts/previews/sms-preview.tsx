/** An SMS on a telephone, cut where the operator cuts it, with what it costs. */
import { Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PhoneFrame } from './phone-frame.tsx';
import styles from './previews.module.css';
import { SegmentPrice } from './segment-price.tsx';
import { splitSms } from './sms-segments.ts';

export function SmsPreview({ text }: { text: string }) {
  const { t } = useTranslation();
  const { encoding, segments, left } = splitSms(text);
  return (
    <Group align="flex-start" gap="lg">
      <PhoneFrame title={t('previews.bank')}>
        <div className={segments.length > 1 ? `${styles.bubble} ${styles.segmented}` : styles.bubble}>
          {segments.map((segment, place) => (
            // The text is given: its segments never change places.
            // biome-ignore lint/suspicious/noArrayIndexKey: a segment has nothing else to be told by
            <span key={place}>
              {place > 0 && (
                <span className={styles.segmentEnd}>
                  <VisuallyHidden>{t('previews.segmentBegins')} </VisuallyHidden>
                  <span className={styles.segmentNumber}>{place + 1}</span>
                </span>
              )}
              {segment}
            </span>
          ))}
        </div>
      </PhoneFrame>
      <Stack gap={6} maw={280}>
        <Text fw={600}>{t('previews.segments', { count: segments.length })}</Text>
        <Text size="sm" c="dimmed">
          {t(encoding === 'UCS-2' ? 'previews.encodingUcs' : 'previews.encodingGsm')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('previews.charsLeft', { count: left })}
        </Text>
        <SegmentPrice segmentsCount={segments.length} />
      </Stack>
    </Group>
  );
}
