/** What postmaster.pid says of the instance that runs on a cluster, if it is alive. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Instance {
  readonly processId: number;
  readonly port: number;
  /** It takes connections. */
  readonly ready: boolean;
}

const fileName = 'postmaster.pid';

/**
 * @param cluster Resolved path, as PostgreSQL was started with.
 * @returns Undefined when none runs: no file, a torn one, or one left by a process that is gone.
 */
export async function readInstance(cluster: string): Promise<Instance | undefined> {
  const lines = (await readOrUndefined(join(cluster, fileName)))?.split('\n');
  if (!lines) return undefined;
  const processId = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(processId) || processId <= 0 || !Number.isInteger(port)) return undefined;
  if (!(await runsOn(processId, cluster))) return undefined;
  return { processId, port, ready: lines[7]?.trim() === 'ready' };
}

/** Whether the process is a postmaster on that cluster: its id may have gone to another process since. */
export async function runsOn(processId: number, cluster: string): Promise<boolean> {
  const commandLine = (await readOrUndefined(`/proc/${processId}/cmdline`))?.split('\0') ?? [];
  return commandLine[commandLine.indexOf('-D') + 1] === cluster;
}

/** Whether postmaster.pid names a living process that has nothing to do with the cluster: PostgreSQL would not start. */
export async function isForeign(cluster: string): Promise<boolean> {
  const processId = Number((await readOrUndefined(join(cluster, fileName)))?.split('\n')[0]);
  if (!Number.isInteger(processId) || processId <= 0) return false;
  const alive = (await readOrUndefined(`/proc/${processId}/cmdline`)) !== undefined;
  return alive && !(await runsOn(processId, cluster));
}

async function readOrUndefined(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  });
}
