/**
 * Decides as whom PostgreSQL runs: it refuses to run as root.
 *
 * - Not root: as the caller, who must have a name (/etc/passwd), or initdb refuses; one without (a container run with
 *   any number) goes by the namespace below.
 * - Root: as `nobody`, when that user reaches the binaries and the data.
 * - Root, under a directory closed to others (/root, for example): in a user namespace where root is seen as
 *   `nobody`, which needs no change of owner and no copy.
 * - Where the kernel allows no such namespace (most containers): as `nobody`, with the binaries copied and the cluster
 *   kept under /var/lib/offerwright; the link `cluster` in the data directory leads there.
 */
import { type SpawnOptions, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { chmod, cp, lchown, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './prepare-binaries.ts';

/** nobody and nogroup. */
const unprivileged = { uid: 65534, gid: 65534 } as const;
const namespaceCommand = [
  'unshare',
  '--user',
  `--map-user=${unprivileged.uid}`,
  `--map-group=${unprivileged.gid}`,
  '--',
] as const;
const defaultRelocationBase = '/var/lib/offerwright';

export type RunnerWay = 'caller' | 'unprivileged' | 'namespace' | 'relocated';

const rootWays: readonly RunnerWay[] = ['unprivileged', 'namespace', 'relocated'];

export interface Runner {
  readonly way: RunnerWay;
  /** The program (a file of bin/) with its arguments, as child_process.spawn takes them. */
  command(program: string, programArguments: readonly string[]): [string, string[], SpawnOptions];
  /** Makes a file or directory, with all that is in it, belong to the user PostgreSQL runs as. */
  own(path: string): Promise<void>;
}

export interface RunnerOptions {
  /** Ways to consider for root, the first that works is taken; tests narrow it. */
  readonly ways?: readonly RunnerWay[];
  /** Where the relocated go. */
  readonly relocationBase?: string;
}

/**
 * @param dataDirectory Existing directory; `cluster` in it is PostgreSQL's own.
 * @throws Error that says what to do, when none of the ways works here.
 */
export async function chooseRunner(
  binaries: PostgresBinaries,
  dataDirectory: string,
  options: RunnerOptions = {},
): Promise<Runner> {
  const isRoot = process.getuid?.() === 0;
  const ways = options.ways ?? (isRoot ? rootWays : hasName() ? ['caller'] : ['namespace']);
  const cluster = lstatSync(join(dataDirectory, 'cluster'), { throwIfNoEntry: false });
  for (const way of ways) {
    // A cluster stays where it was made.
    if (cluster && cluster.isSymbolicLink() !== (way === 'relocated')) continue;
    if (way === 'relocated') return relocate(binaries, dataDirectory, options.relocationBase ?? defaultRelocationBase);
    const runner = makeRunner(way, binaries.nativeDirectory);
    if (works(runner, dataDirectory)) return runner;
  }
  throw new Error(
    isRoot
      ? 'PostgreSQL does not run as root, and no other user reaches this directory: move the clone to a directory ' +
          'open to others, or set DATABASE_URL to a PostgreSQL 18 server'
      : 'PostgreSQL does not start here (the user has no name, or its binaries do not run): set DATABASE_URL to a ' +
          'PostgreSQL 18 server',
  );
}

function makeRunner(way: RunnerWay, nativeDirectory: string): Runner {
  const drops = way === 'unprivileged' || way === 'relocated';
  return {
    way,
    command(program, programArguments) {
      const command = [join(nativeDirectory, 'bin', program), ...programArguments];
      const [file = '', ...rest] = way === 'namespace' ? [...namespaceCommand, ...command] : command;
      // The working directory must be one that the other user reaches.
      const options = { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
      return [file, rest, drops ? { ...options, ...unprivileged } : options];
    },
    async own(path) {
      // Only root may give files away.
      if (process.getuid?.() !== 0) return;
      const { uid, gid } = drops ? unprivileged : { uid: 0, gid: 0 };
      await lchown(path, uid, gid);
      if (!lstatSync(path).isDirectory()) return;
      for (const entry of await readdir(path, { recursive: true })) await lchown(join(path, entry), uid, gid);
    },
  };
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    // ENOENT: no entry in /etc/passwd.
    return false;
  }
}

/** Whether the binaries start this way, and the data directory can be passed through. */
function works(runner: Runner, dataDirectory: string): boolean {
  const [file, rest, options] = runner.command('postgres', ['--version']);
  if (spawnSync(file, rest, { ...options, stdio: 'ignore' }).status !== 0) return false;
  if (runner.way !== 'unprivileged') return true;
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', dataDirectory], { ...options, stdio: 'ignore' }).status === 0;
}

async function relocate(binaries: PostgresBinaries, dataDirectory: string, base: string): Promise<Runner> {
  const nativeDirectory = join(base, `postgres-${binaries.version}`);
  const hash = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12);
  const cluster = join(base, `data-${hash}`, 'cluster');
  await mkdir(base, { recursive: true });
  await chmod(base, 0o755);
  await mkdir(dirname(cluster), { recursive: true });
  await chmod(dirname(cluster), 0o711);
  if (!existsSync(nativeDirectory)) {
    const copy = `${nativeDirectory}.${process.pid}`;
    await cp(binaries.nativeDirectory, copy, { recursive: true, verbatimSymlinks: true });
    await openToAll(copy);
    await rename(copy, nativeDirectory).catch(async (error: NodeJS.ErrnoException) => {
      // Somebody else's copy of the same version came first.
      await rm(copy, { recursive: true });
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  }
  const link = join(dataDirectory, 'cluster');
  if (!lstatSync(link, { throwIfNoEntry: false })) await symlink(cluster, link);
  return makeRunner('relocated', nativeDirectory);
}

async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory() || entry.parentPath.endsWith('/bin')) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, 0o644);
  }
}
