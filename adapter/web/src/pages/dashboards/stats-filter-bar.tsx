/** Period, product and channel: they hold for all tabs. */
import { Group, Input, SegmentedControl, Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { periods, type StatsFilterState } from './use-stats-filters.ts';

export function StatsFilterBar({ filters, change }: StatsFilterState) {
  const { t, i18n } = useTranslation();
  const vocabulary = useVocabulary();
  const [range, setRange] = useState<[string | null, string | null]>([filters.from, filters.to]);
  const shared = { clearable: true, clearButtonProps: { 'aria-label': t('dashboards.clear') } };
  return (
    <Group align="flex-end" gap="sm">
      <Input.Wrapper label={t('dashboards.period')} labelElement="div">
        <SegmentedControl
          display="flex"
          aria-label={t('dashboards.period')}
          data={periods.map((days) => ({ value: days, label: t('dashboards.lastDays', { count: Number(days) }) }))}
          value={filters.days ?? ''}
          onChange={(days) => {
            setRange([null, null]);
            change({ days, from: null, to: null });
          }}
        />
      </Input.Wrapper>
      <DatePickerInput
        type="range"
        w={250}
        label={t('dashboards.ownPeriod')}
        placeholder={t('dashboards.chooseDays')}
        locale={i18n.language}
        valueFormat="DD.MM.YYYY"
        allowSingleDateInRange
        maxDate={new Date()}
        {...shared}
        value={range}
        onChange={(days) => {
          setRange(days);
          const [from, to] = days;
          if (from !== null && to !== null) change({ from, to, days: null });
          if (from === null && to === null) change({ from: null, to: null });
        }}
      />
      <Select
        {...shared}
        label={t('common.product')}
        placeholder={t('dashboards.all')}
        searchable
        w={230}
        data={productOptions(vocabulary)}
        value={filters.product}
        onChange={(product) => change({ product })}
      />
      <Select
        {...shared}
        label={t('common.channel')}
        placeholder={t('dashboards.all')}
        w={190}
        data={vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }))}
        value={filters.channel}
        onChange={(channel) => change({ channel })}
      />
    </Group>
  );
}
