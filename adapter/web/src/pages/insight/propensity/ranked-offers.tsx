/** Offers in their order: a product a card with its best channel, the reasons in words; what is refused, below. */
import { Alert, Badge, Button, Card, Group, List, Spoiler, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { OfferRankingBody, RankedOfferBody } from '../../../api/propensity.ts';
import { formatDecimal, formatPercent } from '../../../parts/format-number.ts';
import { useVocabulary } from '../../../parts/use-vocabulary.ts';
import { formatRoubles } from './format-figures.ts';

const shownFirst = 5;

export function RankedOffers({ ranking }: { ranking: OfferRankingBody }) {
  const { t } = useTranslation();
  const { signalName } = useVocabulary();
  const [isWhole, whole] = useDisclosure(false);
  const products = [...Map.groupBy(ranking.items, ({ product }) => product).values()];
  const shown = isWhole ? products : products.slice(0, shownFirst);
  return (
    <Stack>
      <Title order={2} size="h4">
        {t('propensity.ranking')}
      </Title>
      <Text size="sm" c="dimmed">
        {ranking.signals.length === 0
          ? t('propensity.noSignals')
          : t('propensity.signals', { signals: ranking.signals.map(signalName).join(', ') })}
      </Text>
      {products.length === 0 && <Alert color="yellow">{t('propensity.noOffers')}</Alert>}
      {shown.map((offers, place) => (
        <OfferCard key={offers[0]!.product} offers={offers} place={place + 1} />
      ))}
      {products.length > shownFirst && (
        <Group>
          <Button variant="default" size="xs" onClick={whole.toggle} aria-expanded={isWhole}>
            {isWhole ? t('propensity.less') : t('propensity.all', { count: products.length })}
          </Button>
        </Group>
      )}
      {ranking.refused.length > 0 && <Refused refused={ranking.refused} />}
    </Stack>
  );
}

function OfferCard({ offers, place }: { offers: readonly RankedOfferBody[]; place: number }) {
  const { t, i18n } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const [best, ...others] = offers;
  const { basis, score, lift, value, expected_value: expected, reasons } = best!;
  const isProbability = basis === 'probability';
  const figures = [
    t(isProbability ? 'propensity.probability' : 'propensity.fit', { value: formatPercent(score) }),
    ...(isProbability ? [t('propensity.lift', { value: formatDecimal(lift, 1) })] : []),
    ...(expected === null ? [] : [t('propensity.expected', { value: formatRoubles(expected) })]),
    ...(expected === null && value !== null ? [t('propensity.value', { value: formatRoubles(value) })] : []),
  ];
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Text fw={600}>
          {place}.{' '}
          {t('propensity.bestOf', { product: productName(best!.product), channel: channelName(best!.channel) })}
        </Text>
        <Badge variant={isProbability ? 'filled' : 'light'} color={isProbability ? 'brand.7' : 'gray'} tt="none">
          {t(`propensity.basis.${basis}`)}
        </Badge>
      </Group>
      <Text size="sm">{figures.join(' · ')}</Text>
      <List size="sm" mt={4} spacing={2}>
        {reasons.map(({ name, text_ru, text_en }) => (
          <List.Item key={name}>{i18n.language === 'en' ? text_en : text_ru}</List.Item>
        ))}
      </List>
      {others.length > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('propensity.otherChannels', { channels: others.map(({ channel }) => channelName(channel)).join(', ') })}
        </Text>
      )}
    </Card>
  );
}

function Refused({ refused }: { refused: OfferRankingBody['refused'] }) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const rows = [...Map.groupBy(refused, ({ product, reason }) => `${product} ${reason}`).values()];
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {t('propensity.refused', { count: rows.length })}
      </Title>
      <Spoiler maxHeight={220} showLabel={t('propensity.all', { count: rows.length })} hideLabel={t('propensity.less')}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('propensity.refusedProducts')}</Table.Th>
              <Table.Th scope="col">{t('propensity.refusedReason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((group) => (
              <Table.Tr key={`${group[0]!.product} ${group[0]!.reason}`}>
                <Table.Td>
                  {productName(group[0]!.product)}
                  <Text size="xs" c="dimmed">
                    {group.map(({ channel }) => channelName(channel)).join(', ')}
                  </Text>
                </Table.Td>
                <Table.Td>{t(`propensity.refusals.${group[0]!.reason}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Spoiler>
    </section>
  );
}
