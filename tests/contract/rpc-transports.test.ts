/**
 * What both transports owe every handler, checked over every way of calling: messages in order, errors with details,
 * the deadline, cancellation at once, back-pressure, bounds. Handlers here are the test's own.
 */
import { randomBytes } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import {
  CheckTextResponseSchema,
  DescribeModelResponseSchema,
  type GenerateResponse,
  GenerateResponseSchema,
  type GenerationService,
  LoadCopybookRequestSchema,
  LoadCopybookResponseSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { RequestError } from '@offerwright/server/src/domain/errors.ts';
import type { CallContext, Handlers } from '@offerwright/server/src/rpc/call.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, failureOf, openCallers, validRequests } from '../kit/rpc-callers.ts';
import { emptyHandlers } from '../kit/stand-in-handlers.ts';
import { startTransports, type TestTransports } from '../kit/start-transports.ts';

const violation = { field: 'clients[0].id', limit: 'a limit', given: 'a kind', message: 'clients[0].id: a limit' };
/** Some 16 KB that gzip cannot make small. */
const incompressible = randomBytes(12_288).toString('base64');
const secret = 'Иван Петров, долг 300 000';

/** The newest call of a handler, as it saw it. */
let seen: { context: CallContext; aborted: Promise<void>; yielded: number } | null = null;

function see(context: CallContext): void {
  const { promise, resolve } = Promise.withResolvers<void>();
  context.signal.addEventListener('abort', () => resolve());
  seen = { context, aborted: promise, yielded: 0 };
}

function delta(text: string): GenerateResponse {
  return create(GenerateResponseSchema, { event: { case: 'delta', value: { text } } });
}

/** What a handler does is asked by the product's description. */
const handlers: Handlers<typeof GenerationService> = {
  ...emptyHandlers,
  async *generate(request, context) {
    see(context);
    const wish = request.product?.description ?? '';
    if (wish === 'refuse') throw new RequestError('invalid_argument', violation.message, [violation]);
    if (wish === 'bug') throw new Error(secret);
    yield delta('first');
    if (wish === 'refuse late') throw new RequestError('overloaded', 'at most 1; 1 came');
    if (wish === 'hang') {
      await new Promise((_, reject) => context.signal.addEventListener('abort', () => reject(context.signal.reason)));
    }
    if (wish === 'flood') {
      for (let index = 0; index < 2000 && !context.signal.aborted; index += 1) {
        seen!.yielded += 1;
        yield delta(incompressible);
      }
    }
    yield delta('last');
  },
  async checkText(request, context) {
    see(context);
    if (request.text === 'bug') throw new Error(secret);
    if (request.text === 'hang') {
      await new Promise((_, reject) => context.signal.addEventListener('abort', () => reject(context.signal.reason)));
    }
    return create(CheckTextResponseSchema, { measures: { characters: request.text.length } });
  },
  async loadCopybook(requests, context) {
    see(context);
    let threadsCount = 0;
    for await (const { threads } of requests) {
      threadsCount += threads.length;
      if (threads[0]?.json === 'refuse') throw new RequestError('invalid_argument', violation.message, [violation]);
      if (threads[0]?.json === 'bug') throw new Error(secret);
    }
    return create(LoadCopybookResponseSchema, { threadsCount });
  },
  async describeModel() {
    return create(DescribeModelResponseSchema, { engine: 'scripted' });
  },
};

let transports: TestTransports;
let callers: readonly Caller[];
const names = openCallers({ grpc: 1, connect: 1 }).map(({ name }) => name);
const callerOf = (name: string): Caller => callers.find((caller) => caller.name === name)!;

beforeAll(async () => {
  transports = await startTransports(handlers);
  callers = openCallers(transports.ports);
});

afterAll(async () => {
  for (const caller of callers) caller.close();
  await transports.close();
});

function generateWish(description: string) {
  const request = validRequests.generate();
  request.product!.description = description;
  return request;
}

describe.each(names)('%s', (name) => {
  test('a unary call is answered', async () => {
    expect((await callerOf(name).checkText(validRequests.checkText('шесть!'))).measures?.characters).toBe(6);
    expect((await callerOf(name).describeModel()).engine).toBe('scripted');
  });

  test('a stream of requests comes whole, and its refusal and its bug go out as any other', async () => {
    const parts = async function* (first: string) {
      for (let i = 0; i < 40; i += 1) {
        const json = i === 0 ? first : incompressible;
        yield create(LoadCopybookRequestSchema, { threads: Array.from({ length: 5 }, () => ({ json })) });
      }
    };
    expect((await callerOf(name).loadCopybook(parts('thread'))).threadsCount).toBe(200);
    expect(await failureOf(callerOf(name).loadCopybook(parts('refuse')))).toMatchObject({
      code: 'InvalidArgument',
      message: violation.message,
      fields: ['clients[0].id'],
    });
    expect(await failureOf(callerOf(name).loadCopybook(parts('bug')))).toMatchObject({
      code: 'Internal',
      message: 'internal error',
    });
  });

  test('a stream comes whole and in order', async () => {
    const responses = await Array.fromAsync(callerOf(name).generateBatch(validRequests.generateBatch(300)));
    expect(responses.map(({ index }) => index)).toEqual(Array.from({ length: 300 }, (_, index) => index));
    expect(responses.at(-1)?.clientId).toBe(300n);
  });

  test('a refusal carries its code, message, slug and fields', async () => {
    const failure = await failureOf(callerOf(name).generate(generateWish('refuse')));
    expect(failure).toMatchObject({ code: 'InvalidArgument', message: violation.message });
    expect(failure.fields).toEqual(['clients[0].id']);
    expect(failure.info).toEqual({
      kind: 'invalid_argument',
      field: 'clients[0].id',
      limit: 'a limit',
      given: 'a kind',
    });
  });

  test('a refusal in the middle of a stream comes after what was sent', async () => {
    const received: GenerateResponse[] = [];
    const read = async () => {
      for await (const response of callerOf(name).generate(generateWish('refuse late'))) received.push(response);
    };
    expect(await failureOf(read())).toMatchObject({ code: 'ResourceExhausted', info: { kind: 'overloaded' } });
    expect(received).toHaveLength(1);
  });

  test.each(['stream', 'unary'])(
    'a bug in a %s handler goes out as "internal error" and nothing leaks',
    async (kind) => {
      const call =
        kind === 'unary'
          ? callerOf(name).checkText(validRequests.checkText('bug'))
          : callerOf(name).generate(generateWish('bug'));
      expect(await failureOf(call)).toMatchObject({ code: 'Internal', message: 'internal error' });
      expect(transports.logged).toContainEqual(expect.objectContaining({ msg: 'bug in a call' }));
      expect(JSON.stringify(transports.logged)).not.toContain('Иван');
    },
  );

  test('a caller that leaves a stream aborts the handler', async () => {
    const controller = new AbortController();
    const reading = callerOf(name).generate(generateWish('hang'), { signal: controller.signal });
    const failure = await failureOf(
      (async () => {
        for await (const response of reading) {
          expect(response.event.case).toBe('delta');
          controller.abort();
        }
      })(),
    );
    expect(failure.code).toBe('Canceled');
    await seen!.aborted;
  });

  test('a deadline reaches the handler and ends the call', async () => {
    const failure = await failureOf(callerOf(name).generate(generateWish('hang'), { timeoutMs: 300 }));
    expect(failure.code).toBe('DeadlineExceeded');
    expect(seen!.context.deadlineMs).toBeGreaterThan(0);
    expect(seen!.context.deadlineMs).toBeLessThanOrEqual(300);
    await seen!.aborted;
  });

  test('a unary deadline reaches the handler and ends the call', async () => {
    const failure = await failureOf(callerOf(name).checkText(validRequests.checkText('hang'), { timeoutMs: 300 }));
    expect(failure.code).toBe('DeadlineExceeded');
    await seen!.aborted;
  });

  test('a message above the limit is refused', async () => {
    const failure = await failureOf(callerOf(name).checkText(validRequests.checkText('x'.repeat(4 * 1024 * 1024 + 1))));
    expect(failure.code).toBe('ResourceExhausted');
  });

  test('a caller that does not read stops the handler from writing', async () => {
    const controller = new AbortController();
    const iterator = callerOf(name)
      .generate(generateWish('flood'), { signal: controller.signal })
      [Symbol.asyncIterator]();
    await iterator.next();
    // The handler could yield 32 MB; it must come to rest long before.
    let before = -1;
    while (before !== seen!.yielded) {
      before = seen!.yielded;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(before).toBeLessThan(2000);
    controller.abort();
    await seen!.aborted;
  });
});

test('each call leaves one line in the log, with code, milliseconds and the kind of peer', async () => {
  const describing = () => transports.logged.filter((line) => String(line.rpc).endsWith('DescribeModel'));
  const before = describing().length;
  for (const caller of callers) await caller.describeModel();
  const lines = describing().slice(before);
  expect(lines).toHaveLength(callers.length);
  for (const line of lines) {
    expect(line).toMatchObject({ rpc: 'marketing.v1.GenerationService/DescribeModel', code: 'Ok' });
    expect(line.ms).toBeTypeOf('number');
  }
  expect(new Set(lines.map((line) => line.peer))).toEqual(new Set(['grpc', 'grpc-web', 'connect']));
});

test('of all that went wrong here, only the three bugs are called bugs', () => {
  const bugs = transports.logged.filter((line) => line.msg === 'bug in a call');
  expect(bugs).toHaveLength(3 * callers.length);
});

test('calls beyond the bound are refused at once, and room comes back', async () => {
  const small = await startTransports(handlers, 2);
  const [caller] = openCallers(small.ports);
  const controller = new AbortController();
  const open = async () => {
    const reading = caller!.generate(generateWish('hang'), { signal: controller.signal })[Symbol.asyncIterator]();
    await reading.next();
    return reading;
  };
  const readings = [await open(), await open()];
  const failure = await failureOf(caller!.describeModel());
  expect(failure).toMatchObject({ code: 'ResourceExhausted', info: { kind: 'overloaded' } });
  controller.abort();
  await Promise.allSettled(readings.map((reading) => reading.next()));
  await small.gate.whenIdle();
  expect((await caller!.describeModel()).engine).toBe('scripted');
  caller!.close();
  await small.close();
});
