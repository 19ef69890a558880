/**
 * Makes a cluster: initdb with a generated password, then the database, aside; one rename puts it in place, so that a
 * start that was cut short leaves none.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Runner } from './choose-runner.ts';
import { lastLines } from './last-lines.ts';

export const userName = 'offerwright';
export const databaseName = 'offerwright';

/** The password of `userName` is left in the file `password` of the data directory. */
export async function initializeCluster(dataDirectory: string, runner: Runner): Promise<void> {
  const home = runner.way === 'relocated' ? dirname(await readlink(join(dataDirectory, 'cluster'))) : dataDirectory;
  const fresh = join(home, 'cluster.new');
  const passwordPath = join(dataDirectory, 'password');
  const passwordForInit = join(home, 'password.new');
  const password = existsSync(passwordPath)
    ? await readFile(passwordPath, 'utf8')
    : randomBytes(24).toString('base64url');
  await writeFile(passwordPath, password, { mode: 0o600 });
  await rm(fresh, { recursive: true, force: true });
  await rm(passwordForInit, { force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordForInit, password, { mode: 0o600 });
  await runner.own(fresh);
  await runner.own(passwordForInit);
  await runProgram(runner, 'initdb', [
    ...['-D', fresh, '--username', userName, '--pwfile', passwordForInit, '--auth', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
  ]);
  await rm(passwordForInit);
  await runProgram(runner, 'postgres', ['--single', '-D', fresh, 'postgres'], `CREATE DATABASE ${databaseName}\n`);
  await rename(fresh, join(home, 'cluster'));
}

async function runProgram(runner: Runner, program: string, programArguments: string[], input = ''): Promise<void> {
  const [file, rest, options] = runner.command(program, programArguments);
  const child = spawn(file, rest, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  child.stdin?.end(input);
  const code = await new Promise<number | null>((resolveCode, reject) => {
    child.once('error', reject);
    child.once('close', resolveCode);
  });
  if (code !== 0) throw new Error(`${program} failed (exit code ${code}):\n${lastLines(output)}`);
}
