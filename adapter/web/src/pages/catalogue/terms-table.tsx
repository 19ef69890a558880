import { Anchor, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TermsContent } from '../../api/catalogue.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { showTermsField, termsFields } from './show-terms-field.ts';

/** All that the terms say; what they leave out is shown as a dash. */
export function TermsTable({ terms }: { terms: TermsContent }) {
  const { t } = useTranslation();
  const { channelName } = useVocabulary();
  return (
    <Table variant="vertical" maw={920} layout="fixed">
      <Table.Tbody>
        {termsFields.map((field) => {
          const value = showTermsField(terms, field, channelName, t);
          return (
            <Table.Tr key={field}>
              <Table.Th w="38%" scope="row" style={{ overflowWrap: 'anywhere', hyphens: 'auto' }}>
                {t(`catalogue.fields.${field}`)}
              </Table.Th>
              <Table.Td style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {field === 'url' && /^https?:\/\//.test(value) ? (
                  <Anchor href={value} target="_blank" rel="noopener noreferrer" size="sm">
                    {value}
                  </Anchor>
                ) : (
                  value || <Text c="dimmed">—</Text>
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
