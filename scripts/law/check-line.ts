/**
 * One line of a file of texts → the same line with its verdict. What cannot be checked comes back with `error`, so that
 * a million lines are not lost for one.
 */
import { checkRules, type RuleResult } from '../../server/src/compliance/index.ts';
import { type ChannelCode, channelCodes } from '../../server/src/domain/channels.ts';
import { matchChannel } from '../../server/src/domain/match-channel.ts';
import { type ProductCode, productCodes } from '../../server/src/domain/products.ts';
import type { ProfileName } from '../../server/src/domain/valid-request.ts';
import type { LawContexts } from './law-context.ts';
import { productCodeOf } from './law-terms.ts';

/** UTF-16 code units; ten times what a channel carries. */
export const textCharsMax = 100_000;
const rawCharsMax = 1000;
const profileNames = ['strict', 'law2025'] as const;

export interface LineFinding {
  readonly row: number;
  readonly rule: string;
  readonly severity: 'block' | 'warn';
  /** Of the text as it was given, UTF-16 code units, end exclusive; null: something is missing. */
  readonly span: { readonly start: number; readonly end: number; readonly text: string } | null;
  readonly message: string;
}

export interface LineError {
  readonly field: string;
  readonly limit: string;
  /** What kind of thing came, never the thing. */
  readonly given: string;
}

export type LineOutcome = 'blocked' | 'passed' | 'error';

export interface CheckedLine {
  readonly outcome: LineOutcome;
  readonly line: string;
  /** Rows of LAW.md that block; [] unless blocked. */
  readonly rows: readonly number[];
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `a text of ${value.length} characters`;
  return `a ${typeof value}`;
}

/** Findings of blocked and warned rules, one a span; one without a span where something is missing. */
export function findingsOf(results: readonly RuleResult[]): LineFinding[] {
  return results.flatMap((result): LineFinding[] => {
    if (result.outcome !== 'blocked' && result.outcome !== 'warned') return [];
    const severity = result.outcome === 'blocked' ? 'block' : 'warn';
    const shared = { row: result.row, rule: result.ruleId, severity, message: result.message } as const;
    if (result.spans.length === 0) return [{ ...shared, span: null }];
    return result.spans.map((span) => ({ ...shared, span }));
  });
}

export interface ValidLine {
  readonly text: string;
  readonly product: ProductCode;
  readonly channel: ChannelCode;
  readonly profile: ProfileName;
}

function channelOf(value: unknown): ChannelCode | undefined {
  const matched = typeof value === 'string' ? matchChannel({ code: value, description: '' }) : undefined;
  return matched === undefined || 'limit' in matched ? undefined : matched.code;
}

/** What a line must have; or what is wrong with it, the first thing. */
export function parseFields(fields: Readonly<Record<string, unknown>>): ValidLine | LineError {
  const { text, profile } = fields;
  const product = productCodeOf(fields.product);
  const channel = channelOf(fields.channel);
  if (typeof text !== 'string' || text.trim() === '' || text.length > textCharsMax) {
    return { field: 'text', limit: `a text of 1 to ${textCharsMax} characters`, given: kindOf(text) };
  }
  if (product === undefined) {
    return { field: 'product', limit: `one of ${productCodes.join(', ')}`, given: kindOf(fields.product) };
  }
  if (channel === undefined) {
    return { field: 'channel', limit: `one of ${channelCodes.join(', ')}`, given: kindOf(fields.channel) };
  }
  const name = profileNames.find((known) => known === profile);
  if (name === undefined) {
    return { field: 'profile', limit: `one of ${profileNames.join(', ')}`, given: kindOf(profile) };
  }
  return { text, product, channel, profile: name };
}

/**
 * The line with more fields, the others kept as they were written: numbers too big for JavaScript, spaces, order. A line
 * that has such a field already is written anew, so that none stands twice.
 */
function withFields(line: string, fields: Readonly<Record<string, unknown>>, added: Readonly<Record<string, unknown>>) {
  if (Object.keys(added).some((name) => name in fields)) return JSON.stringify({ ...fields, ...added });
  const open = line.trimEnd().slice(0, -1).trimEnd();
  return `${open}${open.endsWith('{') ? '' : ','}${JSON.stringify(added).slice(1)}`;
}

/** `line` without its line break. Never throws. */
export function checkLine(line: string, contexts: LawContexts): CheckedLine {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    const error = { field: 'line', limit: 'a JSON object', given: `broken JSON of ${line.length} characters` };
    return { outcome: 'error', line: JSON.stringify({ raw: line.slice(0, rawCharsMax), error }), rows: [] };
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    const error = { field: 'line', limit: 'a JSON object', given: kindOf(raw) };
    return { outcome: 'error', line: JSON.stringify({ raw, error }), rows: [] };
  }
  const fields = raw as Readonly<Record<string, unknown>>;
  const valid = parseFields(fields);
  if ('limit' in valid) return { outcome: 'error', line: withFields(line, fields, { error: valid }), rows: [] };
  const findings = findingsOf(checkRules(valid.text, contexts.of(valid.product, valid.channel, valid.profile)));
  const rows = [...new Set(findings.filter(({ severity }) => severity === 'block').map(({ row }) => row))];
  const blocked = rows.length > 0;
  return {
    outcome: blocked ? 'blocked' : 'passed',
    line: withFields(line, fields, { blocked, findings }),
    rows,
  };
}
