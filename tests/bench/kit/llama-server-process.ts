/** llama.cpp's server as a process, and a caller for its OpenAI-compatible API. */

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../scripts/free-port.ts';

const readyWithinMs = 60_000;

export interface Completion {
  readonly text: string;
  readonly completionTokens: number;
}

export interface CompletionRequest {
  readonly prompt: string;
  readonly grammar: string;
  readonly temperature: number;
  readonly seed: number;
  readonly tokensMax: number;
}

export interface LlamaServer {
  readonly processId: number;
  complete(request: CompletionRequest): Promise<Completion>;
  stop(): Promise<void>;
}

/** One slot, so that it decodes as many texts at once as our server does. */
export async function startLlamaServer(binary: string, modelPath: string, threadsCount: number): Promise<LlamaServer> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'offerwright-llama-server-'));
  const threads = String(threadsCount);
  const child = spawn(
    binary,
    [
      ...['--model', modelPath, '--host', '127.0.0.1', '--port', String(port), '--ctx-size', '1024', '--parallel', '1'],
      ...['--threads', threads, '--threads-batch', threads, '--log-file', join(directory, 'log')],
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // A bench that is stopped leaves no server behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      child.kill('SIGTERM');
      process.exit(1);
    });
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  for (const endMs = performance.now() + readyWithinMs; ; await sleep(100)) {
    if (child.exitCode !== null || performance.now() > endMs) {
      await stop();
      throw new Error(`llama-server did not start (exit code ${child.exitCode})`);
    }
    if (
      await fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break;
  }
  return {
    processId: child.pid!,
    async complete({ prompt, grammar, temperature, seed, tokensMax }) {
      const response = await fetch(`${url}/v1/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ prompt, grammar, temperature, seed, max_tokens: tokensMax, cache_prompt: true }),
      });
      if (!response.ok) throw new Error(`llama-server answered ${response.status}: ${await response.text()}`);
      const body = (await response.json()) as { choices: [{ text: string }]; usage: { completion_tokens: number } };
      return { text: body.choices[0].text, completionTokens: body.usage.completion_tokens };
    },
    stop,
  };
}
