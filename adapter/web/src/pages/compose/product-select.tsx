/** The products by family, each with what the catalogue says of its terms today: a text is written with them. */
import { Alert, Badge, Group, Select, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Catalogue, catalogueKey, fetchCatalogue } from '../../api/catalogue.ts';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { warningColor } from '../../parts/verdict/verdict-types.ts';

interface ProductSelectProps {
  readonly product: string;
  readonly onChange: (product: string) => void;
}

export function ProductSelect({ product, onChange }: ProductSelectProps) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const catalogue = useQuery({
    queryKey: [...catalogueKey, null],
    queryFn: ({ signal }) => fetchCatalogue(signal),
  });
  return (
    <>
      <Select
        label={t('common.product')}
        data={productOptions(vocabulary)}
        value={product}
        onChange={(next) => next !== null && onChange(next)}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('common.nothingFound')}
        maxDropdownHeight={380}
        renderOption={({ option, checked }) => (
          <Group justify="space-between" wrap="nowrap" gap="xs" w="100%">
            <Group gap={6} wrap="nowrap">
              {checked && <IconCheck size={14} aria-hidden />}
              <span>{option.label}</span>
            </Group>
            {catalogue.data !== undefined && (
              <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                {t(`compose.termsShort.${stateOf(option.value, catalogue.data)}`)}
              </Text>
            )}
          </Group>
        )}
      />
      {catalogue.data !== undefined && <TermsState product={product} catalogue={catalogue.data} />}
    </>
  );
}

function stateOf(product: string, catalogue: Catalogue): 'inForce' | 'sample' | 'none' {
  const terms = catalogue.items.find((item) => item.product === product);
  if (terms === undefined) return 'none';
  return terms.is_sample ? 'sample' : 'inForce';
}

function TermsState({ product, catalogue }: { product: string; catalogue: Catalogue }) {
  const { t } = useTranslation();
  const terms = catalogue.items.find((item) => item.product === product);
  if (terms === undefined) {
    return (
      <Alert color="orange" p="xs">
        <Text size="sm">
          {t('compose.noTerms')}{' '}
          <Text component={Link} to="/catalogue" size="sm" td="underline" c="inherit">
            {t('compose.toCatalogue')}
          </Text>
        </Text>
      </Alert>
    );
  }
  return (
    <Group gap={6} mt={-4}>
      <Badge size="sm" tt="none" fw={500} variant="filled" color={terms.is_sample ? warningColor : 'teal.9'}>
        {t(terms.is_sample ? 'compose.termsSample' : 'compose.termsInForce')}
      </Badge>
      <Text size="xs" c="dimmed">
        {t(terms.is_sample ? 'compose.termsSampleHint' : 'compose.termsVersion', { version: terms.version })}
      </Text>
    </Group>
  );
}
