/**
 * The same client once more, otherwise: chips for what the service can steer, words of one's own for people. The next text
 * never repeats the ones before; docs/COMPOSE.md says what each chip changes.
 */
import { Button, Chip, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegenerationStep } from '../../api/compose.ts';
import { type Attempt, type Attempts, answerOf } from './use-attempts.ts';

const concernSteps: readonly RegenerationStep[] = [
  'concern_finance',
  'concern_efficiency',
  'concern_purchase',
  'concern_support',
];
const mannerSteps: readonly RegenerationStep[] = ['shorter', 'longer', 'bolder', 'plainer'];
const commentCharsMax = 1000;

interface RegenerateBoxProps {
  readonly attempt: Attempt;
  readonly attempts: Attempts;
}

export function RegenerateBox({ attempt, attempts }: RegenerateBoxProps) {
  const { t } = useTranslation();
  const [steps, setSteps] = useState<readonly RegenerationStep[]>([]);
  const [comment, setComment] = useState('');
  const concern = answerOf(attempt)?.concern;
  const toggle = (step: RegenerationStep) => {
    if (steps.includes(step)) setSteps(steps.filter((one) => one !== step));
    else setSteps([...steps.filter((one) => !excludes(step, one)), step]);
  };
  const offered: readonly RegenerationStep[] = [
    'another_idea',
    ...concernSteps.filter((step) => step !== `concern_${concern}`),
    ...mannerSteps,
  ];
  return (
    <Paper withBorder p="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempts.writeAnother(attempt, steps, comment.trim());
          setSteps([]);
          setComment('');
        }}
      >
        <Stack gap="xs">
          <Text size="sm" fw={600} id="another-title">
            {t('compose.another.title')}
          </Text>
          <Group gap={6} role="group" aria-labelledby="another-title">
            {offered.map((step) => (
              <Chip key={step} size="xs" checked={steps.includes(step)} onChange={() => toggle(step)}>
                {t(`compose.another.steps.${step}`)}
              </Chip>
            ))}
          </Group>
          <Group align="flex-end" gap="xs">
            <Textarea
              flex={1}
              miw={200}
              label={t('compose.another.comment')}
              description={t('compose.another.commentHint')}
              autosize
              minRows={1}
              maxRows={4}
              maxLength={commentCharsMax}
              value={comment}
              onChange={(event) => setComment(event.currentTarget.value)}
            />
            <Button type="submit" variant="light" leftSection={<IconRefresh size={16} />} disabled={attempts.isWriting}>
              {t('compose.another.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

function excludes(step: RegenerationStep, other: RegenerationStep): boolean {
  return [concernSteps, mannerSteps].some((group) => group.includes(step) && group.includes(other));
}
