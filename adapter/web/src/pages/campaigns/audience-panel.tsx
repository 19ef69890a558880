/** How many clients of the file would get a text, who is left out and why, counted by the rules of the run. */
import { Alert, Group, Loader, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AudienceCount, type CampaignSettings, campaignsKey, countAudience } from '../../api/campaigns.ts';
import { formatCount } from '../../parts/format-number.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { reasonInWords } from './campaign-words.ts';
import { RankedByList } from './ranked-by-list.tsx';

interface CountedSettings {
  readonly fileId: string;
  readonly seed: number;
  readonly settings: CampaignSettings;
}

export function useAudienceCount({ fileId, seed, settings }: CountedSettings, isReady: boolean) {
  return useQuery({
    queryKey: [...campaignsKey, 'audience', fileId, seed, settings],
    queryFn: ({ signal }) => countAudience(fileId, { seed, settings }, signal),
    enabled: isReady,
    retry: false,
    placeholderData: keepPreviousData,
  });
}

export function AudiencePanel({ counted }: { counted: ReturnType<typeof useAudienceCount> }) {
  const { t } = useTranslation();
  if (counted.isError) return <ProblemNotice error={counted.error} onRetry={() => counted.refetch()} />;
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {t('campaigns.audience.title')}
        </Title>
        {counted.isFetching && (
          <Group gap="xs" role="status">
            <Loader size="xs" />
            <Text size="sm">{t('campaigns.audience.counting')}</Text>
          </Group>
        )}
      </Group>
      {counted.data !== undefined && <Counts count={counted.data} />}
    </Paper>
  );
}

function Counts({ count }: { count: AudienceCount }) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const about = (clients: number) => (count.exact ? formatCount(clients) : `≈ ${formatCount(clients)}`);
  return (
    <Stack>
      {!count.exact && (
        <Alert>
          {t('campaigns.audience.estimate', {
            read: formatCount(count.rows_read),
            rows: formatCount(count.rows),
            low: formatCount(count.clients_low),
            high: formatCount(count.clients_high),
          })}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Figure label={t('campaigns.audience.clients')} value={about(count.clients)} />
        <Figure label={t('campaigns.audience.texts')} value={about(count.texts)} />
        <Figure label={t('campaigns.audience.control')} value={about(count.control)} />
        <Figure
          label={t('campaigns.audience.excluded')}
          value={about(count.excluded.reduce((sum, one) => sum + one.count, 0))}
        />
      </SimpleGrid>
      {count.clients === 0 && (
        <Alert color="red" role="alert">
          {t('campaigns.audience.nobody')}
        </Alert>
      )}
      {(count.excluded.length > 0 || count.problems > 0) && (
        <Reasons
          title={t('campaigns.progress.whyExcluded')}
          lines={[
            ...count.excluded.map((one): [string, string] => [
              reasonInWords(one.reason, t, vocabulary),
              about(one.count),
            ]),
            ...(count.problems > 0
              ? [[t('campaigns.progress.problems'), about(count.problems)] as [string, string]]
              : []),
          ]}
        />
      )}
      <Offers count={count} about={about} />
      {count.without_terms.length > 0 && (
        <Alert color="orange">
          {t('campaigns.audience.withoutTerms', {
            products: count.without_terms.map(vocabulary.productName).join(', '),
          })}
        </Alert>
      )}
      {count.ranked_by !== null && <RankedByList rankedBy={count.ranked_by} isBefore />}
    </Stack>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={24} fw={700}>
        {value}
      </Text>
    </div>
  );
}

function Reasons({ title, lines }: { title: string; lines: readonly (readonly [string, string])[] }) {
  return (
    <Table maw={560} verticalSpacing={4} aria-label={title}>
      <Table.Caption style={{ captionSide: 'top', textAlign: 'start' }}>{title}</Table.Caption>
      <Table.Tbody>
        {lines.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" fw={400}>
              {label}
            </Table.Th>
            <Table.Td ta="right">{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Offer by offer, where there is more than one, or one that some clients may not get. */
function Offers({ count, about }: { count: AudienceCount; about: (clients: number) => string }) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const { offers } = count;
  if (offers.length < 2 && offers.every(({ refused }) => refused.length === 0)) return null;
  const title = t('campaigns.audience.byOffer');
  return (
    <Table.ScrollContainer minWidth={520} type="native" tabIndex={0} aria-label={title}>
      <Table verticalSpacing={4}>
        <Table.Caption style={{ captionSide: 'top', textAlign: 'start' }}>{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('common.product')}</Table.Th>
            <Table.Th scope="col">{t('common.channel')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('campaigns.audience.willGet')}
            </Table.Th>
            <Table.Th scope="col">{t('campaigns.audience.mayNot')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {offers.map(({ product, channel, texts, refused }) => (
            <Table.Tr key={`${product} ${channel}`}>
              <Table.Td>{vocabulary.productName(product)}</Table.Td>
              <Table.Td>{vocabulary.channelName(channel)}</Table.Td>
              <Table.Td ta="right">{about(texts)}</Table.Td>
              <Table.Td>
                {refused.length === 0
                  ? '—'
                  : refused.map((one) => `${reasonInWords(one.reason, t, vocabulary)}: ${about(one.count)}`).join('; ')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
