/** Judges stored texts page after page, until all are judged or the person stops it; it can go on from there. */
import { useEffect, useRef, useState } from 'react';
import { type BrokenText, type ReplayWish, replayTexts } from '../../api/rules.ts';

/** Texts of one call: it takes about a second. */
const pageTexts = 500;
/** Broken texts kept on the page; all are counted. */
const brokenKeptMax = 200;

export interface ReplayState {
  readonly isRunning: boolean;
  /** All were judged. */
  readonly isDone: boolean;
  readonly checked: number;
  readonly skipped: number;
  readonly brokenCount: number;
  readonly byRule: Readonly<Record<string, number>>;
  readonly broken: readonly BrokenText[];
  readonly ruleSet: string;
  readonly error: unknown;
}

const nothing: ReplayState = {
  isRunning: false,
  isDone: false,
  checked: 0,
  skipped: 0,
  brokenCount: 0,
  byRule: {},
  broken: [],
  ruleSet: '',
  error: null,
};

export type ReplayFilters = Omit<ReplayWish, 'limit' | 'cursor'>;

export function useReplay() {
  const [state, setState] = useState<ReplayState | null>(null);
  const stopping = useRef(new AbortController());
  const place = useRef<{ filters: ReplayFilters; cursor: string | null }>({ filters: {}, cursor: null });
  useEffect(() => () => stopping.current.abort(), []);

  async function run(): Promise<void> {
    const controller = new AbortController();
    stopping.current = controller;
    setState((before) => ({ ...(before ?? nothing), isRunning: true, error: null }));
    try {
      do {
        const { filters, cursor } = place.current;
        const page = await replayTexts(
          { ...filters, limit: pageTexts, ...(cursor !== null && { cursor }) },
          controller.signal,
        );
        place.current.cursor = page.next_cursor;
        setState((before) => addPage(before ?? nothing, page));
      } while (place.current.cursor !== null && !controller.signal.aborted);
      setState((before) => ({ ...(before ?? nothing), isRunning: false, isDone: place.current.cursor === null }));
    } catch (error) {
      const shown = controller.signal.aborted ? null : error;
      setState((before) => ({ ...(before ?? nothing), isRunning: false, error: shown }));
    }
  }

  return {
    state,
    start: (filters: ReplayFilters) => {
      stopping.current.abort();
      place.current = { filters, cursor: null };
      setState(nothing);
      void run();
    },
    goOn: () => void run(),
    stop: () => stopping.current.abort(),
  };
}

function addPage(before: ReplayState, page: Awaited<ReturnType<typeof replayTexts>>): ReplayState {
  const byRule = { ...before.byRule };
  for (const id of page.broken.flatMap(({ rule_ids }) => rule_ids)) byRule[id] = (byRule[id] ?? 0) + 1;
  return {
    ...before,
    checked: before.checked + page.checked,
    skipped: before.skipped + page.skipped,
    brokenCount: before.brokenCount + page.broken.length,
    byRule,
    broken: [...before.broken, ...page.broken].slice(0, brokenKeptMax),
    ruleSet: page.rule_set_version,
  };
}
