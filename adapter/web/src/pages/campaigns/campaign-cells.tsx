/** What has become of each product, channel and variant. */
import { Paper, Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api/campaigns.ts';
import { formatCount } from '../../parts/format-number.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

const numbers = ['texts', 'sendable', 'model', 'rules'] as const;

export function CampaignCells({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const hasVariants = campaign.settings.variants.length > 1;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {t('campaigns.cells.title')}
      </Title>
      <Table.ScrollContainer
        minWidth={620}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={t('campaigns.cells.title')}
      >
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('campaigns.cells.product')}</Table.Th>
              <Table.Th scope="col">{t('campaigns.cells.channel')}</Table.Th>
              {hasVariants && <Table.Th scope="col">{t('campaigns.cells.variant')}</Table.Th>}
              {numbers.map((name) => (
                <Table.Th key={name} scope="col" ta="right">
                  {t(`campaigns.cells.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {campaign.cells.map((cell) => (
              <Table.Tr key={cell.request_id}>
                <Table.Td>{productName(cell.product)}</Table.Td>
                <Table.Td>{channelName(cell.channel)}</Table.Td>
                {hasVariants && <Table.Td>{cell.variant}</Table.Td>}
                <Table.Td ta="right">
                  {t('campaigns.textsOf', { done: formatCount(cell.done), planned: formatCount(cell.planned) })}
                </Table.Td>
                <Table.Td ta="right">{formatCount(cell.sendable)}</Table.Td>
                <Table.Td ta="right">{formatCount(cell.model)}</Table.Td>
                <Table.Td ta="right">{formatCount(cell.rules)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
