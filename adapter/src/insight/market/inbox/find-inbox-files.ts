/**
 * What stands in the watched folder and is to be taken: plain files in it and in its subfolders, but for `done` and
 * `failed`, hidden files, links, and names that copying programs give to what is not whole yet. The names of subfolders
 * say what items do not: a kind («вакансия», "review") or else the competitor.
 */
import { constants, type Dirent } from 'node:fs';
import { access, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { InboxProblem } from '../../../api/market-inbox.ts';
import { marketLimits } from '../market-limits.ts';
import { kindOfName, type RawItem } from '../parse-item.ts';

export const doneFolder = 'done';
export const failedFolder = 'failed';
export const errorSuffix = '.error.txt';

const unfinished = /^(\.|~\$)|\.(part|partial|tmp|temp|crdownload|filepart|download|swp)$|\.error\.txt$/i;

/** By which a file that changes is told. */
export interface FileStamp {
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly changedMs: number;
  readonly inode: number;
}

export interface InboxEntry {
  /** From the folder, with `/`. */
  readonly path: string;
  readonly stamp: FileStamp;
}

export type FoundFiles =
  | { readonly entries: readonly InboxEntry[] }
  /** The folder cannot be looked into. */
  | { readonly problem: InboxProblem };

export async function findInboxFiles(folder: string): Promise<FoundFiles> {
  const problem = await findFolderProblem(folder);
  if (problem !== null) return { problem };
  const entries: InboxEntry[] = [];
  await addFiles(folder, '', 0, entries);
  return { entries: entries.sort((one, other) => (one.path < other.path ? -1 : 1)) };
}

/** @returns null when the file is gone, or is a plain file no more. */
export async function stampOf(path: string): Promise<FileStamp | null> {
  const found = await lstat(path).catch(() => null);
  if (found === null || !found.isFile()) return null;
  return { bytes: found.size, modifiedMs: found.mtimeMs, changedMs: found.ctimeMs, inode: found.ino };
}

export function isSameStamp(one: FileStamp | null, other: FileStamp | null): boolean {
  if (one === null || other === null) return false;
  return (
    one.bytes === other.bytes &&
    one.modifiedMs === other.modifiedMs &&
    one.changedMs === other.changedMs &&
    one.inode === other.inode
  );
}

/** "Дон-банк/отзыв/file.csv" → kind and competitor. */
export function readFolderNames(path: string): RawItem {
  const about: { kind?: string; competitor?: string } = {};
  for (const name of path.split('/').slice(0, -1)) {
    if (kindOfName(name) !== undefined) about.kind = name;
    else about.competitor = name;
  }
  return about;
}

async function findFolderProblem(folder: string): Promise<InboxProblem | null> {
  try {
    if (!(await lstatFollowed(folder)).isDirectory()) return 'not_a_folder';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'not_readable';
  }
  const can = (mode: number) =>
    access(folder, mode).then(
      () => true,
      () => false,
    );
  if (!(await can(constants.R_OK | constants.X_OK))) return 'not_readable';
  return (await can(constants.W_OK)) ? null : 'not_writable';
}

/** The folder itself may be a link; what stands in it may not. */
const lstatFollowed = (folder: string) => lstat(join(folder, '.'));

async function addFiles(folder: string, under: string, depth: number, entries: InboxEntry[]): Promise<void> {
  const listed: Dirent[] = await readdir(join(folder, under), { withFileTypes: true }).catch(() => []);
  for (const entry of listed) {
    if (entries.length >= marketLimits.inboxFilesMax) return;
    if (unfinished.test(entry.name)) continue;
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) {
      const isOurs = depth === 0 && (entry.name === doneFolder || entry.name === failedFolder);
      if (!isOurs && depth < marketLimits.inboxFoldersDeepMax) await addFiles(folder, path, depth + 1, entries);
    } else if (entry.isFile()) {
      const stamp = await stampOf(join(folder, path));
      if (stamp !== null) entries.push({ path, stamp });
    }
  }
}
