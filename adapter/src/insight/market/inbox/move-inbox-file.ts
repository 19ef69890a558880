/**
 * A file that was taken → `done` or `failed`, under the path it had, with `.error.txt` beside it where something of it
 * could not be taken. The note is written first: a file that stands in `failed` has its reason. No file is written over.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { InboxFile } from '../../../api/market-inbox.ts';
import { doneFolder, errorSuffix, failedFolder, stampOf } from './find-inbox-files.ts';

/** @returns where to, from the folder; null when the file is gone. @throws the file system's error when it cannot move. */
export async function moveInboxFile(folder: string, file: InboxFile): Promise<string | null> {
  const target = await findTarget(folder, file);
  await mkdir(dirname(join(folder, target)), { recursive: true });
  const note = describeFile(file);
  if (note !== null) await writeFile(join(folder, `${target}${errorSuffix}`), note);
  try {
    await rename(join(folder, file.path), join(folder, target));
    return target;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function findTarget(folder: string, { id, path, outcome }: InboxFile): Promise<string> {
  const target = `${outcome === 'failed' ? failedFolder : doneFolder}/${path}`;
  if ((await stampOf(join(folder, target))) === null) return target;
  const ending = extname(path);
  return `${target.slice(0, target.length - ending.length)} (${id})${ending}`;
}

/** @returns null when all of it was taken. */
function describeFile({ path, taken, repeated, problems_count, problems, reason }: InboxFile): string | null {
  if (reason !== '') return `${path}: ничего не принято (nothing was taken)\n${reason}\n`;
  if (problems_count === 0) return null;
  const counts =
    `${path}: принято ${taken}, уже было ${repeated}, не принято ${problems_count} ` +
    `(taken ${taken}, known ${repeated}, not taken ${problems_count})`;
  const lines = problems.map(({ row, field, limit, given }) => `row ${row}: ${field} must be ${limit}; got ${given}`);
  const more = problems_count > problems.length ? [`… ${problems_count - problems.length} more`] : [];
  return `${[counts, ...lines, ...more].join('\n')}\n`;
}
