/**
 * Editions of the copybook at the real server, by every way of calling: loaded, named by hash, forgotten when there are
 * too many; approved texts only; what cannot be taken is refused by its place.
 */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { copybookHash, threadVersion } from '@offerwright/proto/copybook-hash';
import {
  type CopybookThreadSchema,
  GenerateRequestSchema,
  LoadCopybookRequestSchema,
  Policy,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { threadOf } from '../kit/copybook-thread.ts';
import { type Caller, failureOf, openCallers } from '../kit/rpc-callers.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService({ withAdapter: false });
let callers: readonly Caller[];
const names = openCallers({ grpc: 1, connect: 1 }).map(({ name }) => name);
const callerOf = (name: string): Caller => callers.find((caller) => caller.name === name)!;

beforeAll(() => {
  const portOf = (address: string) => Number(new URL(address).port);
  const { grpcAddress, connectUrl } = service().server;
  callers = openCallers({ grpc: portOf(`http://${grpcAddress}`), connect: portOf(connectUrl) });
});
afterAll(() => {
  for (const caller of callers) caller.close();
});

const contentOf = (id: string, positions?: string[][]) =>
  threadOf(id, {
    positions: positions ?? [
      ['Крупная трата посреди недели?', 'Трата пришла раньше срока?'],
      ['Выручит кредитная карта.', 'Есть кредитная карта.'],
    ],
  });
const lineOf = (id: string) => JSON.stringify(contentOf(id));

type ThreadInit = MessageInitShape<typeof CopybookThreadSchema>;

async function* messages(...parts: ThreadInit[][]) {
  for (const threads of parts) yield create(LoadCopybookRequestSchema, { threads });
}

interface Asked {
  readonly approvedOnly?: boolean;
  readonly policy?: Policy;
  readonly seed?: number;
}

async function ask(caller: Caller, hash: string, options: Asked = {}) {
  const request = create(GenerateRequestSchema, {
    client: { id: 1n },
    product: { code: 'CC' },
    channel: { code: 'SMS' },
    profile: { copybookHash: hash },
    options: { policy: Policy.RULES_ONLY, seed: 1, ...options },
  });
  const events = await Array.fromAsync(caller.generate(request));
  const last = events.at(-1)!.event;
  if (last.case !== 'final' || last.value.result.case !== 'answer') throw new Error('no answer');
  return last.value.result.value;
}

describe.each(names)('%s', (name) => {
  test('an edition is loaded in parts, has the hash that everybody computes, and is written from', async () => {
    const caller = callerOf(name);
    const ids = ['CC-SMS-a', 'CC-SMS-b', 'CC-SMS-c'].map((id) => `${id}-${names.indexOf(name)}`);
    const loaded = await caller.loadCopybook(
      messages(
        ids.slice(0, 2).map((id) => ({ json: lineOf(id) })),
        ids.slice(2).map((id) => ({ json: lineOf(id), approved: true, variantMarks: 'ar/aa' })),
      ),
    );
    const entries = ids.map((id, index) => ({
      id,
      version: threadVersion(contentOf(id)),
      approved: index === 2,
      variantMarks: index === 2 ? 'ar/aa' : '',
    }));
    expect(loaded).toMatchObject({ copybookHash: copybookHash(entries), threadsCount: 3, variantsCount: 12 });
    for (let seed = 1; seed <= 30; seed += 1) {
      const answer = await ask(caller, loaded.copybookHash, { seed });
      expect(ids).toContain(answer.thread?.id);
      expect(answer.provenance?.copybookHash).toBe(loaded.copybookHash);
      // A withdrawn sentence is not used, with or without "approved only".
      if (answer.thread?.id === ids[2]) expect(answer.thread?.variants[0]).toBe(0);
      const approved = await ask(caller, loaded.copybookHash, { seed, approvedOnly: true });
      expect([approved.thread?.id, approved.thread?.variants[0]]).toEqual([ids[2], 0]);
    }
    const byModel = await ask(caller, loaded.copybookHash, { policy: Policy.MODEL_FIRST, approvedOnly: true });
    expect(byModel.thread?.id).toBe(ids[2]);
  });

  test('an edition that is not here is refused by name', async () => {
    const failure = await failureOf(ask(callerOf(name), 'a'.repeat(64)));
    expect(failure).toMatchObject({
      code: 'FailedPrecondition',
      info: { kind: 'copybook_unknown', field: 'profile.copybook_hash' },
    });
  });

  test.each<[string, ThreadInit[][], string, string]>([
    ['no thread', [], 'threads', 'at least 1'],
    ['no JSON', [[{ json: lineOf('x') }], [{ json: '{"' }]], 'threads[1].json', 'is no JSON'],
    ['the same id twice', [[{ json: lineOf('x') }], [{ json: lineOf('x') }]], 'threads[1].json', 'already used'],
    ['marks of another thread', [[{ json: lineOf('x'), variantMarks: 'aaa/a' }]], 'threads[0].variant_marks', '2/2'],
    ['marks that are none', [[{ json: lineOf('x'), variantMarks: 'aa/ax' }]], 'threads[0].variant_marks', 'a, d, r'],
    [
      'a digit',
      [[{ json: JSON.stringify(contentOf('x', [['Карта за 5 минут и ещё немного слов.']])) }]],
      'threads[0].json',
      'only Russian letters',
    ],
  ])('%s refuses the whole', async (_, parts, field, limit) => {
    const failure = await failureOf(callerOf(name).loadCopybook(messages(...parts)));
    expect(failure).toMatchObject({ code: 'InvalidArgument', info: { kind: 'invalid_argument', field } });
    expect(failure.info.limit).toContain(limit);
  });
});

describe('the server’s memory', () => {
  test('keeps the last four editions and its own, which needs no loading', async () => {
    const caller = callers[0]!;
    const hashes: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      hashes.push((await caller.loadCopybook(messages([{ json: lineOf(`CC-SMS-kept-${i}`) }]))).copybookHash);
    }
    expect((await failureOf(ask(caller, hashes[0]!))).info.kind).toBe('copybook_unknown');
    // Asked for last, so the next to go is another one.
    await ask(caller, hashes[1]!);
    await caller.loadCopybook(messages([{ json: lineOf('CC-SMS-kept-5') }]));
    expect((await ask(caller, hashes[1]!)).thread?.id).toBe('CC-SMS-kept-1');
    expect((await failureOf(ask(caller, hashes[2]!))).info.kind).toBe('copybook_unknown');
    const own = (await caller.describeModel()).copybookHash;
    expect((await ask(caller, own)).provenance?.copybookHash).toBe(own);
    expect((await ask(caller, '')).provenance?.copybookHash).toBe(own);
  });

  test('a caller that leaves in the middle leaves nothing behind', async () => {
    const caller = callers[0]!;
    const controller = new AbortController();
    const hanging = async function* () {
      yield* messages([{ json: lineOf('CC-SMS-left') }]);
      controller.abort();
    };
    const failure = await failureOf(caller.loadCopybook(hanging(), { signal: controller.signal }));
    expect(failure.code).toBe('Canceled');
    const hash = copybookHash([
      { id: 'CC-SMS-left', version: threadVersion(contentOf('CC-SMS-left')), approved: false, variantMarks: '' },
    ]);
    expect((await failureOf(ask(caller, hash))).info.kind).toBe('copybook_unknown');
    // Four loads at once are let in: those that ended, however they ended, do not count.
    for (let i = 0; i < 6; i += 1) await caller.loadCopybook(messages([{ json: lineOf('CC-SMS-after') }]));
  });

  test('approved only, where nobody has approved anything, says what to do', async () => {
    const answer = await ask(callers[0]!, '', { approvedOnly: true });
    expect(answer.refusal).toMatchObject({ ruleId: 'copybook.no_approved_thread' });
    expect(answer.refusal?.reason).toContain('одобр');
    const free = create(GenerateRequestSchema, {
      client: { id: 1n },
      product: { code: 'CC' },
      channel: { code: 'SMS' },
      options: { approvedOnly: true, mode: 2 },
    });
    expect(await failureOf(callers[0]!.generate(free))).toMatchObject({
      code: 'InvalidArgument',
      fields: ['options.approved_only'],
    });
  });
});
