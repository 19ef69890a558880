/** Runs a program of the clone for a command and waits for its end. */
import { spawn } from 'node:child_process';
import { repositoryRoot } from './repository.ts';

export interface Outcome {
  /** Exit code; 128 + n for a signal, as shells count. */
  readonly code: number;
  /** Standard output and error as they came; empty when they were passed through. */
  readonly output: string;
}

export interface ProgramOptions {
  /** pass: the person sees the output as it comes. keep: it is returned. */
  readonly output: 'pass' | 'keep';
  readonly environment?: NodeJS.ProcessEnv;
}

/** @throws Error when the program cannot be started. */
export async function runProgram(command: readonly [string, ...string[]], options: ProgramOptions): Promise<Outcome> {
  const [file, ...rest] = command;
  const kept = options.output === 'keep';
  const child = spawn(file, rest, {
    cwd: repositoryRoot,
    env: options.environment,
    stdio: ['ignore', kept ? 'pipe' : 'inherit', kept ? 'pipe' : 'inherit'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve(exitCode ?? (signal === 'SIGINT' ? 130 : 143)));
  });
  return { code, output };
}
