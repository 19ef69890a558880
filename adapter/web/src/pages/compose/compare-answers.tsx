/** Up to four texts side by side: sentences that not all of them say are marked; one may be picked. */
import { ActionIcon, Button, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { compareSentences } from './compare-sentences.ts';
import styles from './compose.module.css';
import { LabelBox } from './label-box.tsx';
import { type Attempt, type Attempts, answerOf } from './use-attempts.ts';

export function CompareAnswers({ attempts }: { attempts: Attempts }) {
  const { t } = useTranslation();
  const written = attempts.attempts.flatMap((attempt) => {
    const answer = answerOf(attempt);
    return answer === null || answer.text === '' ? [] : [{ attempt, answer }];
  });
  const compared = compareSentences(written.map(({ answer }) => answer.text));
  const columns = Math.min(written.length, 2);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('compose.compare.hint')}
      </Text>
      <SimpleGrid cols={{ base: 1, md: columns }} spacing="md">
        {written.map(({ attempt, answer }, place) => (
          <Paper key={attempt.number} withBorder p="sm" data-picked={attempts.picked === attempt.number || undefined}>
            <Stack gap="xs" h="100%">
              <Head attempt={attempt} attempts={attempts} />
              <Text size="xs" c="dimmed">
                {t(`compose.concerns.${answer.concern ?? 'finance'}`)} · {answer.thread?.id ?? '—'} ·{' '}
                {t('compose.compare.chars', { count: answer.text.length })}
              </Text>
              <div className={styles.compared}>
                {(compared[place] ?? []).map((sentence) =>
                  sentence.isCommon ? (
                    <span key={sentence.start}>{sentence.text}</span>
                  ) : (
                    <span key={sentence.start}>
                      <mark className={styles.different}>{sentence.text.trimEnd()}</mark>
                      {sentence.text.slice(sentence.text.trimEnd().length)}
                    </span>
                  ),
                )}
              </div>
              {attempt.final !== null && <LabelBox answerId={attempt.final.answer_id} />}
            </Stack>
          </Paper>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Head({ attempt, attempts }: { attempt: Attempt; attempts: Attempts }) {
  const { t } = useTranslation();
  const { number } = attempt;
  const isPicked = attempts.picked === number;
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <Text fw={600}>{t('compose.variant', { number })}</Text>
      <Group gap={4} wrap="nowrap">
        <Button
          size="compact-sm"
          variant={isPicked ? 'filled' : 'default'}
          aria-pressed={isPicked}
          leftSection={isPicked ? <IconCheck size={14} /> : undefined}
          onClick={() => attempts.pick(isPicked ? null : number)}
        >
          {t(isPicked ? 'compose.compare.picked' : 'compose.compare.pick')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('compose.compare.remove', { number })}
          onClick={() => attempts.remove(number)}
        >
          <IconX size={15} />
        </ActionIcon>
      </Group>
    </Group>
  );
}
