/**
 * A row of the file of texts: what each column holds, in the file's order. The first five are a contract (id, status,
 * source, text, confidence); new columns go to the end.
 */

export type RowStatus = 'sendable' | 'not_sendable' | 'refused' | 'error';

export interface OutputRow {
  /** Null where the file's id could not be read; `row` tells which one it was. */
  readonly id: number | null;
  readonly status: RowStatus;
  readonly source: 'model' | 'rules' | null;
  readonly text: string | null;
  readonly confidence: number | null;
  readonly concern: string | null;
  readonly concern_rule: string | null;
  readonly signals: readonly string[];
  readonly thread_id: string | null;
  /** Index of the variant used at each position of the thread, from 0. */
  readonly variants: readonly number[];
  readonly coverage: string | null;
  /** Why rules wrote the text instead of the model. */
  readonly rules_reason: string | null;
  /** `rule: reason` of a refused or not sendable text. */
  readonly refusal: string | null;
  /** `kind: message` of a row that got no answer. */
  readonly error: string | null;
  readonly verdict_passed: boolean | null;
  readonly law_score: number | null;
  readonly brand_voice_score: number | null;
  readonly fit_score: number | null;
  readonly sms_segments: number | null;
  readonly characters: number | null;
  readonly spoken_seconds: number | null;
  /** From the server's reception of the client to the answer. */
  readonly total_ms: number | null;
  readonly request_id: string | null;
  /** Row of the file of clients under its header, from 1. */
  readonly row: number;
  readonly campaign_id: string;
  readonly model_name: string | null;
  readonly model_sha256: string | null;
  readonly copybook_hash: string | null;
  readonly rule_set_version: string | null;
  readonly profile_version: string | null;
  /** Of the campaign: the same seed, client and versions give the same text. */
  readonly seed: number | null;
  /** ISO 8601, UTC. */
  readonly answered_at: string | null;
}

export type OutputValue = string | number | boolean | null | readonly string[] | readonly number[];

/** Column → width in an xlsx file, in characters. */
const columnWidths = {
  id: 10,
  status: 12,
  source: 8,
  text: 80,
  confidence: 11,
  concern: 11,
  concern_rule: 18,
  signals: 30,
  thread_id: 24,
  variants: 10,
  coverage: 14,
  rules_reason: 13,
  refusal: 30,
  error: 40,
  verdict_passed: 10,
  law_score: 8,
  brand_voice_score: 8,
  fit_score: 8,
  sms_segments: 8,
  characters: 8,
  spoken_seconds: 8,
  total_ms: 9,
  request_id: 14,
  row: 8,
  campaign_id: 14,
  model_name: 24,
  model_sha256: 14,
  copybook_hash: 14,
  rule_set_version: 14,
  profile_version: 14,
  seed: 12,
  answered_at: 24,
} as const satisfies Record<keyof OutputRow, number>;

export const outputColumns = Object.keys(columnWidths) as readonly (keyof OutputRow)[];

export const outputColumnWidths = outputColumns.map((column) => columnWidths[column]);

/** A cell of a table: lists become words separated by spaces (`0 2 1`: hyphens would look like a date to Excel). */
export function cellOf(value: OutputValue): string | number | boolean | null {
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(' ');
  return value as string | number | boolean | null;
}
