/** What was learned: the client's own words, what they speak for, and what is still unknown. */
import { Anchor, Card, Group, List, Progress, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InterviewSummary, Quote } from '../../api/interviews.ts';
import { formatCount, formatShare } from '../../parts/format-number.ts';
import { turnAnchor } from './conversation.tsx';

export function InterviewResult({ summary }: { summary: InterviewSummary }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg" maw={680}>
      <Text size="sm" c="dimmed">
        {t('interviews.figures', {
          questions: formatCount(summary.questions_count),
          share: formatShare(summary.client_share),
        })}{' '}
        {t('interviews.strength')}: {t(`interviews.strengths.${summary.strength}`)}.
      </Text>
      <Section title={t('interviews.needs')} isEmpty={summary.needs.length === 0}>
        <Quotes quotes={summary.needs} />
      </Section>
      <Section title={t('interviews.pains')}>
        {summary.pains.length === 0 && <Text c="dimmed">{t('interviews.noPains')}</Text>}
        <Stack gap="sm">
          {summary.pains.map((pain) => (
            <PainCard key={pain.theme} pain={pain} />
          ))}
        </Stack>
      </Section>
      <Section title={t('interviews.hypotheses')} isEmpty={summary.hypotheses.length === 0}>
        <Text size="sm" c="dimmed" mb="xs">
          {t('interviews.hypothesesHint')}
        </Text>
        <List spacing="xs">
          {summary.hypotheses.map(({ theme, text, check }) => (
            <List.Item key={theme}>
              {text}
              <Text size="sm" c="dimmed">
                {t('interviews.check', { how: check })}
              </Text>
            </List.Item>
          ))}
        </List>
      </Section>
      <Section title={t('interviews.concernsTitle')} isEmpty={summary.concerns.length === 0}>
        <List>
          {summary.concerns.map(({ concern, likelihood }) => (
            <List.Item key={concern}>
              {t(`interviews.concerns.${concern}`)}: {formatShare(likelihood)}
            </List.Item>
          ))}
        </List>
      </Section>
      <Section title={t('interviews.quotes')} isEmpty={summary.quotes.length === 0}>
        <Quotes quotes={summary.quotes} />
      </Section>
      <Section title={t('interviews.asked')} isEmpty={summary.asked.length === 0}>
        <Quotes quotes={summary.asked} />
      </Section>
      <Section title={t('interviews.contradictions')} isEmpty={summary.contradictions.length === 0}>
        <Quotes quotes={summary.contradictions} />
      </Section>
      <Section title={t('interviews.notCovered')} isEmpty={summary.not_covered.length === 0}>
        <List>
          {summary.not_covered.map(({ stage, text }) => (
            <List.Item key={stage}>{text}</List.Item>
          ))}
        </List>
      </Section>
    </Stack>
  );
}

function Section({ title, isEmpty = false, children }: { title: string; isEmpty?: boolean; children: ReactNode }) {
  if (isEmpty) return null;
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

function PainCard({ pain }: { pain: InterviewSummary['pains'][number] }) {
  const { t } = useTranslation();
  const title = t(`interviews.themes.${pain.theme}`);
  const points = t('interviews.points', { count: pain.strength });
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" mb={4}>
        <Text fw={600}>{title}</Text>
        <Text size="sm">{points}</Text>
      </Group>
      <Progress value={pain.strength * 20} aria-label={`${title}: ${points}`} mb="xs" />
      {pain.evidence.length > 0 && (
        <Text size="xs" c="dimmed" mb="xs">
          {pain.evidence.map((kind) => t(`interviews.evidences.${kind}`)).join(', ')}
        </Text>
      )}
      <Quotes quotes={pain.quotes} />
    </Card>
  );
}

function Quotes({ quotes }: { quotes: readonly Quote[] }) {
  const { t } = useTranslation();
  const show = (turn: number) => {
    const target = document.getElementById(turnAnchor(turn));
    target?.scrollIntoView({ block: 'center' });
    target?.focus();
  };
  return (
    <Stack gap={6}>
      {quotes.map(({ text, turn }) => (
        <Text key={`${turn} ${text}`} style={{ overflowWrap: 'anywhere' }}>
          «{text}»{' '}
          <Anchor
            component="button"
            type="button"
            size="xs"
            c="inherit"
            underline="always"
            onClick={() => show(turn)}
            aria-label={t('interviews.toTurn', { number: turn + 1 })}
          >
            [{turn + 1}]
          </Anchor>
        </Text>
      ))}
    </Stack>
  );
}
