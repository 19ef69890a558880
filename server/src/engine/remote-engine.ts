/**
 * Free writing by a server that a bank runs for itself and that speaks the OpenAI-compatible `/chat/completions`:
 * llama.cpp's own, vLLM, SGLang and others.
 *
 * A text is one streamed request: is the address still private → POST → status → events → pieces. Leaving the stream,
 * the signal and `release` cut the connection, by which these servers stop writing. Redirects are refused: they would
 * carry client facts elsewhere. What the server says of an error is not read: it may quote the prompt.
 */
import { abortError, rejectOnAbort } from './abort.ts';
import { EngineError, type FreeOptions } from './engine.ts';
import type { FreeEngine, FreeSlot } from './free-engine.ts';
import { type RemotePiece, readPieces } from './remote-engine-stream.ts';

export interface RemoteEngineOptions {
  /** What stands before `/chat/completions`, for example `http://llm.bank.internal:8080/v1`. */
  readonly url: URL;
  readonly modelName: string;
  /** Bearer token, or null. */
  readonly token: string | null;
  /** How the server takes a grammar: in the field `grammar` as GBNF, or not at all. */
  readonly grammar: 'gbnf' | 'none';
  /** Whether to ask for the probabilities of tokens: some servers refuse a request that does. */
  readonly asksProbabilities: boolean;
  readonly slotsCount: number;
  /** Called before each text. @throws EngineError when the address must not be used. */
  readonly assertAddress: () => Promise<void>;
}

/** Events beside one a token: role, usage, end. */
const otherEventsMax = 16;

export function createRemoteEngine(options: RemoteEngineOptions): FreeEngine {
  const open = new Set<AbortController>();
  let closed = false;
  return {
    slotsCount: options.slotsCount,
    describe: () => ({
      engine: 'remote',
      modelName: options.modelName,
      modelSha256: '',
      modelLicence: '',
      adapterName: '',
      adapterSha256: '',
      modelFile: 'remote',
    }),
    openSlot() {
      if (closed) throw new EngineError('the remote engine is closed');
      if (open.size >= options.slotsCount)
        throw new EngineError(`all ${open.size} slots of the remote engine are taken`);
      const leaving = new AbortController();
      open.add(leaving);
      return createSlot(options, leaving, () => open.delete(leaving));
    },
    async close() {
      closed = true;
      for (const leaving of open) leaving.abort(new EngineError('the remote engine is closed'));
    },
  };
}

/** @param leaving fires when the slot is given back or the engine closed, with the EngineError to throw as its reason. */
function createSlot(options: RemoteEngineOptions, leaving: AbortController, onRelease: () => void): FreeSlot {
  let tokensCount = 0;
  return {
    async *write(prompt, free, signal) {
      tokensCount = 0;
      if (signal.aborted) throw abortError(signal);
      leaving.signal.throwIfAborted();
      const done = new AbortController();
      try {
        const stopping = AbortSignal.any([signal, leaving.signal, done.signal]);
        for await (const { text, probability, ...piece } of requestPieces(options, prompt, free, stopping)) {
          tokensCount += piece.tokensCount;
          yield { text, probability };
        }
      } catch (error) {
        if (signal.aborted) throw abortError(signal);
        leaving.signal.throwIfAborted();
        throw asEngineError(error);
      } finally {
        done.abort();
      }
    },
    tokensEvaluated: () => tokensCount,
    async release() {
      leaving.abort(new EngineError('the slot was released'));
      onRelease();
    },
  };
}

async function* requestPieces(
  options: RemoteEngineOptions,
  prompt: string,
  free: FreeOptions,
  signal: AbortSignal,
): AsyncGenerator<RemotePiece, void> {
  await rejectOnAbort(options.assertAddress(), signal);
  const response = await fetch(`${options.url.href.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(options.token !== null && { authorization: `Bearer ${options.token}` }),
    },
    body: JSON.stringify(requestBody(options, prompt, free)),
    signal,
  });
  assertStatus(response.status);
  if (!/^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '') || !response.body) {
    throw new EngineError('the remote engine answered with something else than an event stream');
  }
  yield* readPieces(response.body, free.tokensMax + otherEventsMax);
}

function requestBody(options: RemoteEngineOptions, prompt: string, free: FreeOptions): object {
  return {
    model: options.modelName,
    messages: [{ role: 'user', content: prompt }],
    stream: true,
    max_tokens: free.tokensMax,
    temperature: free.temperature,
    seed: free.seed,
    // llama.cpp's servers tell nothing when asked for no alternatives.
    ...(options.asksProbabilities && { logprobs: true, top_logprobs: 1 }),
    ...(options.grammar === 'gbnf' && { grammar: free.grammar }),
  };
}

/** @throws EngineError unless 200. */
function assertStatus(status: number): void {
  if (status === 200) return;
  throw new EngineError(`the remote engine ${meaningOf(status)} (HTTP ${status})`);
}

function meaningOf(status: number): string {
  if (status === 401 || status === 403) return 'refused the token';
  if (status === 429) return 'has no room';
  if (status >= 300 && status < 400) return 'points elsewhere';
  return status >= 500 ? 'failed' : 'refused the request';
}

/** Messages of the network's errors may quote addresses and what was sent: the code alone is told. */
function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const code = codeOf(error);
  return new EngineError(`the remote engine cannot be reached, or broke off${code}`, { cause: error });
}

function codeOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z_0-9]{1,40}$/.test(cause.code)) {
      return ` (${cause.code})`;
    }
  }
  return '';
}
