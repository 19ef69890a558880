import { Group, List, Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { describeThreadProblem } from './describe-thread-problem.ts';
import type { DraftCheck } from './use-draft-check.ts';

/** One line: may it be saved; then what keeps it from that, place by place. */
export function CheckSummary({ check, isShort = false }: { check: DraftCheck; isShort?: boolean }) {
  const { t } = useTranslation();
  const { problems, isPassed, isRunning, isWaiting, checked } = check;
  const isKnown = checked !== null || problems.length > 0;
  return (
    <div aria-live="polite">
      <Group gap={8}>
        {isRunning && <Loader size="xs" aria-label={t('copybook.check.running')} />}
        {isWaiting && <Text size="sm">{t('copybook.check.waiting')}</Text>}
        {!isWaiting && isKnown && problems.length === 0 && (isPassed || isRunning) && (
          <Group gap={6}>
            <IconCircleCheck size={18} color="var(--mantine-color-teal-6)" aria-hidden />
            <Text size="sm">{t('copybook.check.passed')}</Text>
          </Group>
        )}
        {!isWaiting && problems.length > 0 && (
          <Group gap={6}>
            <IconAlertTriangle size={18} color="var(--mantine-color-red-6)" aria-hidden />
            <Text size="sm">{t('copybook.check.failed', { count: problems.length })}</Text>
          </Group>
        )}
      </Group>
      {!isShort && problems.length > 0 && (
        <List size="sm" mt="xs">
          {problems.map((problem) => {
            const { place, text, given } = describeThreadProblem(problem, t);
            return (
              <List.Item key={`${problem.field} ${problem.limit} ${problem.given}`}>
                <b>{place}</b>: {text}
                {given !== '' && (
                  <Text span size="sm" c="dimmed">
                    {' '}
                    — {given}
                  </Text>
                )}
              </List.Item>
            );
          })}
        </List>
      )}
    </div>
  );
}
