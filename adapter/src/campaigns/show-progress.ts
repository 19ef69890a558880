/**
 * Progress of a run on standard error: a bar on a terminal, a line every five seconds elsewhere. Both say rows done of
 * all, texts per minute of this run, time left at that pace, and who wrote.
 */
import { Presets, SingleBar } from 'cli-progress';
import type { ClientResult } from '../api/generate-response.ts';
import type { Clock } from '../clock.ts';
import { campaignLimits } from './campaign-limits.ts';

export interface ProgressOptions {
  readonly clock: Clock;
  readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly rowsCount: number;
  /** Rows that earlier runs answered. */
  readonly doneBefore: number;
}

export interface Progress {
  addAnswer(result: ClientResult): void;
  /** Rows that got their error without being asked. */
  addProblems(count: number): void;
  answeredCount(): number;
  /** Of this run so far; null before the first answer. */
  textsPerMinute(): number | null;
  stop(): void;
}

export function startProgress({ clock, stream, rowsCount, doneBefore }: ProgressOptions): Progress {
  const startedMs = clock.nowMs();
  const counts = { model: 0, rules: 0, refused: 0, errors: 0 };
  let answered = 0;
  let problems = 0;
  const done = () => doneBefore + answered + problems;
  const textsPerMinute = () => {
    const elapsedMs = clock.nowMs() - startedMs;
    return answered === 0 || elapsedMs <= 0 ? null : (answered / elapsedMs) * 60_000;
  };
  const figures = () => {
    const pace = textsPerMinute();
    return {
      pace: pace === null ? '–' : pace.toFixed(1),
      left: pace === null ? '–' : formatDuration(((rowsCount - done()) / pace) * 60_000),
      mix: `model ${counts.model}, rules ${counts.rules}, refused ${counts.refused}, errors ${counts.errors}`,
    };
  };
  const show = stream.isTTY === true ? showBar(stream, rowsCount) : showLines(stream, rowsCount);
  const cancel = repeat(clock, stream.isTTY === true ? barEveryMs : campaignLimits.progressEveryMs, () =>
    show.update(done(), figures()),
  );
  show.update(done(), figures());
  return {
    addAnswer(result) {
      answered += 1;
      if ('error' in result) counts.errors += 1;
      else if (result.status === 'refused') counts.refused += 1;
      else if (result.source !== null) counts[result.source] += 1;
    },
    addProblems(count) {
      problems += count;
      counts.errors += count;
    },
    answeredCount: () => answered,
    textsPerMinute,
    stop() {
      cancel();
      show.update(done(), figures());
      show.stop();
    },
  };
}

interface Figures {
  readonly pace: string;
  readonly left: string;
  readonly mix: string;
}

const barEveryMs = 250;

function showBar(stream: NodeJS.WritableStream, rowsCount: number) {
  const bar = new SingleBar(
    {
      stream,
      format: '{bar} {value}/{total} rows | {pace} texts/min | {left} left | {mix}',
      barsize: 20,
      hideCursor: true,
      // Signals are the run's own: the bar would end the process.
      gracefulExit: false,
      noTTYOutput: false,
    },
    Presets.shades_classic,
  );
  bar.start(rowsCount, 0, { pace: '–', left: '–', mix: '' });
  return { update: (done: number, figures: Figures) => bar.update(done, figures), stop: () => bar.stop() };
}

function showLines(stream: NodeJS.WritableStream, rowsCount: number) {
  let last = '';
  return {
    update(done: number, { pace, left, mix }: Figures) {
      const line = `${done}/${rowsCount} rows, ${pace} texts/min, ${left} left; ${mix}\n`;
      if (line !== last) stream.write(line);
      last = line;
    },
    stop: () => {},
  };
}

function repeat(clock: Clock, everyMs: number, callback: () => void): () => void {
  let cancel = () => {};
  const arm = () => {
    cancel = clock.schedule(everyMs, () => {
      callback();
      arm();
    });
  };
  arm();
  return () => cancel();
}

/** `1 h 05 min`, `2 min 07 s`, `9 s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
