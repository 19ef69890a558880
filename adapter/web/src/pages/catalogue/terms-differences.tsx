import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TermsContent } from '../../api/catalogue.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { showTermsField, termsFields } from './show-terms-field.ts';

/** Field by field: what was struck out, what came in its place. */
export function TermsDifferences({ before, after }: { before: TermsContent; after: TermsContent }) {
  const { t } = useTranslation();
  const { channelName } = useVocabulary();
  const changed = termsFields
    .map((field) => ({
      field,
      was: showTermsField(before, field, channelName, t),
      is: showTermsField(after, field, channelName, t),
    }))
    .filter(({ was, is }) => was !== is);
  if (changed.length === 0) return <Text c="dimmed">{t('copybook.revisions.same')}</Text>;
  return (
    <Stack gap={6}>
      {changed.map(({ field, was, is }) => (
        <Text key={field} size="sm" style={{ overflowWrap: 'anywhere' }}>
          <b>{t(`catalogue.fields.${field}`)}</b>: <del>{was || '—'}</del> → <ins>{is || '—'}</ins>
        </Text>
      ))}
    </Stack>
  );
}
