/**
 * One look into the watched folder. Order: what was taken and is gone is marked as moved → the files are listed → a
 * pause → those that did not change in it are taken and moved, one after the other → what was seen is noted for people.
 * A file that is still being written waits for the next look.
 *
 * Ended at any moment it loses nothing and takes nothing twice: a file is moved after its items and its row are stored,
 * and a file that has such a row is only moved.
 */
import { join } from 'node:path';
import { type Clock, sleep } from '../../../clock.ts';
import { listUnmovedInboxFiles } from '../../../db/insight/list-unmoved-inbox-files.ts';
import { markInboxFileMoved } from '../../../db/insight/mark-inbox-file-moved.ts';
import { saveInboxLook } from '../../../db/insight/save-inbox-look.ts';
import type { Log } from '../../../log.ts';
import { marketLimits } from '../market-limits.ts';
import { findInboxFiles, type InboxEntry, isSameStamp, stampOf } from './find-inbox-files.ts';
import { moveInboxFile } from './move-inbox-file.ts';
import { type InboxContext, takeInboxFile } from './take-inbox-file.ts';

export interface LookContext extends InboxContext {
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Ends the look between two files. */
  readonly signal: AbortSignal;
}

export async function lookIntoInbox(context: LookContext): Promise<void> {
  const { database, folder, clock, signal } = context;
  const found = await findInboxFiles(folder);
  if ('problem' in found) {
    await saveInboxLook(database, { lookedAtMs: clock.epochMs(), waiting: 0, problem: found.problem });
    return;
  }
  await markGone(context);
  let waiting = found.entries.length;
  if (waiting > 0) await sleep(clock, marketLimits.inboxStillMs, signal);
  for (const entry of found.entries) {
    if (signal.aborted) break;
    if (await takeAndMove(context, entry)) waiting -= 1;
  }
  await saveInboxLook(database, { lookedAtMs: clock.epochMs(), waiting, problem: null });
}

/** Moved by an adapter that ended before it could say so, or taken away by somebody. */
async function markGone({ database, folder, clock }: LookContext): Promise<void> {
  for (const { id, path } of await listUnmovedInboxFiles(database)) {
    if ((await stampOf(join(folder, path))) === null) await markInboxFileMoved(database, id, null, clock.epochMs());
  }
}

/** @returns whether the file stands there no more. @throws the database's error */
async function takeAndMove(context: LookContext, entry: InboxEntry): Promise<boolean> {
  const { database, folder, clock, log } = context;
  if (!isSameStamp(entry.stamp, await stampOf(join(folder, entry.path)))) return false;
  const file = await takeInboxFile(context, entry);
  if (file === null) return false;
  try {
    const movedTo = await moveInboxFile(folder, file);
    await markInboxFileMoved(database, file.id, movedTo, clock.epochMs());
  } catch (error) {
    if (!isFileError(error)) throw error;
    log.warn({ code: error.code, file: file.id }, 'a file of the watched folder could not be moved');
    return false;
  }
  const { id, outcome, taken, repeated, problems_count } = file;
  log.info({ file: id, outcome, taken, repeated, problems: problems_count }, 'took a file of the watched folder');
  return true;
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
