/** Every rule: searched and filtered here, because there are few; opened one by one. */
import { Accordion, Alert, Group, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchRules, type Rule, type RuleExample } from '../../api/rules.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { productOptions } from '../../parts/product-options.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { RuleDetails } from './rule-details.tsx';

const severities = ['block', 'fix', 'warn'] as const;
const severityColors = { block: 'red.9', fix: 'brand.7', warn: '#a63c00' } as const;

interface Filters {
  readonly text: string;
  readonly severity: string | null;
  readonly product: string | null;
  readonly channel: string | null;
}

const noFilters: Filters = { text: '', severity: null, product: null, channel: null };

export function RulesTab({ onTry }: { onTry: (example: RuleExample) => void }) {
  const { t, i18n } = useTranslation();
  const [filters, setFilters] = useState(noFilters);
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => fetchRules(signal) });
  if (rules.isPending) return <Skeleton h={480} aria-label={t('common.loading')} />;
  if (rules.isError) return <ProblemNotice error={rules.error} onRetry={() => rules.refetch()} />;
  const language = i18n.language === 'en' ? 'en' : 'ru';
  const all = rules.data.rules;
  const shown = all.filter((rule) => isSought(rule, filters));
  return (
    <Stack>
      <Text size="sm">
        {t('rules.set', {
          version: rules.data.rule_set_version,
          rows: new Set(all.map(({ row }) => row)).size,
          rules: all.length,
        })}
      </Text>
      <RuleFilters filters={filters} onChange={setFilters} />
      <Text size="sm" c="dimmed" aria-live="polite">
        {t('rules.shown', { count: shown.length })}
      </Text>
      {shown.length === 0 && <Alert>{t('common.nothingFound')}</Alert>}
      <Accordion variant="separated" multiple order={2} keepMounted={false}>
        {shown.map((rule) => (
          <Accordion.Item key={rule.id} value={rule.id}>
            <Accordion.Control>
              <Group gap="sm" wrap="nowrap">
                <Text size="sm" c="dimmed" miw={26} ta="right" aria-label={t('rules.row', { row: rule.row })}>
                  {rule.row}
                </Text>
                <div style={{ flex: '1 1 180px' }}>
                  <Text fw={500}>{rule.title[language]}</Text>
                  <Text size="xs" c="dimmed">
                    {rule.article}
                    {!rule.in_force && ` · ${t('rules.notInForce')}`}
                  </Text>
                </div>
                <StateBadge color={severityColors[rule.severity]} label={t(`rules.severities.${rule.severity}`)} />
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <RuleDetails rule={rule} onTry={onTry} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}

function RuleFilters({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const choice = (name: 'severity' | 'product' | 'channel') => ({
    label: t(`rules.${name}`),
    placeholder: t('rules.all'),
    clearable: true,
    clearButtonProps: { 'aria-label': t('rules.all') },
    value: filters[name],
    onChange: (value: string | null) => onChange({ ...filters, [name]: value }),
  });
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        label={t('rules.search')}
        leftSection={<IconSearch size={16} />}
        value={filters.text}
        onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
      />
      <Select
        {...choice('severity')}
        data={severities.map((severity) => ({ value: severity, label: t(`rules.severities.${severity}`) }))}
      />
      <Select {...choice('product')} searchable data={productOptions(vocabulary)} />
      <Select
        {...choice('channel')}
        data={vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }))}
      />
    </Group>
  );
}

function isSought(rule: Rule, { text, severity, product, channel }: Filters): boolean {
  const said = [
    rule.id,
    rule.article,
    ...[rule.title, rule.message, rule.suggested_fix].flatMap(({ ru, en }) => [ru, en]),
  ];
  return (
    (severity === null || rule.severity === severity) &&
    (product === null || rule.products.length === 0 || rule.products.includes(product)) &&
    (channel === null || rule.channels.length === 0 || rule.channels.includes(channel)) &&
    said.join('\n').toLowerCase().includes(text.trim().toLowerCase())
  );
}
