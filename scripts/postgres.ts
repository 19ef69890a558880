/**
 * A real PostgreSQL from npm on a directory, for trying the service and for tests.
 *
 * Order of a start, under a lock of the machine: whoever runs on the directory already is joined; else binaries →
 * runner (as whom) → cluster, made aside and renamed so that a cut-short initdb leaves none → a free port on loopback
 * → wait until it takes connections. The data outlive every stop and kill.
 *
 * The process is detached: Ctrl-C in a terminal must not reach it before the services that use it have finished.
 * The last user's `stop` stops it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withExclusiveLock } from './exclusive-lock.mjs';
import { freePort } from './free-port.ts';
import { chooseRunner, type Runner, type RunnerOptions } from './postgres/choose-runner.ts';
import { databaseName, initializeCluster, userName } from './postgres/initialize-cluster.ts';
import { lastLines } from './postgres/last-lines.ts';
import { prepareBinaries } from './postgres/prepare-binaries.ts';
import { type Instance, isForeign, readInstance, runsOn } from './postgres/read-instance.ts';
import { registerUser, unregisterUser } from './postgres/user-register.ts';

const pollMs = 20;
const startWithinMs = 60_000;
/** After this a stop stops asking and ends the server as a crash would: the write-ahead log keeps the data. */
const stopWithinMs = 30_000;
const portAttemptsMax = 5;

export interface EmbeddedPostgresOptions extends RunnerOptions {
  /** Directory for cluster, password and log; made when missing. */
  readonly dataDir: string;
  /** Port on loopback; a free one by default. A running instance keeps its own. */
  readonly port?: number;
}

export interface EmbeddedPostgres {
  /** With user and password: a secret. */
  readonly url: string;
  readonly port: number;
  /** Its main process. */
  readonly processId: number;
  /** Stops the instance, unless others still use it. Safe to call twice. */
  stop(): Promise<void>;
}

/** @throws Error for a person, with the last lines of PostgreSQL's log where it was the one that failed. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = await makeDataDirectory(resolve(options.dataDir));
  const users = join(dataDirectory, 'users');
  return await withExclusiveLock('postgres', dataDirectory, async () => {
    const instance = await runInstance(dataDirectory, options);
    const user = await registerUser(users);
    const password = await readFile(join(dataDirectory, 'password'), 'utf8');
    return {
      url: `postgres://${userName}:${password}@127.0.0.1:${instance.port}/${databaseName}`,
      port: instance.port,
      processId: instance.processId,
      stop: () =>
        withExclusiveLock('postgres', dataDirectory, async () => {
          if (!existsSync(user) || (await unregisterUser(user, users)) > 0) return;
          await stopInstance(await realpath(join(dataDirectory, 'cluster')));
        }),
    };
  });
}

async function makeDataDirectory(path: string): Promise<string> {
  const first = (await mkdir(path, { recursive: true })) ?? path;
  // Others may pass through it and what was made above it, whatever the umask, and read nothing.
  for (let made = path; made.length >= first.length; made = dirname(made)) await chmod(made, 0o711);
  return await realpath(path);
}

async function runInstance(dataDirectory: string, options: EmbeddedPostgresOptions): Promise<Instance> {
  const running = await joinInstance(dataDirectory);
  if (running) return running;
  const runner = await chooseRunner(await prepareBinaries(), dataDirectory, options);
  const cluster = await prepareCluster(dataDirectory, runner);
  const logPath = join(dataDirectory, 'postgres.log');
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const logFrom = existsSync(logPath) ? (await stat(logPath)).size : 0;
    const instance = await spawnInstance(runner, cluster, port, logPath);
    if (instance) return instance;
    const log = readFileSync(logPath).subarray(logFrom).toString('utf8');
    // Somebody took the free port first; or children of a killed instance are still ending.
    const passing = (options.port === undefined && log.includes('could not bind')) || log.includes('is still in use');
    if (!passing || attempt === portAttemptsMax) {
      throw new Error(`PostgreSQL did not start on port ${port}:\n${lastLines(log)}`);
    }
    await sleep(200 * attempt);
  }
}

/** The living instance, once it takes connections; one that is stopping is waited for. */
async function joinInstance(dataDirectory: string): Promise<Instance | undefined> {
  const link = join(dataDirectory, 'cluster');
  if (!existsSync(link)) return undefined;
  const cluster = await realpath(link);
  for (const until = performance.now() + startWithinMs; performance.now() < until; await sleep(pollMs)) {
    const instance = await readInstance(cluster);
    if (!instance || instance.ready) return instance;
  }
  throw new Error('a PostgreSQL instance runs on the data directory, but takes no connections');
}

async function prepareCluster(dataDirectory: string, runner: Runner): Promise<string> {
  const link = join(dataDirectory, 'cluster');
  if (!existsSync(link)) await initializeCluster(dataDirectory, runner);
  const cluster = await realpath(link);
  if (await isForeign(cluster)) await rm(join(cluster, 'postmaster.pid'));
  await runner.own(cluster);
  return cluster;
}

/** @returns Undefined when it ended before it took connections. */
async function spawnInstance(
  runner: Runner,
  cluster: string,
  port: number,
  logPath: string,
): Promise<Instance | undefined> {
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
  const [file, rest, options] = runner.command('postgres', [
    ...['-D', cluster],
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const log = openSync(logPath, 'a', 0o600);
  const child = spawn(file, rest, { ...options, detached: true, stdio: ['ignore', log, log] });
  child.unref();
  const ended = watchEnd(child);
  for (const until = performance.now() + startWithinMs; performance.now() < until; await sleep(pollMs)) {
    if (ended.reason !== undefined) return undefined;
    const instance = await readInstance(cluster);
    if (instance?.ready) return instance;
  }
  child.kill('SIGQUIT');
  throw new Error(`PostgreSQL did not take connections within ${startWithinMs} ms; its log: ${logPath}`);
}

function watchEnd(child: ChildProcess): { reason?: string } {
  const ended: { reason?: string } = {};
  child.once('error', (error) => (ended.reason = error.message));
  child.once('exit', (code, signal) => (ended.reason = `${signal ?? code}`));
  return ended;
}

async function stopInstance(cluster: string): Promise<void> {
  const instance = await readInstance(cluster);
  if (!instance) return;
  // SIGINT: open sessions are ended, everything is written. SIGQUIT: as a crash.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(instance.processId, signal);
    for (const until = performance.now() + stopWithinMs; performance.now() < until; await sleep(pollMs)) {
      if (!(await runsOn(instance.processId, cluster))) return;
    }
  }
  throw new Error(`PostgreSQL (process ${instance.processId}) does not stop`);
}
