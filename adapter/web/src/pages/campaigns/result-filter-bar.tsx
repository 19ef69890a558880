/** By what the clients of a campaign are narrowed down. Only what tells them apart is shown. */
import { Group, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Campaign, ResultFilters } from '../../api/campaigns.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

const statuses = ['sendable', 'not_sendable', 'refused', 'error', 'waiting', 'control', 'excluded', 'problem'] as const;

interface ResultFilterBarProps {
  readonly campaign: Campaign;
  readonly filters: ResultFilters;
  readonly onChange: (filters: ResultFilters) => void;
}

export function ResultFilterBar({ campaign, filters, onChange }: ResultFilterBarProps) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const set = (name: keyof ResultFilters, value: string | null) => {
    const { [name]: _, ...others } = filters;
    onChange(value === null || value === '' ? others : { ...others, [name]: value });
  };
  const { offers, variants } = campaign.settings;
  const choices: readonly { name: keyof ResultFilters; label: string; data: { value: string; label: string }[] }[] = [
    {
      name: 'status',
      label: t('campaigns.results.status'),
      data: statuses.map((value) => ({ value, label: t(`campaigns.results.statuses.${value}`) })),
    },
    {
      name: 'source',
      label: t('campaigns.results.source'),
      data: ['model', 'rules'].map((value) => ({ value, label: t(`campaigns.results.sources.${value}`) })),
    },
    {
      name: 'verdict',
      label: t('campaigns.results.verdict'),
      data: ['passed', 'warned', 'blocked'].map((value) => ({
        value,
        label: t(`campaigns.results.verdicts.${value}`),
      })),
    },
    {
      name: 'label',
      label: t('history.columns.label'),
      data: ['none', 'good', 'wrong', 'disputed'].map((value) => ({ value, label: t(`history.labels.${value}`) })),
    },
    {
      name: 'product',
      label: t('common.product'),
      data: offers.products.map((value) => ({ value, label: productName(value) })),
    },
    {
      name: 'channel',
      label: t('common.channel'),
      data: offers.channels.map((value) => ({ value, label: channelName(value) })),
    },
    {
      name: 'variant',
      label: t('campaigns.results.variant'),
      data: variants.map(({ name }) => ({ value: name, label: name })),
    },
  ];
  return (
    <Group gap="sm" align="flex-end">
      {choices
        .filter(({ name, data }) => data.length > 1 || name === 'status')
        .map(({ name, label, data }) => (
          <Select
            key={name}
            w={180}
            size="xs"
            label={label}
            placeholder={t('campaigns.results.any')}
            clearable
            clearButtonProps={{ 'aria-label': `${label}: ${t('campaigns.results.any')}` }}
            data={data}
            value={filters[name] ?? null}
            onChange={(value) => set(name, value)}
          />
        ))}
      {campaign.settings.mapping.id_column !== null && (
        <TextInput
          w={140}
          size="xs"
          label={t('campaigns.results.clientId')}
          inputMode="numeric"
          value={filters.client_id ?? ''}
          onChange={(event) => set('client_id', event.currentTarget.value.replaceAll(/[^\d-]/g, '').slice(0, 16))}
        />
      )}
    </Group>
  );
}
