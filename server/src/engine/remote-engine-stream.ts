/**
 * The event stream of an OpenAI-compatible chat completion → pieces of text with their probabilities.
 *
 * Servers differ: the first event may hold a role alone, the last may hold usage and no choice, probabilities may come
 * with a piece, before it (a character made of several tokens) or never, and the end is told by `finish_reason`, by
 * `[DONE]`, or by both. A stream that ends without either was cut.
 */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { z } from 'zod';
import { EngineError } from './engine.ts';
import type { WrittenPiece } from './free-engine.ts';

/** Characters of one event: a piece with its probabilities takes some hundred. */
const eventCharsMax = 65_536;
const doneMark = '[DONE]';
/** Ends that leave a text, whole or to be cut to whole sentences. */
const goodEnds = ['stop', 'length'];

const tokenSchema = z.object({ logprob: z.number().nullable() });

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
        logprobs: z.object({ content: z.array(tokenSchema).nullish() }).nullish(),
      }),
    )
    .max(1),
});

const errorSchema = z.object({ error: z.unknown() }).refine(({ error }) => error !== undefined && error !== null);

export interface RemotePiece extends WrittenPiece {
  /** Tokens it was made of, as far as the server tells; else 1. */
  readonly tokensCount: number;
}

/**
 * @param eventsMax events that a text may take; more is no text.
 * @throws EngineError when the stream is not what it should be; what reading throws, as it is.
 */
export async function* readPieces(
  body: ReadableStream<Uint8Array>,
  eventsMax: number,
): AsyncGenerator<RemotePiece, void> {
  const collect = createPieceCollector();
  let eventsCount = 0;
  for await (const { data } of eventsOf(body)) {
    eventsCount += 1;
    if (eventsCount > eventsMax) throw new EngineError(`the remote engine sent more than ${eventsMax} events`);
    if (data === doneMark) return;
    const choice = parseChunk(data);
    if (!choice) continue;
    const piece = collect(choice.delta.content ?? '', choice.logprobs?.content ?? []);
    if (piece) yield piece;
    const end = choice.finish_reason ?? '';
    if (goodEnds.includes(end)) return;
    if (end !== '') throw new EngineError('the remote engine ended its text for a reason of its own');
  }
  throw new EngineError('the remote engine cut its answer short');
}

function eventsOf(body: ReadableStream<Uint8Array>) {
  return body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ maxBufferSize: eventCharsMax }));
}

/** @returns null for an event without a choice: usage, for example. */
function parseChunk(data: string) {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new EngineError('the remote engine sent an event that is not JSON');
  }
  if (errorSchema.safeParse(value).success) throw new EngineError('the remote engine failed while it wrote');
  const chunk = chunkSchema.safeParse(value);
  if (!chunk.success) throw new EngineError('the remote engine sent an event that is no piece of a completion');
  return chunk.data.choices[0] ?? null;
}

/** Probabilities that come before their character wait for it. */
function createPieceCollector() {
  let pending: (number | null)[] = [];
  return (text: string, tokens: readonly z.infer<typeof tokenSchema>[]): RemotePiece | null => {
    pending.push(...tokens.map(({ logprob }) => logprob));
    if (text === '') return null;
    const logProbabilities = pending;
    pending = [];
    return {
      text,
      probability: probabilityOf(logProbabilities),
      tokensCount: Math.max(1, logProbabilities.length),
    };
  };
}

function probabilityOf(logProbabilities: readonly (number | null)[]): number | null {
  if (logProbabilities.length === 0) return null;
  let sum = 0;
  for (const value of logProbabilities) {
    if (value === null) return null;
    sum += value;
  }
  return Math.exp(Math.min(0, sum));
}
