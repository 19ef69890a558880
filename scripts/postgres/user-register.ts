/**
 * Who uses an instance: one file a user, named by process id and a random part, holding the process's start time.
 * Whoever leaves last stops the instance; users that were killed do not count.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns The user's file, for `unregisterUser`. */
export async function registerUser(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await writeFile(path, (await startTime(process.pid)) ?? '');
  return path;
}

/** Removes the user and those that are gone; returns how many are left. */
export async function unregisterUser(path: string, directory: string): Promise<number> {
  await rm(path, { force: true });
  let left = 0;
  for (const name of await readdir(directory)) {
    const user = join(directory, name);
    if ((await readFile(user, 'utf8')) === (await startTime(Number(name.split('-')[0])))) left += 1;
    else await rm(user, { force: true });
  }
  return left;
}

/** Clock ticks from the machine's start to the process's: tells a process from a later one with the same id. */
async function startTime(processId: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => undefined);
  // The second field is a name in parentheses and may hold spaces; start time is the 22nd.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}
