/**
 * The queue behind the labelling page. The next texts are there before they are wanted, labels are sent while the next
 * text is being read, and what could not be sent comes back with what was written. Sent one after another, so that an
 * undo never overtakes the label that it takes back.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type AnswerLabels,
  type LabelTask,
  labelsKey,
  type NewLabel,
  postLabel,
  skipText,
  takeTexts,
} from '../../api/labels.ts';

/** Texts before one, and from how few on more are asked for. */
const handCount = 12;
const refillBelow = 8;
const refillAttempts = 5;

interface Done {
  readonly task: LabelTask;
  readonly kind: 'label' | 'skip';
}

export interface LabelQueue {
  /** Null: nothing is there. */
  readonly task: LabelTask | null;
  readonly isLoading: boolean;
  /** Why no texts came. */
  readonly error: unknown;
  /** Labels under way. */
  readonly pendingCount: number;
  readonly canUndo: boolean;
  /** Sends and goes on at once. @param onFailure told when it was not saved; the text is first again then. */
  label(label: NewLabel, onFailure: (error: unknown) => void): void;
  /** Sends and waits: for a correction, whose verdict is to be seen. The text stays. */
  labelAndWait(label: NewLabel): Promise<AnswerLabels>;
  /** Goes on after `labelAndWait`. */
  goOn(): void;
  skip(onFailure: (error: unknown) => void): void;
  /** Brings the last text back and takes its label away. @returns false when there is none. */
  undo(onFailure: (error: unknown) => void): boolean;
  refill(): void;
}

export function useLabelQueue(): LabelQueue {
  const queries = useQueryClient();
  const [hand, setHand] = useState<readonly LabelTask[]>([]);
  const [done, setDone] = useState<readonly Done[]>([]);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const [pendingCount, setPendingCount] = useState(0);
  const gone = useRef(new Set<string>());
  const chain = useRef<Promise<unknown>>(Promise.resolve());
  const isRefilling = useRef(false);
  /** The service has no more than we hold; asked again when somebody wants it. */
  const isDry = useRef(false);

  const refill = useCallback(async () => {
    if (isRefilling.current) return;
    isRefilling.current = true;
    setLoading(true);
    try {
      for (let attempt = 1; attempt <= refillAttempts; attempt++) {
        const tasks = await takeTexts(handCount);
        // Fewer than asked for may come while others wait: the service leaves out what says the same.
        isDry.current = tasks.length === 0;
        setError(null);
        const fresh = tasks.filter(({ id }) => !gone.current.has(id));
        setHand((held) => [...held, ...fresh.filter(({ id }) => !held.some((other) => other.id === id))]);
        if (fresh.length > 0 || isDry.current) break;
        // All of them are judged here, faster than the labels could be sent: the service gives others once it has them.
        await chain.current;
      }
    } catch (problem) {
      setError(problem);
    } finally {
      isRefilling.current = false;
      setLoading(false);
    }
  }, []);

  useEffect(() => {
    void refill();
  }, [refill]);
  useEffect(() => {
    if (hand.length < refillBelow && !isDry.current && error === null) void refill();
  }, [hand.length, refill, error]);

  const send = useCallback(
    (work: () => Promise<unknown>, onFailure: (error: unknown) => void) => {
      setPendingCount((count) => count + 1);
      chain.current = chain.current
        .then(work)
        .catch(onFailure)
        .finally(() => {
          setPendingCount((count) => count - 1);
          void queries.invalidateQueries({ queryKey: labelsKey });
        });
    },
    [queries],
  );

  const [task = null] = hand;
  const leave = (kind: Done['kind']) => {
    if (task === null) return;
    gone.current.add(task.id);
    setDone((before) => [...before, { task, kind }]);
    setHand((held) => held.slice(1));
  };
  const bringBack = (back: LabelTask) => {
    gone.current.delete(back.id);
    setDone((before) => before.filter((one) => one.task.id !== back.id));
    setHand((held) => [back, ...held.filter(({ id }) => id !== back.id)]);
  };
  const attempt = (kind: Done['kind'], work: (id: string) => Promise<unknown>, onFailure: (error: unknown) => void) => {
    if (task === null) return;
    leave(kind);
    send(
      () => work(task.id),
      (problem) => {
        bringBack(task);
        onFailure(problem);
      },
    );
  };
  return {
    task,
    isLoading,
    error,
    pendingCount,
    canUndo: done.length > 0,
    refill: () => void refill(),
    label: (label, onFailure) => attempt('label', (id) => postLabel(id, label), onFailure),
    labelAndWait: async (label) => {
      const saved = await postLabel(task!.id, label);
      void queries.invalidateQueries({ queryKey: labelsKey });
      return saved;
    },
    goOn: () => leave('label'),
    skip: (onFailure) => attempt('skip', skipText, onFailure),
    undo(onFailure) {
      const last = done.at(-1);
      if (last === undefined) return false;
      bringBack(last.task);
      if (last.kind === 'label') send(() => postLabel(last.task.id, { mark: 'withdrawn' }), onFailure);
      return true;
    },
  };
}
