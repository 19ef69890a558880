/** What ranks each product of a campaign: a propensity model in force, or how well the client's signals fit. */
import { Alert, Anchor, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RankedBy } from '../../api/campaigns.ts';
import { formatCount } from '../../parts/format-number.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

interface RankedByListProps {
  readonly rankedBy: RankedBy;
  /** Nothing runs yet: what could be better is pointed out. */
  readonly isBefore?: boolean;
}

export function RankedByList({ rankedBy, isBefore = false }: RankedByListProps) {
  const { t } = useTranslation();
  const { productName } = useVocabulary();
  const { products } = rankedBy;
  const byModel = products.filter(({ covered }) => covered);
  const unread = products.filter(({ covered, model }) => !covered && model !== null);
  const without = products.filter(({ model }) => model === null);
  const priced = products.filter(({ value }) => value !== null);
  const names = (some: typeof products) => some.map(({ product }) => productName(product)).join(', ');
  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">
        {t('campaigns.rankedBy.title')}
      </Text>
      {byModel.length > 0 && (
        <List size="sm">
          {byModel.map(({ product, title }) => (
            <List.Item key={product}>
              {t('campaigns.rankedBy.model', { product: productName(product), title: title ?? '' })}
            </List.Item>
          ))}
        </List>
      )}
      {unread.length > 0 && (
        <Alert color={isBefore ? 'orange' : 'gray'}>
          {t('campaigns.rankedBy.unread', { products: names(unread) })}
        </Alert>
      )}
      {without.length > 0 && (
        <Alert color={isBefore && byModel.length > 0 ? 'orange' : 'gray'}>
          <Text size="sm">{t('campaigns.rankedBy.signals', { products: names(without) })}</Text>
          <Anchor component={Link} to="/insight/propensity" size="sm" c="inherit" underline="always">
            {t('campaigns.rankedBy.models')}
          </Anchor>
        </Alert>
      )}
      <Text size="sm" c="dimmed">
        {priced.length === 0
          ? t('campaigns.rankedBy.noValues')
          : t('campaigns.rankedBy.values', {
              list: priced.map(({ product, value }) => `${productName(product)}: ${formatCount(value!)} ₽`).join(', '),
              usual: formatCount(rankedBy.usual_value),
            })}
      </Text>
    </Stack>
  );
}
