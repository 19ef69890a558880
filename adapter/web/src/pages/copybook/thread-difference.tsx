import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ThreadContent } from '../../api/copybook.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { compareThreads, type SentenceDifference } from './compare-threads.ts';

/** How one wording of a thread differs from another: what is new is underlined, what is gone is struck out. */
export function ThreadDifferences({ before, after }: { before: ThreadContent; after: ThreadContent }) {
  const { t } = useTranslation();
  const { signalName } = useVocabulary();
  const { fields, positions } = compareThreads(before, after, (name, value) => {
    if (name === 'signals') return signalName(value);
    if (name === 'need') return t(`copybook.needs.${value}`);
    if (name === 'gender') return t(`copybook.genders.${value}`);
    return name === 'age' ? t(`copybook.ages.${value}`) : value;
  });
  if (fields.length === 0 && positions.length === 0) {
    return <Text c="dimmed">{t('copybook.revisions.same')}</Text>;
  }
  return (
    <Stack gap="sm">
      {fields.map((field) => (
        <Text key={field.name} size="sm">
          <b>{t(`copybook.revisions.fields.${field.name}`)}</b>: <del>{field.before || '—'}</del> →{' '}
          <ins>{field.after || '—'}</ins>
        </Text>
      ))}
      {positions.map(({ position, sentences }) => (
        <div key={position}>
          <Text size="sm" fw={600}>
            {t('copybook.thread.position', { number: position + 1 })}
          </Text>
          {sentences.map((sentence) => (
            <Sentence key={`${sentence.kind} ${sentence.text}`} sentence={sentence} />
          ))}
        </div>
      ))}
    </Stack>
  );
}

function Sentence({ sentence: { text, kind } }: { sentence: SentenceDifference }) {
  const { t } = useTranslation();
  if (kind === 'same') {
    return (
      <Text size="sm" c="dimmed" pl="md">
        {text}
      </Text>
    );
  }
  return (
    <Text
      size="sm"
      pl="md"
      c={
        kind === 'added'
          ? 'light-dark(var(--mantine-color-teal-9), var(--mantine-color-teal-4))'
          : 'var(--mantine-color-error)'
      }
    >
      <Text span size="xs" mr={6}>
        {t(`copybook.revisions.${kind}`)}:
      </Text>
      {kind === 'added' ? <ins>{text}</ins> : <del>{text}</del>}
    </Text>
  );
}
