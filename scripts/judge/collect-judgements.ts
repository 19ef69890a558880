/**
 * Reads sheets that judges have filled in and checks them against the key: every item answered once, every answer in
 * range, nothing unknown. All problems are told at once, each with file and line, so that a judge corrects them in one go.
 */
import { z } from 'zod';
import { CommandError } from '../report.ts';
import type { Key } from './draw-items.ts';
import { type ScaleName, scaleNames } from './render-sheet.ts';
import { parseJsonLines } from './text-line.ts';

export interface ScoreJudgement {
  readonly kind: 'score';
  readonly judge: string;
  readonly id: string;
  readonly scores: Readonly<Record<ScaleName, number>>;
  readonly note: string;
}

export interface PairJudgement {
  readonly kind: 'pair';
  readonly judge: string;
  readonly id: string;
  readonly better: 'a' | 'b' | 'tie';
  readonly note: string;
}

export type Judgement = ScoreJudgement | PairJudgement;

export interface FilledSheet {
  readonly judge: string;
  /** As the person named it. */
  readonly file: string;
  readonly content: string;
}

export interface Collected {
  readonly judgements: readonly Judgement[];
  /** «file, line N: what is wrong»; any makes the collection of no use. */
  readonly problems: readonly string[];
}

const note = z.string().optional();
const scoreRange = 'must be an integer from 1 to 5';
const score = z.int(scoreRange).min(1, scoreRange).max(5, scoreRange);
const scoreAnswer = z.object({
  id: z.string(),
  ...(Object.fromEntries(scaleNames.map((name) => [name, score])) as Record<ScaleName, typeof score>),
  note,
});
const pairAnswer = z.object({ id: z.string(), better: z.enum(['a', 'b', 'tie'], 'must be a, b or tie'), note });

export function collectJudgements(key: Key, sheets: readonly FilledSheet[]): Collected {
  const problems: string[] = [];
  const judges = new Set<string>();
  const judgements = sheets.flatMap((sheet) => {
    if (judges.has(sheet.judge)) problems.push(`${sheet.file}: judge ${sheet.judge} has two sheets`);
    judges.add(sheet.judge);
    return collectSheet(key, sheet, problems);
  });
  return { judgements, problems };
}

function collectSheet(key: Key, { judge, file, content }: FilledSheet, problems: string[]): readonly Judgement[] {
  const seen = new Map<string, number>();
  const judgements: Judgement[] = [];
  for (const { line, value } of parseJsonLines(file, content)) {
    const complain = (what: string): void => void problems.push(`${file}, line ${line}: ${what}`);
    const id = (value as { id?: unknown } | null)?.id;
    if (typeof id !== 'string') {
      complain('id is missing');
      continue;
    }
    const kind = Object.hasOwn(key.scores, id) ? 'score' : Object.hasOwn(key.pairs, id) ? 'pair' : null;
    if (kind === null) {
      complain(`id ${id} is unknown to the key`);
      continue;
    }
    const before = seen.get(id);
    seen.set(id, line);
    if (before !== undefined) {
      complain(`${id} is answered on line ${before} already`);
      continue;
    }
    const judgement = parseAnswer(kind, judge, value, (what) => complain(`${id}: ${what}`));
    if (judgement) judgements.push(judgement);
  }
  const missing = [...Object.keys(key.scores), ...Object.keys(key.pairs)].filter((id) => !seen.has(id));
  if (missing.length > 0) {
    const some = missing.slice(0, 10).join(', ');
    problems.push(`${file}: ${missing.length} items have no line: ${some}${missing.length > 10 ? ' …' : ''}`);
  }
  return judgements;
}

function parseAnswer(
  kind: 'score' | 'pair',
  judge: string,
  value: unknown,
  complain: (what: string) => void,
): Judgement | null {
  const fail = (error: z.ZodError): null => {
    for (const issue of error.issues) {
      const field = issue.path.join('.');
      const given = (value as Readonly<Record<string, unknown>>)[field] ?? null;
      complain(given === null ? `${field} is missing` : `${field} ${issue.message}`);
    }
    return null;
  };
  if (kind === 'score') {
    const parsed = scoreAnswer.safeParse(value);
    if (!parsed.success) return fail(parsed.error);
    const { id, note: said, ...scores } = parsed.data;
    return { kind, judge, id, scores, note: said ?? '' };
  }
  const parsed = pairAnswer.safeParse(value);
  if (!parsed.success) return fail(parsed.error);
  return { kind, judge, id: parsed.data.id, better: parsed.data.better, note: parsed.data.note ?? '' };
}

const judgementSchema = z.union([
  z.strictObject({
    kind: z.literal('score'),
    judge: z.string(),
    id: z.string(),
    scores: z.strictObject(
      Object.fromEntries(scaleNames.map((name) => [name, score])) as Record<ScaleName, typeof score>,
    ),
    note: z.string(),
  }),
  z.strictObject({
    kind: z.literal('pair'),
    judge: z.string(),
    id: z.string(),
    better: z.enum(['a', 'b', 'tie']),
    note: z.string(),
  }),
]);

/** Reads what `collect` wrote. @throws CommandError */
export function parseJudgements(name: string, content: string): readonly Judgement[] {
  return parseJsonLines(name, content).map(({ line, value }) => {
    const parsed = judgementSchema.safeParse(value);
    if (!parsed.success) throw new CommandError(`${name}, line ${line}: is no judgement of judge -- collect`);
    return parsed.data;
  });
}
