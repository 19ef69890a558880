import { expect, test } from 'vitest';
import { EngineError } from './engine.ts';
import { type RemotePiece, readPieces } from './remote-engine-stream.ts';

/** The events as bytes, cut into pieces of `size` bytes: the network cuts where it likes. */
function bodyOf(events: readonly string[], size = 7): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(events.map((event) => `data: ${event}\n\n`).join(''));
  return new ReadableStream({
    start(controller) {
      for (let start = 0; start < bytes.length; start += size) controller.enqueue(bytes.subarray(start, start + size));
      controller.close();
    },
  });
}

function chunk(content: string | null, logprobs: readonly (number | null)[] | null = null, end: string | null = null) {
  return JSON.stringify({
    id: 'x',
    choices: [
      {
        index: 0,
        delta: content === null ? {} : { content },
        logprobs: logprobs && { content: logprobs.map((logprob) => ({ token: 'x', logprob })) },
        finish_reason: end,
      },
    ],
  });
}

async function read(events: readonly string[], eventsMax = 100): Promise<RemotePiece[]> {
  const pieces: RemotePiece[] = [];
  for await (const piece of readPieces(bodyOf(events), eventsMax)) pieces.push(piece);
  return pieces;
}

const role = JSON.stringify({ choices: [{ index: 0, delta: { role: 'assistant' } }] });
const usage = JSON.stringify({ choices: [], usage: { total_tokens: 9 } });

test('pieces with their probabilities, whatever the cuts', async () => {
  const events = [
    role,
    chunk('Ка', [Math.log(0.5)]),
    chunk('рта.', [Math.log(0.5), Math.log(0.5)]),
    chunk(null, null, 'stop'),
    usage,
  ];
  const pieces = await read(events);
  expect(pieces.map(({ text }) => text)).toEqual(['Ка', 'рта.']);
  expect(pieces.map(({ tokensCount }) => tokensCount)).toEqual([1, 2]);
  expect(pieces[0]!.probability).toBeCloseTo(0.5);
  expect(pieces[1]!.probability).toBeCloseTo(0.25);
});

test('a probability that comes before its character waits for it', async () => {
  const [piece] = await read([chunk('', [Math.log(0.5)]), chunk('ё', [Math.log(0.5)]), '[DONE]']);
  expect(piece).toMatchObject({ text: 'ё', tokensCount: 2 });
  expect(piece!.probability).toBeCloseTo(0.25);
});

test('what is not told is null, and above 1 there is nothing', async () => {
  const pieces = await read([chunk('а'), chunk('б', [null]), chunk('в', [1e-9]), '[DONE]']);
  expect(pieces.map(({ probability }) => probability)).toEqual([null, null, 1]);
});

test.each(['stop', 'length'])('an end by %s is one, without [DONE] too', async (end) => {
  expect(await read([chunk('Да.', null, end)])).toHaveLength(1);
});

test.each([
  ['no end', [chunk('Да')], 'cut its answer short'],
  ['no events', [], 'cut its answer short'],
  ['no JSON', ['{"choices"'], 'not JSON'],
  ['another protocol', ['{"choices":[{"text":"Да"}]}'], 'no piece of a completion'],
  ['two choices', [JSON.stringify({ choices: [{ delta: {} }, { delta: {} }] })], 'no piece of a completion'],
  ['an error', ['{"error":{"message":"client data"}}'], 'failed while it wrote'],
  ['a filter', [chunk('Да', null, 'content_filter')], 'for a reason of its own'],
  ['too many events', Array.from({ length: 101 }, () => chunk('')), 'more than 100 events'],
])('%s is refused', async (_, events, reason) => {
  const failure = await read(events).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EngineError);
  expect((failure as EngineError).reason).toContain(reason);
  expect((failure as EngineError).reason).not.toContain('client data');
});
