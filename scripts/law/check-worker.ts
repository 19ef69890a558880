/** The worker thread of law:check: batches of lines in, checked lines and their counts out. */
import { parentPort, workerData } from 'node:worker_threads';
import { checkLine, type LineOutcome } from './check-line.ts';
import { type LawContextOptions, LawContexts } from './law-context.ts';

export type CheckWorkerData = LawContextOptions;

export interface CheckedBatch {
  /** Lines joined by line breaks, with one at the end. */
  readonly output: string;
  readonly outcomes: Readonly<Record<LineOutcome, number>>;
  /** Row of LAW.md → texts that it blocks. */
  readonly rows: ReadonlyMap<number, number>;
}

const contexts = new LawContexts(workerData as CheckWorkerData);

parentPort?.on('message', (lines: readonly string[]) => {
  const outcomes: Record<LineOutcome, number> = { blocked: 0, passed: 0, error: 0 };
  const rows = new Map<number, number>();
  let output = '';
  for (const line of lines) {
    const checked = checkLine(line, contexts);
    outcomes[checked.outcome] += 1;
    for (const row of checked.rows) rows.set(row, (rows.get(row) ?? 0) + 1);
    output += `${checked.line}\n`;
  }
  parentPort?.postMessage({ output, outcomes, rows } satisfies CheckedBatch);
});
