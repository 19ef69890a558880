/** The text before me, its keys, and how far I have come today. */
import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnswerLabels, fetchProgress, labelsKey, type Reason, reasons } from '../../api/labels.ts';
import { formatCount, formatDecimal } from '../../parts/format-number.ts';
import { notifyDone, notifyProblem, warn } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { CorrectionVerdict } from './correction-verdict.tsx';
import { CorrectionForm } from './label-box.tsx';
import { LabellingKeys } from './labelling-keys.tsx';
import { TaskCard } from './task-card.tsx';
import { useKeys } from './use-keys.ts';
import { type LabelQueue, useLabelQueue } from './use-label-queue.ts';

export function LabellingTab() {
  const { t } = useTranslation();
  const queue = useLabelQueue();
  return (
    <Stack gap="md" maw={900}>
      <Progress pendingCount={queue.pendingCount} />
      {queue.error !== null && <ProblemNotice error={queue.error} onRetry={queue.refill} />}
      {queue.task === null && queue.isLoading && <Skeleton h={320} aria-label={t('common.loading')} />}
      {queue.task === null && !queue.isLoading && queue.error === null && (
        <Alert>
          <Text>{t('history.labelling.empty')}</Text>
          <Group gap="xs" mt="sm">
            <Button size="xs" variant="default" onClick={queue.refill}>
              {t('history.labelling.refresh')}
            </Button>
            {queue.canUndo && (
              <Button size="xs" variant="subtle" onClick={() => queue.undo(notifyProblem)}>
                {t('history.labelling.undo')}
              </Button>
            )}
          </Group>
        </Alert>
      )}
      {queue.task !== null && <Judging queue={queue} />}
    </Stack>
  );
}

/** Midnight where the browser is. */
function dayStart(): Date {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate());
}

function Progress({ pendingCount }: { pendingCount: number }) {
  const { t } = useTranslation();
  const since = dayStart();
  const progress = useQuery({
    queryKey: [...labelsKey, 'progress', since.toISOString()],
    queryFn: ({ signal }) => fetchProgress(since, signal),
  });
  if (progress.data === undefined) return <Skeleton h={22} maw={420} aria-label={t('common.loading')} />;
  const { mine, everyone, waiting, waiting_exact, seconds_median } = progress.data;
  return (
    <Group gap="md" aria-live="off">
      <Text fw={600}>{t('history.labelling.today', { count: formatCount(mine) })}</Text>
      <Text size="sm" c="dimmed">
        {t('history.labelling.everyone', { count: formatCount(everyone) })}
      </Text>
      <Text size="sm" c="dimmed">
        {t(`history.labelling.${waiting_exact ? 'waiting' : 'waitingMore'}`, {
          count: formatCount(waiting),
        })}
      </Text>
      {seconds_median !== null && (
        <Text size="sm" c="dimmed">
          {t('history.labelling.median', { value: formatDecimal(seconds_median, 1) })}
        </Text>
      )}
      {pendingCount > 0 && (
        <Text size="sm" c="dimmed">
          {t('history.labelling.saving', { count: pendingCount })}
        </Text>
      )}
    </Group>
  );
}

/** What is written about a text; kept by its id, so that nothing is lost when one comes back. */
interface Written {
  readonly comment: string;
  /** Null: nothing is being corrected. */
  readonly correction: string | null;
  /** What the check said of the correction that was saved. */
  readonly saved: { readonly text: string; readonly labels: AnswerLabels } | null;
}

const nothingWritten: Written = { comment: '', correction: null, saved: null };

function Judging({ queue }: { queue: LabelQueue }) {
  const { t } = useTranslation();
  const task = queue.task!;
  const card = useRef<HTMLDivElement>(null);
  const comment = useRef<HTMLInputElement>(null);
  const shownAtMs = useRef(0);
  const [kept, setKept] = useState<Readonly<Record<string, Written>>>({});
  const [isSaving, setSaving] = useState(false);
  const written = kept[task.id] ?? nothingWritten;
  const change = (changed: Partial<Written>) =>
    setKept((all) => ({ ...all, [task.id]: { ...nothingWritten, ...all[task.id], ...changed } }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text begins a new time
  useEffect(() => {
    shownAtMs.current = performance.now();
    card.current?.focus({ preventScroll: true });
  }, [task.id]);
  const details = () => ({
    comment: written.comment,
    seconds_taken: Math.min((performance.now() - shownAtMs.current) / 1000, 3600),
  });
  /** The text is first again, with what was written about it. */
  const failed = (error: unknown) => {
    warn(t('history.labelling.sendFailed'));
    notifyProblem(error);
  };
  const good = () => queue.label({ mark: 'good', ...details() }, failed);
  const wrong = (reason: Reason) => queue.label({ mark: 'wrong', reason, ...details() }, failed);
  const correct = () => change({ correction: written.saved?.text ?? task.answer.text, saved: null });
  const undo = () => {
    if (queue.undo(notifyProblem)) notifyDone(t('history.labelling.undone'));
    else warn(t('history.labelling.nothingToUndo'));
  };
  const saveCorrection = async (reason: Reason) => {
    const text = (written.correction ?? '').trim();
    setSaving(true);
    try {
      const labels = await queue.labelAndWait({ mark: 'wrong', reason, correction: text, ...details() });
      change({ saved: { text, labels }, correction: null });
    } catch (error) {
      notifyProblem(error);
    } finally {
      setSaving(false);
    }
  };
  const goOn = () => {
    change({ saved: null });
    queue.goOn();
  };
  const isJudging = written.correction === null && written.saved === null;
  useKeys(
    {
      KeyG: good,
      KeyE: correct,
      KeyC: () => comment.current?.focus(),
      KeyZ: undo,
      Space: () => queue.skip(failed),
      ...Object.fromEntries(reasons.map((reason, place) => [`Digit${place + 1}`, () => wrong(reason)])),
    },
    isJudging,
  );
  return (
    <>
      <TaskCard task={task} cardRef={card} />
      {written.correction !== null && (
        <CorrectionForm
          original={task.answer.text}
          text={written.correction}
          isSaving={isSaving}
          onChange={(correction) => change({ correction })}
          onCancel={() => change({ correction: null })}
          onSave={(reason) => void saveCorrection(reason)}
        />
      )}
      {written.saved !== null && <SavedCorrection saved={written.saved} onNext={goOn} onEdit={correct} />}
      {isJudging && (
        <LabellingKeys
          comment={written.comment}
          commentRef={comment}
          canUndo={queue.canUndo}
          onComment={(text) => change({ comment: text })}
          onCommentDone={() => card.current?.focus()}
          onGood={good}
          onWrong={wrong}
          onCorrect={correct}
          onSkip={() => queue.skip(failed)}
          onUndo={undo}
        />
      )}
    </>
  );
}

interface SavedCorrectionProps {
  readonly saved: NonNullable<Written['saved']>;
  readonly onNext: () => void;
  readonly onEdit: () => void;
}

function SavedCorrection({ saved, onNext, onEdit }: SavedCorrectionProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" role="status">
      <Text fw={600}>{t('history.labelling.checked')}</Text>
      <CorrectionVerdict text={saved.text} verdict={saved.labels.items[0]?.correction_verdict ?? null} />
      <Group gap="xs">
        <Button autoFocus onClick={onNext}>
          {t('history.labelling.next')}
        </Button>
        <Button variant="default" onClick={onEdit}>
          {t('history.labelling.editAgain')}
        </Button>
      </Group>
    </Stack>
  );
}
