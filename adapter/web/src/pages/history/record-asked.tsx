/** What was asked, in words for people: product, options, the client's features and what was known about contacts. */
import { Anchor, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { callApi } from '../../api/call-api.ts';
import type { HistoryRecord } from '../../api/history.ts';
import { vocabularyKey, type Words } from '../../api/vocabulary.ts';
import { HeardWords } from '../../parts/concerns/heard-words.tsx';
import { formatNumber } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { OfferRanking } from '../../parts/offer-ranking.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

export function RecordAsked({ record }: { record: HistoryRecord }) {
  const { t } = useTranslation();
  const { signalName } = useVocabulary();
  const { asked, answer } = record;
  const terms = asked.sample_terms
    ? `${asked.terms_version} (${t('history.record.sampleTerms')})`
    : asked.terms_version;
  const facts: [string, React.ReactNode][] = [
    [t('history.record.askedBy'), record.user],
    [t('history.record.askedAt'), formatTime(record.asked_at)],
    [t('history.record.answeredAt'), record.answered_at === null ? '—' : formatTime(record.answered_at)],
    [t('history.record.profile'), t(`history.record.profiles.${record.profile}`, { defaultValue: record.profile })],
    [t('history.record.terms'), asked.terms_version === '' ? t('history.record.noTerms') : terms],
  ];
  if (record.campaign !== null) {
    const link = (
      <Anchor component={Link} to={`/history?campaign=${record.campaign}`}>
        {record.campaign_name ?? record.campaign}
      </Anchor>
    );
    facts.push([t('history.record.campaign'), link]);
  }
  if (record.offer !== null) facts.push([t('offers.title'), <OfferRanking key="offer" ranking={record.offer} />]);
  return (
    <Stack gap="md">
      <Facts rows={facts} />
      {asked.product.description !== '' && <Text size="sm">{asked.product.description}</Text>}
      <div>
        <Heading>{t('history.record.signals')}</Heading>
        <Text size="sm">
          {answer === null || answer.signals.length === 0
            ? t('history.record.noSignals')
            : answer.signals.map(signalName).join('; ')}
        </Text>
      </div>
      {asked.concern_text !== null && (
        <div>
          <Heading>{t('compose.why.words')}</Heading>
          <HeardWords
            text={asked.concern_text}
            heard={answer?.heard_concerns ?? []}
            steers={answer?.concern_rule === 'words'}
          />
        </div>
      )}
      <div>
        <Heading>{t('history.record.features')}</Heading>
        <Features features={asked.features} />
      </div>
      {asked.contact !== null && (
        <div>
          <Heading>{t('history.record.contact')}</Heading>
          <Facts
            rows={Object.entries(asked.contact).map(([name, value]) => [
              t(`history.record.contactNames.${name}`, { defaultValue: name }),
              showValue(value, t),
            ])}
          />
        </div>
      )}
      <div>
        <Heading>{t('history.record.options')}</Heading>
        <Facts
          rows={Object.entries(asked.options).map(([name, value]) => [
            t(`history.record.optionNames.${name}`, { defaultValue: name }),
            t(`history.record.optionValues.${String(value)}`, { defaultValue: showValue(value, t) }),
          ])}
        />
      </div>
    </Stack>
  );
}

function Heading({ children }: { children: React.ReactNode }) {
  return (
    <Title order={3} size="sm" mb={4}>
      {children}
    </Title>
  );
}

/** Names on the left, values on the right. */
export function Facts({ rows }: { rows: readonly (readonly [string, React.ReactNode])[] }) {
  return (
    <Table verticalSpacing={4} withRowBorders={false}>
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400} w="45%" c="dimmed">
              {name}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface Feature {
  readonly name: string;
  readonly words: Words;
}

function Features({ features }: { features: HistoryRecord['asked']['features'] }) {
  const { t, i18n } = useTranslation();
  const known = useQuery({
    queryKey: [...vocabularyKey, 'features'],
    queryFn: ({ signal }) => callApi<{ items: readonly Feature[] }>('/v1/features', { signal }),
    staleTime: 10 * 60_000,
  });
  const given = Object.entries(features ?? {});
  if (given.length === 0) return <Text size="sm">{t('history.record.noFeatures')}</Text>;
  const language = i18n.language === 'en' ? 'en' : 'ru';
  const wordsOf = (name: string) => known.data?.items.find((feature) => feature.name === name)?.words[language] || name;
  return <Facts rows={given.map(([name, value]) => [wordsOf(name), showFeature(name, value, t)])} />;
}

/** Values as they came: text, never HTML. */
function showValue(value: unknown, t: (key: string) => string): string {
  const isEmpty = typeof value === 'string' && (value.trim() === '' || value === 'NULL');
  if (value === null || value === undefined || isEmpty) return t('history.record.noValue');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The mart has 0 for men. */
function showFeature(name: string, value: unknown, t: (key: string) => string): string {
  if (name === 'gender' && (Number(value) === 0 || Number(value) === 1) && value !== null && value !== '') {
    return t(`history.record.genders.${Number(value) === 0 ? 'male' : 'female'}`);
  }
  return showValue(value, t);
}
