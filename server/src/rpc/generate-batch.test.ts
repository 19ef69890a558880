/** The handler's own promises, over a generator of the test's: order of answers, one message a client, what fails whom. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  GenerateBatchRequestSchema,
  type GenerateBatchResponse,
  GenerateRequestSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { expect, test } from 'vitest';
import { createCopybook } from '../copybook/build-copybook.ts';
import { createCopybookShelf } from '../copybook/index.ts';
import type { Answer, AnswerGenerator, GenerateContext } from '../domain/answer.ts';
import { RequestError } from '../domain/errors.ts';
import { createFakeClock } from '../domain/fake-clock.ts';
import type { ValidClient } from '../domain/valid-request.ts';
import { createBatchTurns } from './batch-turns.ts';
import type { CallContext } from './call.ts';
import { createGenerate } from './generate.ts';
import { createGenerateBatch } from './generate-batch.ts';

type Write = (client: ValidClient, context: GenerateContext) => Promise<void>;

/** A generator whose texts name the client, after `write` let it. */
function generatorOf(write: Write): AnswerGenerator {
  return {
    async *generate(order, client, context) {
      const provenance = { seed: order.options.seed } as Answer['provenance'];
      yield { kind: 'started', provenance };
      await write(client, context);
      yield { kind: 'final', answer: answerFor(client, provenance) };
    },
  };
}

function answerFor(client: ValidClient, provenance: Answer['provenance']): Answer {
  return {
    clientId: client.id,
    status: 'sendable',
    text: `text ${client.id}`,
    body: `text ${client.id}`,
    disclosures: [],
    confidence: 0.5,
    confidenceBasis: 'fit',
    confidenceCalibrated: false,
    source: 'rules',
    rulesReason: 'policy',
    verdict: null,
    thread: null,
    coverage: 'cell',
    concern: 'finance',
    concernRule: 'request',
    signals: [],
    provenance,
    timings: { queueMs: 0, prepareMs: 0, generateMs: 0, checkMs: 0, totalMs: 0, tokensEvaluated: 0, decisions: 0 },
    refusal: null,
    measures: null,
    repaired: false,
    heardConcerns: [],
  };
}

function contextOf(signal = new AbortController().signal): CallContext {
  return { signal, deadlineMs: null, arrivedAtMs: 5, requestId: 'r', counts: new Map() };
}

type ClientInit = NonNullable<MessageInitShape<typeof GenerateBatchRequestSchema>['clients']>[number];

function open(write: Write, clients: ClientInit[], context = contextOf(), failures: unknown[] = []) {
  const clock = createFakeClock();
  const handler = createGenerateBatch({
    clock,
    turns: createBatchTurns(clock),
    provider: { legalName: 'Банк', licence: '' },
    copybooks: createCopybookShelf(createCopybook([], [], []), 1),
    generator: generatorOf(write),
    onClientFailure: (cause) => failures.push(cause),
  });
  const order = { product: { code: 'CC' }, channel: { code: 'SMS' } };
  return handler(create(GenerateBatchRequestSchema, { clients, ...order }), context);
}

function summary({ index, clientId, result }: GenerateBatchResponse): string {
  const what = result.case === 'answer' ? result.value.text : result.value?.kind;
  return `${index} ${clientId} ${what}`;
}

test('each result leaves as it is there, with its index and id', async () => {
  const gates = new Map<bigint, PromiseWithResolvers<void>>([1n, 2n, 3n].map((id) => [id, Promise.withResolvers()]));
  const reading = open((client) => gates.get(client.id)!.promise, [{ id: 1n }, { id: 2n }, { id: 3n }]);
  const iterator = reading[Symbol.asyncIterator]();
  const received: string[] = [];
  for (const id of [3n, 1n, 2n]) {
    const next = iterator.next();
    gates.get(id)!.resolve();
    received.push(summary((await next).value));
  }
  expect(received).toEqual(['2 3 text 3', '0 1 text 1', '1 2 text 2']);
  expect((await iterator.next()).done).toBe(true);
});

test('features in error, ids that came before and bugs concern their client alone', async () => {
  const failures: unknown[] = [];
  const context = contextOf();
  const responses = await Array.fromAsync(
    open(
      async (client) => {
        if (client.id === 4n) throw new Error('bug');
      },
      [
        { id: 1n },
        { id: 2n, features: { age: { kind: { case: 'boolValue', value: true } } } },
        { id: 1n },
        { id: 4n },
        { id: 5n },
      ],
      context,
      failures,
    ),
  );
  expect(responses.map(summary).toSorted()).toEqual([
    '0 1 text 1',
    '1 2 invalid_feature',
    '2 1 duplicate_client_id',
    '3 4 internal',
    '4 5 text 5',
  ]);
  const fields = responses.flatMap(({ result }) => (result.case === 'error' ? [result.value.field] : []));
  expect(fields.toSorted()).toEqual(['clients[1].features.age', 'clients[2].id', 'clients[3]']);
  expect(failures).toEqual([new Error('bug')]);
  expect(Object.fromEntries(context.counts)).toEqual({ clients: 5, clientErrors: 3, rules: 2 });
});

test('a refusal that concerns the whole request ends it and stops the others', async () => {
  let stopped = false;
  const write: Write = async (client, { signal }) => {
    if (client.id === 2n) throw new RequestError('engine_not_strong', 'mode free needs a strong engine');
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    stopped = true;
  };
  await expect(Array.fromAsync(open(write, [{ id: 1n }, { id: 2n }]))).rejects.toMatchObject({
    kind: 'engine_not_strong',
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(stopped).toBe(true);
});

test('a caller that leaves stops every client, and nothing is called a bug', async () => {
  const controller = new AbortController();
  const failures: unknown[] = [];
  let stoppedCount = 0;
  const write: Write = async (_, { signal, arrivedAtMs }) => {
    expect(arrivedAtMs).toBe(5);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    stoppedCount += 1;
    throw signal.reason;
  };
  const reading = Array.fromAsync(open(write, [{ id: 1n }, { id: 2n }], contextOf(controller.signal), failures));
  setImmediate(() => controller.abort());
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect(stoppedCount).toBe(2);
  expect(failures).toEqual([]);
});

test('Generate gives a client in error its Final alone', async () => {
  const handler = createGenerate({
    clock: createFakeClock(),
    provider: { legalName: 'Банк', licence: '' },
    copybooks: createCopybookShelf(createCopybook([], [], []), 1),
    generator: generatorOf(async () => {}),
  });
  const ask = async (age: number): Promise<readonly (string | undefined)[]> => {
    const features = { age: { kind: { case: 'numberValue' as const, value: age } } };
    const request = create(GenerateRequestSchema, {
      client: { id: 1n, features },
      product: { code: 'CC' },
      channel: { code: 'SMS' },
    });
    const responses = await Array.fromAsync(handler(request, contextOf()));
    return responses.map(({ event }) => (event.case === 'final' ? `final ${event.value.result.case}` : event.case));
  };
  expect(await ask(40)).toEqual(['started', 'final answer']);
  expect(await ask(-1)).toEqual(['final error']);
});
