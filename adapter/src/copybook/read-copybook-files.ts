/** The lines of a directory of threads, as models/copybook is: one file a product or family, one thread a line. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { threadVersion } from '@offerwright/proto/copybook-hash';
import { type ThreadContent, threadContentSchema } from '../api/copybook.ts';
import { describeIssue } from '../api/parse-input.ts';
import { type FieldProblem, RequestError } from '../errors.ts';
import { limits } from '../limits.ts';

export interface CopybookFileLine {
  /** Without extension: "CC". */
  readonly fileName: string;
  /** From 0, blank lines not counted: where an export writes it. */
  readonly place: number;
  /** For messages: "CC.jsonl, line 3". */
  readonly where: string;
  /** Verbatim. */
  readonly text: string;
  readonly content: ThreadContent;
  readonly version: string;
}

/** A line as it stands in its file. */
export interface RawLine {
  readonly fileName: string;
  /** From 1. */
  readonly lineNumber: number;
  readonly text: string;
}

/** @throws RequestError invalid_import with every line that is no thread; the file system's error. */
export async function readCopybookFiles(directory: string): Promise<readonly CopybookFileLine[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.jsonl')).sort();
  const raw: RawLine[] = [];
  for (const name of names) {
    const texts = (await readFile(join(directory, name), 'utf8')).split('\n');
    const fileName = name.slice(0, -'.jsonl'.length);
    raw.push(...texts.map((text, index) => ({ fileName, lineNumber: index + 1, text })));
  }
  return parseCopybookLines(raw.filter(({ text }) => text.trim() !== ''));
}

/** @throws RequestError invalid_import with every line that is no thread. */
export function parseCopybookLines(raw: readonly RawLine[]): readonly CopybookFileLine[] {
  const lines: CopybookFileLine[] = [];
  const problems: FieldProblem[] = [];
  const places = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { fileName, lineNumber, text } of raw) {
    const where = `${fileName}.jsonl, line ${lineNumber}`;
    const read = readLine(text);
    const problem = 'problem' in read ? read.problem : findRepeated(read.content.id, places);
    if (problem) problems.push({ ...problem, field: `${where}: ${problem.field}` });
    if ('problem' in read) continue;
    places.set(read.content.id, where);
    const place = counts.get(fileName) ?? 0;
    counts.set(fileName, place + 1);
    lines.push({ fileName, place, where, text, ...read });
  }
  if (lines.length === 0 && problems.length === 0) {
    problems.push({ field: 'directory', limit: 'files *.jsonl with threads', given: 'none' });
  }
  if (problems.length > 0) throw refuseCopybook(problems);
  return lines;
}

export function refuseCopybook(problems: readonly FieldProblem[]): RequestError {
  const first = problems[0]!;
  const message = `${first.field}: must be ${first.limit}; got ${first.given}`;
  return new RequestError('invalid_import', message, {
    ...first,
    problems: problems.slice(0, limits.importProblemsMax),
  });
}

function readLine(text: string) {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { problem: { field: 'thread', limit: 'a JSON object', given: 'something else' } };
  }
  const parsed = threadContentSchema.safeParse(raw);
  if (!parsed.success) return { problem: describeIssue(parsed.error.issues[0]!, raw) };
  return { content: parsed.data, version: threadVersion(raw as Record<string, unknown>) };
}

function findRepeated(id: string, places: ReadonlyMap<string, string>): FieldProblem | null {
  const first = places.get(id);
  return first === undefined ? null : { field: 'id', limit: 'used once', given: `the id of ${first}` };
}
