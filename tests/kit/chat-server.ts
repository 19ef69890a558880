/**
 * A server that speaks the OpenAI-compatible `/v1/chat/completions` over the scripted engine, as the servers of banks
 * do, and that can go wrong in every way a network has. What it is asked is kept for the test to look at.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine } from '../../server/src/engine/engine.ts';

/** A number is a status. */
export type ChatFault =
  | number
  | 'silent'
  | 'stalls'
  | 'web page'
  | 'no json'
  | 'no piece'
  | 'error event'
  | 'connection cut'
  | 'ends early'
  | 'endless'
  | 'huge event'
  | 'filtered'
  | 'writes nothing'
  | 'redirect';

export interface ChatRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ChatServerOptions {
  /** What writes; one for each request, where texts differ. */
  readonly engine: Engine | ((request: ChatRequest) => Engine);
  /** The bearer token it asks for; absent: none. */
  readonly token?: string;
  /** How it tells the probabilities that are asked for. */
  readonly probabilities: 'told' | 'ignored';
  /** Where `redirect` points. */
  readonly elsewhere?: string;
}

export interface ChatServer {
  readonly url: URL;
  readonly requests: readonly ChatRequest[];
  /** What goes wrong from now on; null: nothing. */
  fault: ChatFault | null;
  /** Connections that the caller left before the end. */
  hangUpsCount(): number;
  /** Resolves when so many requests have come since the start. */
  whenAsked(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Every character: what a server writes that was given no grammar. */
const anyGrammar = 'root ::= [\\x01-\\U0010FFFF]+';
const never = new AbortController().signal;

export async function startChatServer(options: ChatServerOptions): Promise<ChatServer> {
  const requests: ChatRequest[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let hangUps = 0;

  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) hangUps += 1;
    });
    void readBody(request).then(async (body) => {
      requests.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
      for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
      await answer(options, chat.fault, requests.at(-1)!, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const chat: ChatServer = {
    url: new URL(`http://127.0.0.1:${port}/v1`),
    requests,
    fault: null,
    hangUpsCount: () => hangUps,
    whenAsked: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return chat;
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
}

async function answer(
  options: ChatServerOptions,
  fault: ChatFault | null,
  request: ChatRequest,
  response: ServerResponse,
): Promise<void> {
  if (fault === 'silent') return;
  if (options.token !== undefined && request.authorization !== `Bearer ${options.token}`) return refuse(response, 401);
  if (request.path !== '/v1/chat/completions') return refuse(response, 404);
  if (typeof fault === 'number') return refuse(response, fault);
  if (fault === 'redirect') {
    response.writeHead(307, { location: options.elsewhere }).end();
    return;
  }
  if (fault === 'web page') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Вход в сеть</html>');
    return;
  }
  const engine = typeof options.engine === 'function' ? options.engine(request) : options.engine;
  const slot = engine.openSlot();
  const stream: Stream = (prompt, free) => slot.stream(engine.tokenizePrompt(prompt), free, never);
  try {
    await writeEvents(options, fault, request.body, response, stream);
  } catch {
    if (!response.headersSent) refuse(response, 400);
    else response.destroy();
  } finally {
    await slot.release();
  }
}

/** The body repeats what was asked, as real servers do: nothing of it may reach a log. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: 'secret-of-the-server', code: status } }));
}

type Stream = (
  prompt: string,
  free: { grammar: string; tokensMax: number; temperature: number; seed: number },
) => AsyncIterable<{ readonly text: string; readonly probability: number }>;

async function writeEvents(
  options: ChatServerOptions,
  fault: ChatFault | null,
  body: Readonly<Record<string, unknown>>,
  response: ServerResponse,
  stream: Stream,
): Promise<void> {
  const {
    messages,
    grammar,
    max_tokens: tokensMax,
    temperature,
    seed,
    logprobs,
  } = body as {
    messages: { content: string }[];
    grammar?: string;
    max_tokens: number;
    temperature: number;
    seed: number;
    logprobs?: boolean;
  };
  const tells = logprobs === true && options.probabilities === 'told';
  const pieces = stream(messages[0]!.content, { grammar: grammar ?? anyGrammar, tokensMax, temperature, seed });
  let count = 0;
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (count === 0) {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      send(response, choiceOf({ role: 'assistant' }));
    }
    count += 1;
    if (fault === 'writes nothing') continue;
    send(response, choiceOf({ content: piece.text }, tells ? piece.probability : null));
    if (fault !== null && (await failMidway(fault, response))) return;
  }
  send(response, choiceOf({}, null, fault === 'filtered' ? 'content_filter' : 'stop'));
  send(response, { choices: [], usage: { completion_tokens: count } });
  response.end('data: [DONE]\n\n');
}

/** @returns whether that was the end of the answer. */
async function failMidway(fault: ChatFault, response: ServerResponse): Promise<boolean> {
  switch (fault) {
    case 'stalls':
      return true;
    case 'no json':
      response.end('data: {"choices": [\n\n');
      return true;
    case 'no piece':
      send(response, { choices: [{ text: 'a piece of another protocol' }] });
      response.end();
      return true;
    case 'error event':
      send(response, { error: { message: 'secret-of-the-server', code: 500 } });
      response.end();
      return true;
    case 'connection cut':
      await new Promise((resolve) => response.write(': \n\n', resolve));
      response.socket?.destroy();
      return true;
    case 'ends early':
      response.end();
      return true;
    case 'endless':
      while (!response.destroyed) {
        send(response, choiceOf({ content: '' }));
        await new Promise((resolve) => setImmediate(resolve));
      }
      return true;
    case 'huge event':
      response.end(`data: ${'a'.repeat(200_000)}`);
      return true;
    default:
      return false;
  }
}

function choiceOf(delta: object, probability: number | null = null, finishReason: string | null = null): object {
  const logprobs = probability === null ? null : { content: [{ token: 'x', logprob: Math.log(probability) }] };
  return { object: 'chat.completion.chunk', choices: [{ index: 0, delta, logprobs, finish_reason: finishReason }] };
}

function send(response: ServerResponse, event: object): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}
