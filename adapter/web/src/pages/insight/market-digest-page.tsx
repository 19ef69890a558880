/** The digest of one week: events, strongest first, with why, ideas and sources. */
import { Alert, Anchor, Badge, Button, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { digestsKey, type MarketDigestBody } from '../../api/market.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatDay } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { LoadedReport } from './loaded-report.tsx';

type Event = MarketDigestBody['events'][number];

const digestsPath = '/v1/insight/market/digests';

export default function MarketDigestPage() {
  return (
    <LoadedReport<MarketDigestBody> path={digestsPath} queryKey={digestsKey}>
      {(digest) => <MarketDigest digest={digest} />}
    </LoadedReport>
  );
}

function MarketDigest({ digest: { id, week, items_count, events, evidence } }: { digest: MarketDigestBody }) {
  const { t } = useTranslation();
  const path = `${digestsPath}/${id}`;
  const counts = { items: formatCount(items_count), events: formatCount(events.length) };
  return (
    <>
      <PageTitle title={t('market.digestOf', { week })} hint={t('market.counts', counts)}>
        <Button component="a" href={`${path}/digest.docx`} download leftSection={<IconDownload size={16} />}>
          Word
        </Button>
        <Button component="a" href={`${path}/digest.md`} download={`${week}.md`} variant="default">
          Markdown
        </Button>
      </PageTitle>
      <Stack>
        <Anchor component={Link} to="/insight/market">
          {t('market.toAll')}
        </Anchor>
        {events.length === 0 && <Alert>{t('market.quiet')}</Alert>}
        {events.map((event) => (
          <EventCard event={event} evidence={evidence} key={event.id} />
        ))}
      </Stack>
    </>
  );
}

function EventCard({ event, evidence }: { event: Event; evidence: MarketDigestBody['evidence'] }) {
  const { t } = useTranslation();
  const sources = event.itemIds.flatMap((id) => evidence[id] ?? []);
  const day = (ms: number) => formatDay(new Date(ms).toISOString());
  return (
    <Card withBorder lang="ru">
      <Group gap="xs" mb={4}>
        <Badge variant="light">{t(`market.event.${event.kind}`)}</Badge>
        <Text size="sm" c="dimmed">
          {event.competitor} · {day(event.atMs)}
        </Text>
      </Group>
      <Title order={2} size="h5">
        {event.title}
      </Title>
      <Text size="sm" my="xs">
        {event.explanation}
      </Text>
      <List size="sm" spacing={4}>
        {event.ideas.map(({ text, product, concern }) => (
          <List.Item key={text}>
            {text}{' '}
            {product !== null && (
              <Anchor
                component={Link}
                size="sm"
                to={`/copybook?${new URLSearchParams({ product, ...(concern !== null && { concern }) })}`}
              >
                {t('market.toCopybook', { product })}
              </Anchor>
            )}
          </List.Item>
        ))}
      </List>
      <Text size="xs" c="dimmed" mt="xs">
        {sources
          .slice(0, 3)
          .map(({ title, source, publishedAtMs }) =>
            [title, source, day(publishedAtMs)].filter((part) => part !== '').join(', '),
          )
          .join('; ')}
        {sources.length > 3 && ` ${t('market.more', { count: sources.length - 3 })}`}
      </Text>
    </Card>
  );
}
