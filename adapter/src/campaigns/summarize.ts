/**
 * What a campaign came to, gathered while its file is written: counts, quantiles (nearest rank) and how varied the texts
 * are. Memory: three numbers and a 64-bit hash of the text for each row.
 */
import { createHash } from 'node:crypto';
import type { OutputRow, RowStatus } from './output-row.ts';

interface Quantiles {
  readonly p10?: number;
  readonly p50: number;
  readonly p90?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly max?: number;
}

export interface CampaignSummary {
  readonly campaign_id: string;
  readonly request_id: string;
  readonly seed: number;
  readonly rows: number;
  readonly status: Readonly<Record<RowStatus, number>>;
  /** Of rows with a text. */
  readonly source: Readonly<Record<'model' | 'rules', number>>;
  /** Why rules wrote. */
  readonly rules_reason: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly verdicts: { readonly passed: number; readonly blocked: number };
  readonly confidence: Quantiles | null;
  readonly characters: Quantiles | null;
  readonly total_ms: Quantiles | null;
  readonly distinct_texts: number;
  /** Share of rows with a thread that have the commonest one. */
  readonly most_used_thread: { readonly thread_id: string; readonly share: number } | null;
  /** Of this run; null when everything came from the store. */
  readonly texts_per_minute: number | null;
  readonly answered_in_this_run: number;
}

export type RunFigures = Pick<
  CampaignSummary,
  'campaign_id' | 'request_id' | 'seed' | 'texts_per_minute' | 'answered_in_this_run'
>;

export interface Summary {
  add(row: OutputRow): void;
  finish(run: RunFigures): CampaignSummary;
}

export function createSummary(): Summary {
  const status: Record<RowStatus, number> = { sendable: 0, not_sendable: 0, refused: 0, error: 0 };
  const source = { model: 0, rules: 0 };
  const verdicts = { passed: 0, blocked: 0 };
  const rulesReasons = new Map<string, number>();
  const errors = new Map<string, number>();
  const threads = new Map<string, number>();
  const confidences: number[] = [];
  const lengths: number[] = [];
  const times: number[] = [];
  const texts = new Set<bigint>();
  let rows = 0;
  return {
    add(row) {
      rows += 1;
      status[row.status] += 1;
      if (row.text !== null) {
        if (row.source !== null) source[row.source] += 1;
        texts.add(hashText(row.text));
        lengths.push(row.characters ?? row.text.length);
        if (row.confidence !== null) confidences.push(row.confidence);
      }
      if (row.rules_reason !== null) count(rulesReasons, row.rules_reason);
      if (row.error !== null) count(errors, row.error.split(':')[0]!);
      if (row.thread_id !== null) count(threads, row.thread_id);
      if (row.verdict_passed !== null) verdicts[row.verdict_passed ? 'passed' : 'blocked'] += 1;
      if (row.total_ms !== null) times.push(row.total_ms);
    },
    finish: (run) => ({
      campaign_id: run.campaign_id,
      request_id: run.request_id,
      seed: run.seed,
      rows,
      status,
      source,
      rules_reason: Object.fromEntries(rulesReasons),
      errors: Object.fromEntries(errors),
      verdicts,
      confidence: quantiles(confidences, { p10: 0.1, p50: 0.5, p90: 0.9 }),
      characters: quantiles(lengths, { p50: 0.5, max: 1 }),
      total_ms: quantiles(times, { p50: 0.5, p95: 0.95, p99: 0.99 }),
      distinct_texts: texts.size,
      most_used_thread: mostUsed(threads),
      texts_per_minute: run.texts_per_minute,
      answered_in_this_run: run.answered_in_this_run,
    }),
  };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

const hashText = (text: string) => createHash('sha256').update(text).digest().readBigUInt64LE(0);

function mostUsed(threads: ReadonlyMap<string, number>): CampaignSummary['most_used_thread'] {
  const total = [...threads.values()].reduce((sum, one) => sum + one, 0);
  const [first] = [...threads].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
  return first === undefined ? null : { thread_id: first[0], share: first[1] / total };
}

/** By nearest rank: always a value that occurred. */
export function quantiles<Names extends string>(
  values: readonly number[],
  wanted: Readonly<Record<Names, number>>,
): Record<Names, number> | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  return Object.fromEntries(Object.entries<number>(wanted).map(([name, share]) => [name, at(share)])) as Record<
    Names,
    number
  >;
}
