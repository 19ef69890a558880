/** What has become of each product, channel and variant. */
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api/campaigns.ts';
import { formatCount } from '../../parts/format-number.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { TableCard } from './table-card.tsx';

const numbers = ['texts', 'sendable', 'model', 'rules'] as const;

export function CampaignCells({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const hasVariants = campaign.settings.variants.length > 1;
  return (
    <TableCard
      title={t('campaigns.cells.title')}
      size="h4"
      mb="sm"
      minWidth={620}
      header={
        <>
          <Table.Th scope="col">{t('campaigns.cells.product')}</Table.Th>
          <Table.Th scope="col">{t('campaigns.cells.channel')}</Table.Th>
          {hasVariants && <Table.Th scope="col">{t('campaigns.cells.variant')}</Table.Th>}
          {numbers.map((name) => (
            <Table.Th key={name} scope="col" ta="right">
              {t(`campaigns.cells.${name}`)}
            </Table.Th>
          ))}
        </>
      }
      rows={campaign.cells.map((cell) => (
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
    />
  );
}
