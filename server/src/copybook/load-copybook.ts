/**
 * Reads the copybook from its directory: `claims.json`, `grades.json` if there is one, then every `*.jsonl`, one thread a
 * line. All is checked before anything is used: a server with half a copybook would answer, and nobody would notice what
 * is missing.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Thread } from '../domain/thread.ts';
import { type CopybookBuilder, createCopybookBuilder } from './build-copybook.ts';
import type { Claim, Copybook } from './copybook.ts';
import { ThreadLineError } from './parse-thread-line.ts';
import { noGrades, parseGrades, type ThreadGrades } from './thread-grades.ts';
import { claimsSchema } from './thread-schema.ts';

const gradesFile = 'grades.json';

/** The copybook cannot be used. The message names file, line and field, and no path of the machine. */
export class CopybookError extends Error {
  readonly file: string;
  readonly line: number | null;

  constructor(file: string, line: number | null, reason: string) {
    super(`copybook: ${file}${line === null ? '' : `, line ${line}`}: ${reason}`);
    this.name = 'CopybookError';
    this.file = file;
    this.line = line;
  }
}

/** @throws CopybookError when the directory cannot be read, has no threads, or a line is wrong. */
export async function loadCopybook(directory: string): Promise<Copybook> {
  const files = await listFiles(directory);
  const claims = parseClaims(await readText(directory, 'claims.json'));
  const builder = createCopybookBuilder({ claims, grades: await readGrades(directory) });
  const places = new Map<string, string>();
  for await (const line of readLines(directory, files)) addLine(builder, places, line);
  if (builder.count() === 0) throw new CopybookError('directory', null, 'has no threads');
  return builder.build();
}

/** Every line that has a thread, file after file. @throws CopybookError when something cannot be read. */
export async function* readCopybookLines(directory: string): AsyncGenerator<CopybookFileLine> {
  yield* readLines(directory, await listFiles(directory));
}

async function listFiles(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => {
    throw new CopybookError('directory', null, 'cannot be read');
  });
  return names.filter((name) => name.endsWith('.jsonl')).sort();
}

async function* readLines(directory: string, files: readonly string[]): AsyncGenerator<CopybookFileLine> {
  for (const file of files) {
    const lines = (await readText(directory, file)).split('\n');
    for (const [index, text] of lines.entries()) {
      if (text.trim() !== '') yield { file, line: index + 1, text };
    }
  }
}

export interface CopybookFileLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

function addLine(builder: CopybookBuilder, places: Map<string, string>, { file, line, text }: CopybookFileLine): void {
  let thread: Thread;
  try {
    thread = builder.add(text, { approved: false, variantMarks: '' });
  } catch (error) {
    if (!(error instanceof ThreadLineError)) throw error;
    const first = error.message === 'id: already used' ? places.get(JSON.parse(text).id) : undefined;
    throw new CopybookError(file, line, first ? `${error.message} in ${first}` : error.message);
  }
  if (file.startsWith('FAMILY_') !== thread.product.startsWith('FAMILY_')) {
    throw new CopybookError(file, line, `product: ${thread.product} does not belong into this file`);
  }
  places.set(thread.id, `${file}, line ${line}`);
}

async function readText(directory: string, file: string): Promise<string> {
  try {
    return await readFile(join(directory, file), 'utf8');
  } catch {
    throw new CopybookError(file, null, 'cannot be read');
  }
}

/** A copybook that nobody has graded has no such file. */
async function readGrades(directory: string): Promise<ThreadGrades> {
  const text = await readFile(join(directory, gradesFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new CopybookError(gradesFile, null, 'cannot be read');
  });
  if (text === null) return noGrades;
  try {
    return parseGrades(text);
  } catch {
    throw new CopybookError(gradesFile, null, 'must hold a grade from 1 to 5 by "id@version"');
  }
}

function parseClaims(text: string): readonly Claim[] {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new CopybookError('claims.json', null, 'is no JSON');
  }
  const result = claimsSchema.safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new CopybookError('claims.json', null, `${issue.path.join('.') || 'thread'}: ${issue.message}`);
}
