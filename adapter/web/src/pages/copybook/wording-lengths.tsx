import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ThreadContent } from '../../api/copybook.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

/** The shortest and the longest text that the sentences make, against what the channel takes. */
export function WordingLengths({ content }: { content: Pick<ThreadContent, 'positions' | 'channel'> }) {
  const { t, i18n } = useTranslation();
  const channel = useVocabulary().channels.find(({ code }) => code === content.channel);
  if (content.positions.flat().some((text) => text.trim() === '')) return null;
  const { min, max, count } = measurePositions(content.positions);
  const isFit = channel === undefined || (min >= channel.body_chars_min && max <= channel.body_chars_max);
  return (
    <Text size="sm" c={isFit ? 'dimmed' : 'var(--mantine-color-error)'} mb="xs">
      {channel !== undefined &&
        t('copybook.thread.lengths', { min, max, from: channel.body_chars_min, to: channel.body_chars_max })}
      {' · '}
      {t('copybook.thread.combinations', { number: new Intl.NumberFormat(i18n.language).format(count) })}
    </Text>
  );
}

/** Sentences are joined with one space. */
function measurePositions(positions: ThreadContent['positions']) {
  const spaces = Math.max(positions.length - 1, 0);
  const lengths = positions.map((variants) => variants.map(({ length }) => length));
  return {
    min: lengths.reduce((sum, own) => sum + Math.min(...own), spaces),
    max: lengths.reduce((sum, own) => sum + Math.max(...own), spaces),
    count: lengths.reduce((product, own) => product * own.length, 1),
  };
}
