/** One text of the page: as it is being written, then what became of it. */
import { Alert, Badge, Button, Collapse, Group, Paper, Stack, Tabs, Text } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnsweredClient } from '../../api/compose.ts';
import { TextPreview } from '../../parts/previews/text-preview.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { MarkedText } from '../../parts/verdict/marked-text.tsx';
import { VerdictList } from '../../parts/verdict/verdict-list.tsx';
import { warningColor } from '../../parts/verdict/verdict-types.ts';
import { AnswerDetails } from './answer-details.tsx';
import { AnswerReasons } from './answer-reasons.tsx';
import { AnswerStatus } from './answer-status.tsx';
import { ClientProblem } from './client-problem.tsx';
import styles from './compose.module.css';
import { CopyText } from './copy-text.tsx';
import { LabelBox } from './label-box.tsx';
import { RegenerateBox } from './regenerate-box.tsx';
import { ScoreBars } from './score-bars.tsx';
import type { Attempt, Attempts } from './use-attempts.ts';
import { answerOf } from './use-attempts.ts';

interface AnswerViewProps {
  readonly attempt: Attempt;
  readonly attempts: Attempts;
}

export function AnswerView({ attempt, attempts }: AnswerViewProps) {
  const { t } = useTranslation();
  const answer = answerOf(attempt);
  const { final, order } = attempt;
  return (
    <Stack gap="md">
      {order.regeneration !== undefined && <AskedOtherwise regeneration={order.regeneration} />}
      {attempt.state === 'writing' && <Draft attempt={attempt} onStop={attempts.stop} />}
      {attempt.state === 'failed' && <ProblemNotice error={attempt.error} onRetry={() => attempts.write(order)} />}
      {attempt.state === 'stopped' && <Alert color="gray">{t('compose.stopped')}</Alert>}
      {final !== null && 'error' in final.result && <ClientProblem error={final.result.error} />}
      {answer !== null && final !== null && (
        <>
          <AnswerStatus answer={answer} sampleTerms={attempt.started?.sample_terms ?? false} />
          {answer.text !== '' && <AnswerTabs attempt={attempt} answer={answer} />}
          {answer.text === '' && <FoldedDetails attempt={attempt} answer={answer} />}
          {answer.text !== '' && (
            <Group justify="space-between" gap="xs">
              <LabelBox answerId={final.answer_id} />
              <CopyText text={answer.text} />
            </Group>
          )}
          {answer.text !== '' && <RegenerateBox attempt={attempt} attempts={attempts} />}
        </>
      )}
    </Stack>
  );
}

function Draft({ attempt, onStop }: { attempt: Attempt; onStop: () => void }) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" aria-busy="true">
      <Group justify="space-between" mb="xs">
        <Text size="sm" c="dimmed" role="status">
          {t('compose.writing')}
        </Text>
        <Button size="compact-sm" variant="default" leftSection={<IconPlayerStop size={14} />} onClick={onStop}>
          {t('compose.stop')}
        </Button>
      </Group>
      <div className={styles.draft}>
        {attempt.draft}
        <span className={styles.caret} aria-hidden />
      </div>
    </Paper>
  );
}

function AskedOtherwise({ regeneration }: { regeneration: NonNullable<Attempt['order']['regeneration']> }) {
  const { t } = useTranslation();
  const { steps, comment } = regeneration;
  if (steps.length === 0 && comment === '') return null;
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed">
        {t('compose.another.asked')}:
      </Text>
      {steps.map((step) => (
        <Badge key={step} variant="outline" color="gray.7" tt="none" fw={500} className={styles.plainBadge}>
          {t(`compose.another.steps.${step}`)}
        </Badge>
      ))}
      {comment !== '' && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          «{comment}»
        </Text>
      )}
    </Group>
  );
}

function FoldedDetails({ attempt, answer }: { attempt: Attempt; answer: AnsweredClient }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button size="compact-sm" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen((open) => !open)}>
        {t('compose.tabs.details')}
      </Button>
      <Collapse expanded={isOpen}>
        <AnswerDetails attempt={attempt} answer={answer} />
      </Collapse>
    </div>
  );
}

function AnswerTabs({ attempt, answer }: { attempt: Attempt; answer: AnsweredClient }) {
  const { t } = useTranslation();
  const [activeRule, setActiveRule] = useState<string | null>(null);
  const results = answer.verdict?.results ?? [];
  const toSee = results.filter(({ outcome }) => outcome === 'warned' || outcome === 'blocked').length;
  return (
    <Tabs defaultValue="preview" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="preview">{t('compose.tabs.preview')}</Tabs.Tab>
        <Tabs.Tab
          value="law"
          {...(toSee > 0 && {
            rightSection: (
              <Badge
                size="sm"
                color={warningColor}
                variant="filled"
                aria-label={t('compose.tabs.toSee', { count: toSee })}
              >
                {toSee}
              </Badge>
            ),
          })}
        >
          {t('compose.tabs.law')}
        </Tabs.Tab>
        <Tabs.Tab value="reasons">{t('compose.tabs.reasons')}</Tabs.Tab>
        <Tabs.Tab value="details">{t('compose.tabs.details')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="preview" pt="md">
        <TextPreview
          channel={attempt.order.channel}
          text={answer.text}
          body={answer.body}
          disclosures={answer.disclosures}
          measures={answer.measures}
        />
      </Tabs.Panel>
      <Tabs.Panel value="law" pt="md">
        <Stack gap="md">
          <MarkedText text={answer.text} disclosures={answer.disclosures} results={results} activeRule={activeRule} />
          {answer.scores !== null && <ScoreBars scores={answer.scores} />}
          <VerdictList results={results} onActive={setActiveRule} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="reasons" pt="md">
        <AnswerReasons answer={answer} concernText={attempt.order.client.concern_text} />
      </Tabs.Panel>
      <Tabs.Panel value="details" pt="md">
        <AnswerDetails attempt={attempt} answer={answer} />
      </Tabs.Panel>
    </Tabs>
  );
}
