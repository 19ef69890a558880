/**
 * The suite for free writing on the real model: embedded, and behind llama.cpp's own server where the bench has built
 * one (`npm run bench -- llama-server`), with and without its grammar. Then whole answers and candidates: the model is
 * small and writes little sense, so what is checked is that nothing unlawful, unfinished or late comes of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ensureConfiguredModel } from '../../scripts/fetch-model.ts';
import { freePort } from '../../scripts/free-port.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { type Copybook, loadCopybook } from '../../server/src/copybook/index.ts';
import type { Answer } from '../../server/src/domain/answer.ts';
import { type ChannelCode, channels } from '../../server/src/domain/channels.ts';
import { systemClock } from '../../server/src/domain/clock.ts';
import { createEmbeddedFreeEngine } from '../../server/src/engine/embedded-free-engine.ts';
import { createLlamaEngine, type LlamaEngineOptions } from '../../server/src/engine/llama-engine.ts';
import { createRemoteEngine } from '../../server/src/engine/remote-engine.ts';
import { assertPrivateAddress } from '../../server/src/engine/remote-engine-address.ts';
import { createAdmission } from '../../server/src/generate/admission.ts';
import { createEngineHolder } from '../../server/src/generate/engine-holder.ts';
import { createAnswerGenerator } from '../../server/src/generate/generate-answer.ts';
import { clientOf, orderOf } from '../../server/src/generate/scripted-generator.ts';
import { writeCandidate } from '../../server/src/generate/write-candidate.ts';
import { freeEngineSuite } from '../kit/free-engine-suite.ts';

// On a machine busy with other work a token takes twenty times as long as on a quiet one.
vi.setConfig({ testTimeout: 180_000 });
const fetchMsMax = 600_000;
const startMsMax = 120_000;
const benchDirectory = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'offerwright', 'bench');
const [binary] = globSync(join(benchDirectory, 'src', '*', 'build-bench', 'bin', 'llama-server'));
const hasServer = binary !== undefined && existsSync(binary);
if (!hasServer) console.warn(`free-engine-real: no llama-server under ${benchDirectory}: the remote part is left out`);

let options: LlamaEngineOptions;
let server: ChildProcess | null = null;
let url = new URL('http://127.0.0.1:1/v1');
let copybook: Copybook;

beforeAll(async () => {
  copybook = await loadCopybook(join(repositoryRoot, 'tests', 'golden', 'copybook'));
  const { path, entry, sha256 } = await ensureConfiguredModel();
  options = {
    modelPath: path,
    modelName: entry?.name ?? 'local',
    modelSha256: sha256,
    modelLicence: entry?.licence ?? '',
    strong: true,
    slotsCount: 2,
    threadsCount: 2,
    contextTokensPerSlot: 2048,
    logLevel: 'silent',
  };
  if (hasServer) await startLlamaServer(path);
}, fetchMsMax);

afterAll(async () => {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server?.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
});

async function startLlamaServer(modelPath: string): Promise<void> {
  const port = await freePort();
  const words = ['--host', '127.0.0.1', '--port', port, '--ctx-size', 4096, '--parallel', 2, '--threads', 2];
  server = spawn(binary!, ['--model', modelPath, ...words.map(String), '--log-disable'], { stdio: 'ignore' });
  url = new URL(`http://127.0.0.1:${port}/v1`);
  const isReady = () =>
    fetch(new URL('/health', url)).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const endMs = performance.now() + startMsMax; !(await isReady()); await sleep(100)) {
    if (server.exitCode !== null || performance.now() > endMs) throw new Error('llama-server did not start');
  }
}

const createRemote = (grammar: 'gbnf' | 'none', asksProbabilities: boolean) =>
  createRemoteEngine({
    url,
    modelName: options.modelName,
    token: null,
    grammar,
    asksProbabilities,
    slotsCount: 2,
    assertAddress: () => assertPrivateAddress(url),
  });

freeEngineSuite('embedded, the real model', {
  createEngine: async () => createEmbeddedFreeEngine(await createLlamaEngine(options)),
  honoursGrammar: true,
  tellsProbabilities: true,
});

describe.runIf(hasServer)('behind the server of llama.cpp', () => {
  freeEngineSuite('with a grammar and probabilities', {
    createEngine: async () => createRemote('gbnf', true),
    honoursGrammar: true,
    tellsProbabilities: true,
    repeatsItself: false,
  });

  freeEngineSuite('without either', {
    createEngine: async () => createRemote('none', false),
    honoursGrammar: false,
    tellsProbabilities: false,
    repeatsItself: false,
  });

  const never = new AbortController().signal;

  function setUp(grammar: 'gbnf' | 'none') {
    const engine = createRemote(grammar, true);
    const errors: unknown[] = [];
    const admission = createAdmission({ clock: systemClock, slotsCount: 2, queueLengthMax: 8 });
    const around = {
      clock: systemClock,
      copybook,
      free: { engine: () => engine, admission },
      serverVersion: 'test',
      onEngineError: (error: unknown) => errors.push(error),
    };
    const generator = createAnswerGenerator({ ...around, engineHolder: createEngineHolder(), admission });
    async function answer(channel: ChannelCode, seed: number): Promise<Answer> {
      const order = orderOf('CC', channel, { mode: 'free', seed });
      const context = { arrivedAtMs: systemClock.nowMs(), signal: never };
      for await (const event of generator.generate(order, clientOf(1n, { signals: ['salary'] }), context)) {
        if (event.kind === 'final') return event.answer;
      }
      throw new Error('no final event');
    }
    return { around, answer, errors };
  }

  test.each(['gbnf', 'none'] as const)('answers of mode free are lawful and whole; grammar: %s', async (grammar) => {
    const { answer, errors } = setUp(grammar);
    for (const channel of ['SMS', 'MOB_BANNER', 'EMAIL'] as const) {
      const result = await answer(channel, 1);
      expect(result.status).toBe('sendable');
      expect(result.verdict?.passed).toBe(true);
      // Threads of banners end like a button.
      if (result.source === 'model') expect(result.body).toMatch(/[.!?]»?$/u);
      expect(result.body.length).toBeLessThanOrEqual(channels[channel].bodyCharsMax);
      expect(result.source === 'model' ? null : result.rulesReason).toBeOneOf([null, 'check_failed', 'deadline']);
    }
    expect(errors).toEqual([]);
  });

  test('a candidate is a lawful text, or none with its reason', async () => {
    const { around, errors } = setUp('gbnf');
    const outcomes = [];
    for (const seed of [1, 2]) {
      const order = orderOf('CC', 'SMS', { seed, temperature: 0.7 });
      outcomes.push(await writeCandidate(around, { order, concern: 'finance', withinMs: 60_000, signal: never }));
    }
    for (const outcome of outcomes) {
      if ('obstacle' in outcome) expect(outcome.obstacle).toBe('check_failed');
      else expect(outcome.finished.verdict.passed).toBe(true);
    }
    expect(errors).toEqual([]);
  });
});
