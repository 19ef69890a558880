/**
 * Reads the copybook from its directory: `claims.json`, then every `*.jsonl`, one thread a line. All is checked before
 * anything is used: a server with half a copybook would answer, and nobody would notice what is missing.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { channels } from '../domain/channels.ts';
import type { Thread } from '../domain/thread.ts';
import type { Claim, Copybook, FamilyThread } from './copybook.ts';
import { claimsSchema, familyMarkerOf, familyThreadSchema, productThreadSchema } from './thread-schema.ts';

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
  const names = await readdir(directory).catch(() => {
    throw new CopybookError('directory', null, 'cannot be read');
  });
  const claims = parseJson(claimsSchema, 'claims.json', null, await readText(directory, 'claims.json'));
  const threads: Thread[] = [];
  const familyThreads: FamilyThread[] = [];
  const seen = new Map<string, string>();
  for (const file of names.filter((name) => name.endsWith('.jsonl')).sort()) {
    const lines = (await readText(directory, file)).split('\n');
    for (const [index, text] of lines.entries()) {
      if (text.trim() === '') continue;
      const line = index + 1;
      const parsed = file.startsWith('FAMILY_') ? parseFamilyThread(file, line, text) : parseThread(file, line, text);
      const thread = 'thread' in parsed ? parsed.thread : parsed;
      const where = seen.get(thread.id);
      if (where) throw new CopybookError(file, line, `id: already used in ${where}`);
      seen.set(thread.id, `${file}, line ${line}`);
      checkLengths(file, line, thread);
      checkClaims(file, line, thread, claims);
      if ('thread' in parsed) familyThreads.push(parsed);
      else threads.push(parsed);
    }
  }
  if (threads.length === 0) throw new CopybookError('directory', null, 'has no threads');
  return createCopybook(threads, familyThreads, claims);
}

async function readText(directory: string, file: string): Promise<string> {
  try {
    return await readFile(join(directory, file), 'utf8');
  } catch {
    throw new CopybookError(file, null, 'cannot be read');
  }
}

function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  file: string,
  line: number | null,
  text: string,
): z.infer<Schema> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new CopybookError(file, line, 'is no JSON');
  }
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new CopybookError(file, line, `${issue.path.join('.') || 'thread'}: ${issue.message}`);
}

function parseThread(file: string, line: number, text: string): Thread {
  const content = parseJson(productThreadSchema, file, line, text);
  return { ...content, version: versionOf(content) };
}

function parseFamilyThread(file: string, line: number, text: string): FamilyThread {
  const { named, ...content } = parseJson(familyThreadSchema, file, line, text);
  if (named.position >= content.positions.length) {
    throw new CopybookError(file, line, `named.position: must be below ${content.positions.length}`);
  }
  const version = versionOf({ ...content, named });
  return { thread: { ...content, version }, namedPosition: named.position, namedVariants: named.variants };
}

/** First 12 hex digits of the sha256 of the content; the order of names in the file does not matter. */
function versionOf(content: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 12);
}

function checkLengths(file: string, line: number, thread: Thread): void {
  const { bodyCharsMin, bodyCharsMax } = channels[thread.channel];
  const spaces = thread.positions.length - 1;
  const lengths = thread.positions.map((position) => position.map((variant) => variant.length));
  const shortest = lengths.reduce((sum, list) => sum + Math.min(...list), spaces);
  const longest = lengths.reduce((sum, list) => sum + Math.max(...list), spaces);
  if (shortest < bodyCharsMin || longest > bodyCharsMax) {
    const limit = `${bodyCharsMin}–${bodyCharsMax} characters for ${thread.channel}`;
    throw new CopybookError(
      file,
      line,
      `positions: bodies of ${shortest}–${longest} characters, the limit is ${limit}`,
    );
  }
}

function checkClaims(file: string, line: number, thread: Thread, claims: readonly Claim[]): void {
  for (const id of thread.claims) {
    const claim = claims.find((entry) => entry.id === id);
    if (!claim) throw new CopybookError(file, line, `claims: ${id} is not in claims.json`);
    const products: readonly string[] = claim.products;
    if (!products.includes('*') && !products.includes(thread.product)) {
      throw new CopybookError(file, line, `claims: ${id} is not claimed of ${thread.product} in claims.json`);
    }
  }
}

/** Indexes threads that are known to be valid. */
export function createCopybook(
  threads: readonly Thread[],
  familyThreads: readonly FamilyThread[],
  claims: readonly Claim[],
): Copybook {
  const all = [...threads, ...familyThreads.map((entry) => entry.thread)];
  const contents = all.map((thread) => `${thread.id}@${thread.version}`).sort();
  const byCell = Map.groupBy(threads, (thread) => `${thread.product} ${thread.channel}`);
  const byFamily = Map.groupBy(familyThreads, ({ thread }) => `${thread.product} ${thread.channel}`);
  const variantsOf = (lists: readonly (readonly string[])[]) => lists.reduce((sum, list) => sum + list.length, 0);
  return {
    hash: createHash('sha256').update(contents.join('\n')).digest('hex'),
    threads,
    familyThreads,
    claims,
    threadsCount: all.length,
    variantsCount:
      all.reduce((sum, thread) => sum + variantsOf(thread.positions), 0) +
      variantsOf(familyThreads.map((entry) => entry.namedVariants)),
    threadsOf: (product, channel) => byCell.get(`${product} ${channel}`) ?? [],
    familyThreadsOf: (family, channel) => byFamily.get(`${familyMarkerOf(family)} ${channel}`) ?? [],
  };
}
