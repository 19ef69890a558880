/**
 * Starts a service of ours as a process of its own and stops it.
 *
 * Its output goes to a log file. It is detached, so that Ctrl-C in a terminal reaches this process only, which stops
 * the services in order; and it is asked to end by the kernel (setpriv, of util-linux) should this process be killed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from '../postgres/last-lines.ts';
import { report } from '../report.ts';

/** On top of the time the service takes to finish what it was asked. */
const stopReserveMs = 15_000;
const followParent = ['setpriv', '--pdeathsig', 'TERM', '--'] as const;

export interface ServiceOptions {
  /** As a person calls it: "server". */
  readonly name: string;
  /** The file that Node runs. */
  readonly mainPath: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly logPath: string;
  /** How long it may finish what it was asked, once stopped. */
  readonly drainMs: number;
}

export interface Service {
  readonly name: string;
  readonly processId: number | undefined;
  readonly logPath: string;
  /** Why it ended, once it has. */
  readonly ended: Promise<string>;
  endedBecause(): string | undefined;
  /** The end of what this run of it logged. */
  logTail(): string;
  /** SIGTERM, and SIGKILL when it does not end in time. Safe to call twice. */
  stop(): Promise<void>;
}

export function launchService(options: ServiceOptions): Service {
  mkdirSync(dirname(options.logPath), { recursive: true });
  const log = openSync(options.logPath, 'a', 0o600);
  const logFrom = statSync(options.logPath).size;
  const [file = '', ...rest] = [...prefix(), process.execPath, options.mainPath];
  const child = spawn(file, rest, { env: options.environment, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  let reason: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  }).then((value) => {
    reason = value;
    return value;
  });
  return {
    name: options.name,
    processId: child.pid,
    logPath: options.logPath,
    ended,
    endedBecause: () => reason,
    logTail: () => lastLines(readFileSync(options.logPath).subarray(logFrom).toString('utf8')),
    async stop() {
      if (reason !== undefined) return;
      const stopWithinMs = options.drainMs + stopReserveMs;
      child.kill('SIGTERM');
      const late = new AbortController();
      await Promise.race([ended, sleep(stopWithinMs, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
      if (reason !== undefined) return;
      report(`the ${options.name} did not stop within ${stopWithinMs / 1000} s: it is killed`);
      child.kill('SIGKILL');
      await ended;
    },
  };
}

let known: readonly string[] | undefined;

function prefix(): readonly string[] {
  known ??=
    spawnSync('setpriv', [...followParent.slice(1), 'true'], { stdio: 'ignore' }).status === 0 ? followParent : [];
  return known;
}
