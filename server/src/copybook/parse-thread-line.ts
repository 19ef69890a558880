/** One line of the copybook → a thread that may be used, or what is wrong with it. Shape → lengths → claims. */
import { threadVersion } from '@offerwright/proto/copybook-hash';
import type { z } from 'zod';
import { channels } from '../domain/channels.ts';
import type { Thread } from '../domain/thread.ts';
import type { Claim, FamilyThread } from './copybook.ts';
import { familyThreadSchema, productThreadSchema } from './thread-schema.ts';

export interface LineFault {
  /** For example "positions.1.0"; "thread" for the whole, "" for what is no JSON. */
  readonly field: string;
  readonly reason: string;
  /** What stands there, as far as it can be shown. */
  readonly given: string;
}

/** What is wrong with a line: the first fault in the message, all in `faults`. */
export class ThreadLineError extends Error {
  readonly faults: readonly LineFault[];

  constructor(first: LineFault, ...others: readonly LineFault[]) {
    super(first.field === '' ? first.reason : `${first.field}: ${first.reason}`);
    this.name = 'ThreadLineError';
    this.faults = [first, ...others];
  }
}

export function lineError(field: string, reason: string, given = ''): ThreadLineError {
  return new ThreadLineError({ field, reason, given });
}

/** Characters of a wrong sentence that are shown. */
const shownCharsMax = 200;

/** A thread of a product, or one of a family with its named variants. */
export type ParsedThread = Thread | FamilyThread;

export function threadOf(parsed: ParsedThread): Thread {
  return 'thread' in parsed ? parsed.thread : parsed;
}

/** @throws ThreadLineError */
export function parseThreadLine(text: string, claims: readonly Claim[]): ParsedThread {
  const raw = parseJson(text);
  const parsed = isFamily(raw) ? readFamilyThread(raw) : readThread(raw);
  const thread = threadOf(parsed);
  checkLengths(thread);
  checkClaims(thread, claims);
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw lineError('', 'is no JSON');
  }
}

function isFamily(raw: unknown): boolean {
  const product = (raw as { product?: unknown } | null)?.product;
  return typeof product === 'string' && product.startsWith('FAMILY_');
}

function readThread(raw: unknown): Thread {
  const content = check(productThreadSchema, raw);
  return { ...content, version: threadVersion(content) };
}

function readFamilyThread(raw: unknown): FamilyThread {
  const { named, ...content } = check(familyThreadSchema, raw);
  if (named.position >= content.positions.length) {
    throw lineError('named.position', `must be below ${content.positions.length}`);
  }
  const version = threadVersion({ ...content, named });
  return { thread: { ...content, version }, namedPosition: named.position, namedVariants: named.variants };
}

function check<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.infer<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues.map(({ path, message }) => ({
    field: path.join('.') || 'thread',
    reason: message,
    given: showAt(raw, path),
  }));
  throw new ThreadLineError(first!, ...others);
}

/** A sentence as it stands, anything else by its type. */
function showAt(raw: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null)?.[key], raw);
  if (typeof value === 'string') return value.slice(0, shownCharsMax).toWellFormed();
  return Array.isArray(value) ? `list of ${value.length} items` : typeof value;
}

function checkLengths(thread: Thread): void {
  const { bodyCharsMin, bodyCharsMax } = channels[thread.channel];
  const spaces = thread.positions.length - 1;
  const lengths = thread.positions.map((position) => position.map((variant) => variant.length));
  const shortest = lengths.reduce((sum, list) => sum + Math.min(...list), spaces);
  const longest = lengths.reduce((sum, list) => sum + Math.max(...list), spaces);
  if (shortest >= bodyCharsMin && longest <= bodyCharsMax) return;
  const limit = `${bodyCharsMin}–${bodyCharsMax} characters for ${thread.channel}`;
  throw lineError('positions', `bodies of ${shortest}–${longest} characters, the limit is ${limit}`);
}

function checkClaims(thread: Thread, claims: readonly Claim[]): void {
  for (const id of thread.claims) {
    const claim = claims.find((entry) => entry.id === id);
    if (!claim) throw lineError('claims', `${id} is not in claims.json`);
    const products: readonly string[] = claim.products;
    if (!products.includes('*') && !products.includes(thread.product)) {
      throw lineError('claims', `${id} is not claimed of ${thread.product} in claims.json`);
    }
  }
}
