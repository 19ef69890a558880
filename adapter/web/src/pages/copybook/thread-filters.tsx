/** What the list is narrowed to. */
import { Badge, Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { needs, threadStatuses } from '../../api/copybook.ts';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import type { FilterState } from './use-thread-filters.ts';

const typingPauseMs = 300;
const origins = ['people', 'free'] as const;

export function ThreadFilterBar({ filters, isFiltered, change, clear }: FilterState) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const shared = { clearable: true, clearButtonProps: { 'aria-label': t('copybook.filters.clear') } };
  const choice = (name: 'product' | 'channel' | 'need' | 'signal' | 'status' | 'origin') => ({
    ...shared,
    label: t(`copybook.filters.${name}`),
    placeholder: t('copybook.filters.all'),
    value: filters[name],
    onChange: (value: string | null) => change({ [name]: value }),
  });
  return (
    <Group align="flex-end" gap="sm">
      <Select {...choice('product')} searchable data={productOptions(vocabulary, true)} w={230} />
      <Select
        {...choice('channel')}
        data={vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }))}
        w={190}
      />
      <Select
        {...choice('need')}
        data={needs.map((need) => ({ value: need, label: t(`copybook.needs.${need}`) }))}
        w={170}
      />
      <Select
        {...choice('signal')}
        searchable
        data={vocabulary.signals.map(({ name }) => ({ value: name, label: vocabulary.signalName(name) }))}
        w={230}
      />
      <Select
        {...choice('status')}
        data={threadStatuses.map((status) => ({ value: status, label: t(`copybook.statuses.${status}`) }))}
        w={150}
      />
      <Select
        {...choice('origin')}
        data={origins.map((origin) => ({ value: origin, label: t(`copybook.origins.${origin}`) }))}
        w={180}
      />
      <WordsFilter value={filters.text ?? ''} onChange={(text) => change({ text: text || null })} />
      {isFiltered && (
        <Button variant="subtle" leftSection={<IconFilterOff size={16} />} onClick={clear}>
          {t('copybook.filters.clear')}
        </Button>
      )}
      {filters.claim !== null && (
        <Badge variant="outline" tt="none" size="lg">
          {t('copybook.filters.claim', { claim: filters.claim })}
        </Badge>
      )}
    </Group>
  );
}

function WordsFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback(onChange, typingPauseMs);
  // The address may change otherwise: "clear", "back".
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      label={t('copybook.filters.text')}
      placeholder={t('copybook.filters.textHint')}
      leftSection={<IconSearch size={16} />}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
    />
  );
}
