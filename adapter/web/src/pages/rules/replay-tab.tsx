/** Stored texts under the rules and terms of today: which would not leave any more, by which rule, before and after. */
import { Alert, Anchor, Button, Card, Group, Loader, Select, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type BrokenText, fetchRules } from '../../api/rules.ts';
import { formatTime } from '../../parts/format-time.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { MarkedText } from '../../parts/verdict/marked-text.tsx';
import { type ReplayFilters, type ReplayState, useReplay } from './use-replay.ts';

interface Wishes {
  readonly product: string | null;
  readonly channel: string | null;
  /** Days, as the pickers give them. */
  readonly from: string | null;
  readonly to: string | null;
}

const noWishes: Wishes = { product: null, channel: null, from: null, to: null };

export function ReplayTab() {
  const { t } = useTranslation();
  const [wishes, setWishes] = useState(noWishes);
  const { state, start, goOn, stop } = useReplay();
  return (
    <Stack>
      <Text size="sm" maw={720}>
        {t('rules.replay.hint')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start(toFilters(wishes));
        }}
      >
        <Group align="flex-end" gap="sm">
          <WishFields wishes={wishes} onChange={setWishes} />
          {state?.isRunning ? (
            <Button variant="default" onClick={stop}>
              {t('rules.replay.stop')}
            </Button>
          ) : (
            <Button type="submit">{t('rules.replay.start')}</Button>
          )}
          {state !== null && !state.isRunning && !state.isDone && (
            <Button variant="default" onClick={goOn}>
              {t('rules.replay.more')}
            </Button>
          )}
        </Group>
      </form>
      {state !== null && <Outcome state={state} />}
    </Stack>
  );
}

function WishFields({ wishes, onChange }: { wishes: Wishes; onChange: (wishes: Wishes) => void }) {
  const { t, i18n } = useTranslation();
  const vocabulary = useVocabulary();
  const choice = (name: 'product' | 'channel') => ({
    label: t(`rules.${name}`),
    placeholder: t('rules.all'),
    clearable: true,
    clearButtonProps: { 'aria-label': t('rules.all') },
    value: wishes[name],
    onChange: (value: string | null) => onChange({ ...wishes, [name]: value }),
  });
  return (
    <>
      <Select {...choice('product')} searchable data={productOptions(vocabulary)} />
      <Select
        {...choice('channel')}
        data={vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }))}
      />
      {(['from', 'to'] as const).map((side) => (
        <DatePickerInput
          key={side}
          w={170}
          label={t(`rules.replay.${side}`)}
          locale={i18n.language}
          valueFormat="DD.MM.YYYY"
          clearable
          clearButtonProps={{ 'aria-label': t('rules.all') }}
          value={wishes[side]}
          onChange={(day) => onChange({ ...wishes, [side]: day })}
        />
      ))}
    </>
  );
}

/** Days begin at midnight where the browser is; the last day counts whole. */
function toFilters({ product, channel, from, to }: Wishes): ReplayFilters {
  return {
    ...(product !== null && { product }),
    ...(channel !== null && { channel }),
    ...(from !== null && { from: startOf(from, 0) }),
    ...(to !== null && { to: startOf(to, 1) }),
  };
}

function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

function Outcome({ state }: { state: ReplayState }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const counts = {
    checked: number.format(state.checked),
    skipped: number.format(state.skipped),
    broken: number.format(state.brokenCount),
  };
  return (
    <Stack>
      <Group gap={8} aria-live="polite">
        {state.isRunning && <Loader size="xs" aria-label={t('common.loading')} />}
        <Text fw={600}>
          {state.isRunning
            ? t('rules.replay.running', { checked: number.format(state.checked) })
            : t(state.isDone ? 'rules.replay.done' : 'rules.replay.stopped', counts)}
        </Text>
      </Group>
      {state.skipped > 0 && (
        <Text size="sm" c="dimmed">
          {t('rules.replay.skippedHint')}
        </Text>
      )}
      {state.error !== null && <ProblemNotice error={state.error} />}
      {state.isDone && state.brokenCount === 0 && <Alert color="teal">{t('rules.replay.clean')}</Alert>}
      {state.brokenCount > 0 && <ByRule byRule={state.byRule} />}
      {state.broken.length > 0 && (
        <div>
          <Text component="h2" fw={600}>
            {t('rules.replay.list')}
          </Text>
          {state.brokenCount > state.broken.length && (
            <Text size="sm" c="dimmed">
              {t('rules.replay.shownFirst', { count: state.broken.length })}
            </Text>
          )}
          <Stack mt="xs">
            {state.broken.map((text) => (
              <Broken key={text.id} broken={text} ruleSet={state.ruleSet} />
            ))}
          </Stack>
        </div>
      )}
    </Stack>
  );
}

function ByRule({ byRule }: { byRule: ReplayState['byRule'] }) {
  const { t, i18n } = useTranslation();
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => fetchRules(signal) });
  const language = i18n.language === 'en' ? 'en' : 'ru';
  const titleOf = (id: string) => rules.data?.rules.find((rule) => rule.id === id)?.title[language] ?? id;
  return (
    <Table maw={640} captionSide="top">
      <Table.Caption ta="left">{t('rules.replay.byRule')}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('rules.replay.rule')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('rules.replay.texts')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {Object.entries(byRule)
          .sort(([, one], [, other]) => other - one)
          .map(([id, count]) => (
            <Table.Tr key={id}>
              <Table.Td>
                {titleOf(id)}{' '}
                <Text span size="xs" c="dimmed">
                  {id}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{new Intl.NumberFormat(i18n.language).format(count)}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}

function Broken({ broken, ruleSet }: { broken: BrokenText; ruleSet: string }) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const { before, after, text } = broken;
  return (
    <Card withBorder padding="sm">
      <Text size="sm" c="dimmed" mb="xs">
        {[
          formatTime(broken.asked_at),
          productName(broken.product),
          channelName(broken.channel),
          ...(broken.client_id === null ? [] : [t('rules.replay.client', { id: broken.client_id })]),
        ].join(' · ')}
        {' · '}
        <Anchor component={Link} to={`/history?entry=${broken.id}`} size="sm">
          {t('rules.replay.inHistory')}
        </Anchor>
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <MarkedText text={text} results={after.map((result) => ({ ...result, spans: [...result.spans] }))} />
        <div>
          <Text size="sm">{t('rules.replay.before', { version: before.rule_set_version })}</Text>
          {before.warned.length > 0 && (
            <Text size="sm" c="dimmed">
              {t('rules.replay.beforeWarned', { rules: before.warned.join(', ') })}
            </Text>
          )}
          <Text size="sm" mt="xs" c="var(--mantine-color-error)">
            {t('rules.replay.after', { version: ruleSet })}
          </Text>
          {after.map((result) => (
            <Text key={result.rule_id} size="sm">
              <b>{result.title}</b>, {result.article}: {result.message}
            </Text>
          ))}
        </div>
      </SimpleGrid>
    </Card>
  );
}
