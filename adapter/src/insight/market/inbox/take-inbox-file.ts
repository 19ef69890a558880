/**
 * One file of the watched folder → items, and what became of it. Order: read → parsed → in one transaction its items, its
 * row and the audit trail. The row says that the file was taken, so that an adapter that ends before the file is moved
 * leaves nothing to be taken twice.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { InboxFile } from '../../../api/market-inbox.ts';
import type { CreateUuid } from '../../../clock.ts';
import { insertAudit } from '../../../db/audit/insert-audit.ts';
import type { Database, Statements } from '../../../db/database.ts';
import { findUnmovedInboxFile } from '../../../db/insight/find-unmoved-inbox-file.ts';
import { insertInboxFile } from '../../../db/insight/insert-inbox-file.ts';
import { lockMarketItems } from '../../../db/insight/lock-market-items.ts';
import { SheetError } from '../../../tables/read-first-sheet.ts';
import { marketLimits } from '../market-limits.ts';
import { itemFormats, type PlacedItem, readItemFile } from '../read-item-file.ts';
import { type TakenItems, takeItems } from '../take-items.ts';
import { type InboxEntry, isSameStamp, readFolderNames, stampOf } from './find-inbox-files.ts';

export interface InboxContext {
  readonly database: Database;
  readonly folder: string;
  readonly createUuid: CreateUuid;
  readonly nowMs: () => number;
}

/** What of the file could be read: items, or why not. */
type Read = { readonly placed: readonly PlacedItem[] } | { readonly reason: string };

/** @returns null when the file changed meanwhile, or cannot be read now: it waits. */
export async function takeInboxFile(context: InboxContext, entry: InboxEntry): Promise<InboxFile | null> {
  const { database, folder, nowMs } = context;
  const content = await readContent(join(folder, entry.path), entry);
  if (content === null) return null;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const read = await readItems(content, entry);
  return await database.transaction(async (transaction) => {
    await lockMarketItems(transaction);
    const before = await findUnmovedInboxFile(transaction, entry.path, sha256);
    if (before !== null) return before;
    const atMs = nowMs();
    const id = context.createUuid();
    const taken = await takeRead(transaction, context, read, atMs);
    const isTaken = !('reason' in read) && taken.taken + taken.repeated > 0;
    await insertInboxFile(transaction, {
      id,
      path: entry.path,
      sha256,
      bytes: entry.stamp.bytes,
      takenAtMs: atMs,
      outcome: isTaken ? 'taken' : 'failed',
      ...taken,
      problemsCount: taken.problems.length,
      problems: taken.problems.slice(0, marketLimits.inboxProblemsShown),
      reason: 'reason' in read ? read.reason : '',
    });
    const details = { path: entry.path, taken: taken.taken, repeated: taken.repeated, problems: taken.problems.length };
    await insertAudit(transaction, { userId: null, action: 'insight.market_file', subject: id, details, atMs });
    return (await findUnmovedInboxFile(transaction, entry.path, sha256))!;
  });
}

/** A file too large is not read: its name and size stand for it. */
async function readContent(path: string, { stamp }: InboxEntry): Promise<Buffer | null> {
  if (stamp.bytes > marketLimits.inboxFileBytesMax) return Buffer.from(`${stamp.bytes} ${stamp.modifiedMs}`);
  const content = await readFile(path).catch(() => null);
  return content !== null && isSameStamp(stamp, await stampOf(path)) ? content : null;
}

async function readItems(content: Buffer, { path, stamp }: InboxEntry): Promise<Read> {
  const extension = extname(path).slice(1).toLowerCase();
  const format = itemFormats.find((one) => one === extension);
  if (format === undefined) return { reason: `the file is none of ${itemFormats.join(', ')}` };
  if (stamp.bytes > marketLimits.inboxFileBytesMax) {
    return { reason: `a file may have ${marketLimits.inboxFileBytesMax} bytes and this has ${stamp.bytes}` };
  }
  try {
    const placed = await readItemFile(content, format, readFolderNames(path));
    return placed.length === 0 ? { reason: 'the file has no items' } : { placed };
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    return { reason: error.message };
  }
}

async function takeRead(
  transaction: Statements,
  { createUuid }: InboxContext,
  read: Read,
  nowMs: number,
): Promise<TakenItems> {
  if ('reason' in read) return { taken: 0, repeated: 0, retold: 0, problems: [] };
  return await takeItems(transaction, read.placed, { createUuid, nowMs, userId: null });
}
