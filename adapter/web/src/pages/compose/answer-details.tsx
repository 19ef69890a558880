/** Times against the two seconds, and what the answer was made of. */
import { Code, Group, Progress, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnsweredClient } from '../../api/compose.ts';
import type { Attempt } from './use-attempts.ts';

const budgetMs = 2000;
const stages = [
  { name: 'queue_ms', color: 'gray.6' },
  { name: 'prepare_ms', color: 'brand.4' },
  { name: 'generate_ms', color: 'brand.6' },
  { name: 'check_ms', color: 'teal.7' },
] as const;

const provenanceNames = [
  'engine',
  'model_name',
  'model_file',
  'adapter_name',
  'prompt_version',
  'copybook_hash',
  'rule_set_version',
  'profile_name',
  'profile_version',
  'terms_version',
  'seed',
  'temperature',
  'server_version',
] as const;

interface AnswerDetailsProps {
  readonly attempt: Attempt;
  readonly answer: AnsweredClient;
}

export function AnswerDetails({ attempt, answer }: AnswerDetailsProps) {
  return (
    <Stack gap="md">
      {answer.timings !== null && <Timings attempt={attempt} timings={answer.timings} />}
      <Provenance attempt={attempt} answer={answer} />
    </Stack>
  );
}

interface TimingsProps {
  readonly attempt: Attempt;
  readonly timings: NonNullable<AnsweredClient['timings']>;
}

function Timings({ attempt, timings }: TimingsProps) {
  const { t, i18n } = useTranslation();
  const ms = (value: number) => t('compose.times.ms', { ms: Math.round(value).toLocaleString(i18n.language) });
  const whole = attempt.final?.timings.total_ms ?? timings.total_ms;
  const rest = Math.max(0, whole - timings.total_ms);
  return (
    <div>
      <Text size="sm" fw={600} mb={6}>
        {t('compose.times.title', { total: ms(whole), budget: ms(budgetMs) })}
      </Text>
      <Progress.Root
        size="xl"
        maw={680}
        aria-label={t('compose.times.title', { total: ms(whole), budget: ms(budgetMs) })}
      >
        {stages.map(({ name, color }) => (
          <Progress.Section
            key={name}
            value={(timings[name] / budgetMs) * 100}
            color={color}
            aria-label={t(`compose.times.${name}`)}
          />
        ))}
        <Progress.Section value={(rest / budgetMs) * 100} color="orange.6" aria-label={t('compose.times.store_ms')} />
      </Progress.Root>
      <Group gap="md" mt={6}>
        {stages.map(({ name, color }) => (
          <Legend key={name} color={color} label={`${t(`compose.times.${name}`)}: ${ms(timings[name])}`} />
        ))}
        <Legend color="orange.6" label={`${t('compose.times.store_ms')}: ${ms(rest)}`} />
      </Group>
      <Text size="sm" c="dimmed" mt={6}>
        {attempt.firstWordsMs !== null && `${t('compose.times.firstWords', { ms: ms(attempt.firstWordsMs) })} `}
        {timings.decisions > 0 &&
          t('compose.times.decisions', { count: timings.decisions, tokens: timings.tokens_evaluated })}
      </Text>
    </div>
  );
}

function Legend({ color, label }: { color: string; label: string }) {
  return (
    <Group gap={6} wrap="nowrap">
      <span
        aria-hidden
        style={{
          width: 10,
          height: 10,
          borderRadius: 3,
          background: `var(--mantine-color-${color.replace('.', '-')})`,
        }}
      />
      <Text size="xs">{label}</Text>
    </Group>
  );
}

function Provenance({ attempt, answer }: AnswerDetailsProps) {
  const { t } = useTranslation();
  const { provenance } = answer;
  const ids = [
    ['answer', attempt.final?.answer_id ?? ''],
    ['request', attempt.started?.request_id ?? ''],
  ] as const;
  return (
    <Table.ScrollContainer
      minWidth={420}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={t('compose.provenance.title')}
    >
      <Table verticalSpacing={4} maw={680}>
        <Table.Caption style={{ captionSide: 'top', textAlign: 'left' }}>{t('compose.provenance.title')}</Table.Caption>
        <Table.Tbody>
          {ids.map(([name, value]) => (
            <Row key={name} label={t(`compose.provenance.${name}`)} value={value} />
          ))}
          {provenance !== null &&
            provenanceNames.map((name) => (
              <Row key={name} label={t(`compose.provenance.${name}`)} value={String(provenance[name])} />
            ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ label, value }: { label: string; value: string }) {
  if (value === '') return null;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} w={190}>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {label}
        </Text>
      </Table.Th>
      <Table.Td>
        <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>
      </Table.Td>
    </Table.Tr>
  );
}
