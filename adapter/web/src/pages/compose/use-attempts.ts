/**
 * The texts of the page: up to four are kept side by side, one is written at a time. Leaving the page, or asking for the
 * next one, closes the connection, and the service stops writing.
 */
import { useCallback, useEffect, useRef } from 'react';
import {
  type AnsweredClient,
  type ComposeFinal,
  type ComposeOrder,
  type ComposeStarted,
  composeText,
  type RegenerationStep,
} from '../../api/compose.ts';
import { useKept } from './use-kept.ts';

export const attemptsMax = 4;

export interface Attempt {
  /** Counts from 1 for as long as the person is signed in. */
  readonly number: number;
  readonly order: ComposeOrder;
  readonly state: 'writing' | 'done' | 'failed' | 'stopped';
  /** What has come so far; the final text replaces it. */
  readonly draft: string;
  readonly started: ComposeStarted | null;
  readonly final: ComposeFinal | null;
  readonly error: unknown;
  /** Until the first words and the end, as this browser saw it. */
  readonly firstWordsMs: number | null;
  readonly totalMs: number | null;
}

export interface Attempts {
  readonly attempts: readonly Attempt[];
  readonly shown: Attempt | null;
  /** Number of the one that the person has chosen to keep; null: none. */
  readonly picked: number | null;
  readonly isWriting: boolean;
  readonly write: (order: ComposeOrder) => void;
  readonly writeAnother: (attempt: Attempt, steps: readonly RegenerationStep[], comment: string) => void;
  readonly stop: () => void;
  readonly show: (number: number) => void;
  readonly pick: (number: number | null) => void;
  readonly remove: (number: number) => void;
}

interface Kept {
  readonly attempts: readonly Attempt[];
  readonly shown: number | null;
  readonly picked: number | null;
  readonly nextNumber: number;
}

const nothing: Kept = { attempts: [], shown: null, picked: null, nextNumber: 1 };

export function answerOf(attempt: Attempt): AnsweredClient | null {
  const result = attempt.final?.result;
  return result === undefined || 'error' in result ? null : result;
}

export function useAttempts(): Attempts {
  const [kept, keep] = useKept('attempts', nothing);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);

  const write = useCallback(
    (order: ComposeOrder) => {
      leaving.current?.abort();
      const left = new AbortController();
      leaving.current = left;
      let number = 0;
      keep((before) => {
        number = before.nextNumber;
        return addAttempt(before, order);
      });
      const change = (part: Partial<Attempt>) => keep((before) => changeAttempt(before, number, part));
      const beganAt = performance.now();
      let draft = '';
      const listener = {
        started: (started: ComposeStarted) => change({ started }),
        delta: (text: string) => {
          const isFirst = draft === '';
          draft += text;
          change({ draft, ...(isFirst && { firstWordsMs: performance.now() - beganAt }) });
        },
      };
      composeText(order, listener, left.signal)
        .then((final) => change({ state: 'done', final, totalMs: performance.now() - beganAt }))
        .catch((error: unknown) => change(left.signal.aborted ? { state: 'stopped' } : { state: 'failed', error }));
    },
    [keep],
  );

  return {
    attempts: kept.attempts,
    shown: kept.attempts.find(({ number }) => number === kept.shown) ?? kept.attempts.at(-1) ?? null,
    picked: kept.picked,
    isWriting: kept.attempts.some(({ state }) => state === 'writing'),
    write,
    writeAnother: ({ order, started }, steps, comment) => {
      if (started === null) return;
      write({ ...order, regeneration: { of: started.answer_id, steps, comment } });
    },
    stop: () => leaving.current?.abort(),
    show: (number) => keep((before) => ({ ...before, shown: number })),
    pick: (number) => keep((before) => ({ ...before, picked: number })),
    remove: (number) => {
      keep((before) => ({
        ...before,
        attempts: before.attempts.filter((attempt) => attempt.number !== number),
        picked: before.picked === number ? null : before.picked,
      }));
    },
  };
}

/** A fifth one takes the place of the oldest that is not picked. */
function addAttempt(kept: Kept, order: ComposeOrder): Kept {
  const { nextNumber, picked } = kept;
  const attempt: Attempt = {
    number: nextNumber,
    order,
    state: 'writing',
    draft: '',
    started: null,
    final: null,
    error: null,
    firstWordsMs: null,
    totalMs: null,
  };
  const stays = kept.attempts.map((one) => (one.state === 'writing' ? { ...one, state: 'stopped' as const } : one));
  const tooMany = stays.length >= attemptsMax;
  const oldest = tooMany ? stays.find(({ number }) => number !== picked) : undefined;
  return {
    ...kept,
    attempts: [...stays.filter((one) => one !== oldest), attempt],
    shown: nextNumber,
    nextNumber: nextNumber + 1,
  };
}

function changeAttempt(kept: Kept, number: number, part: Partial<Attempt>): Kept {
  const attempts = kept.attempts.map((attempt) => (attempt.number === number ? { ...attempt, ...part } : attempt));
  return { ...kept, attempts };
}
