/**
 * The running server with the real model: every product and channel gets a lawful text from its thread, time that is too
 * short ends in a text by rules, and a crowd is answered whole. Speed is the bench's matter (tests/bench), not a test's.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import {
  type Answer,
  AnswerStatus,
  ConfidenceBasis,
  type GenerateBatchRequest,
  GenerateBatchRequestSchema,
  RulesReason,
  Source,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { channelCodes } from '@offerwright/server/src/domain/channels.ts';
import { productCodes } from '@offerwright/server/src/domain/products.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { type Caller, grpcJsCaller } from '../kit/rpc-callers.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService({
  withAdapter: false,
  serverEnvironment: {
    OFFERWRIGHT_ENGINE: 'llama',
    OFFERWRIGHT_SLOTS_COUNT: '1',
    OFFERWRIGHT_MODELS_DIR:
      process.env.OFFERWRIGHT_MODELS_DIR ??
      join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'offerwright', 'models'),
  },
});
let caller: Caller;

beforeAll(() => {
  caller = grpcJsCaller('grpc-js', Number(service().server.grpcAddress.split(':')[1]));
});
afterAll(() => caller?.close());

function requestOf(
  product: string,
  channel: string,
  clientsCount: number,
  answerWithinMs?: number,
): GenerateBatchRequest {
  return create(GenerateBatchRequestSchema, {
    product: { code: product },
    channel: { code: channel },
    options: { seed: 3, answerWithinMs },
    clients: Array.from({ length: clientsCount }, (_, index) => ({ id: BigInt(index) })),
  });
}

/** @param told clients that a busy machine tells to ask again, rather than late; none may be told where it is missing. */
async function answersOf(request: GenerateBatchRequest, told: bigint[] | null = null): Promise<Map<bigint, Answer>> {
  const answers = new Map<bigint, Answer>();
  for await (const { clientId, result } of caller.generateBatch(request)) {
    if (told !== null && result.case === 'error' && result.value.kind === 'overloaded') {
      told.push(clientId);
      continue;
    }
    if (result.case !== 'answer') throw new Error(`client ${clientId}: ${result.value?.message ?? 'nothing'}`);
    expect(answers.has(clientId)).toBe(false);
    answers.set(clientId, result.value);
  }
  return answers;
}

test('the model chooses the text of every product, on each channel in turn', async () => {
  const copybook = await loadCopybook(join(repositoryRoot, 'models', 'copybook'));
  const threads = new Map(copybook.threads.map((thread) => [thread.id, thread]));
  let byModel = 0;
  for (const [index, product] of productCodes.entries()) {
    const channel = channelCodes[index % channelCodes.length]!;
    const answer = (await answersOf(requestOf(product, channel, 1))).get(0n)!;
    expect(answer.status).toBe(AnswerStatus.SENDABLE);
    expect(answer.verdict?.passed).toBe(true);
    const thread = threads.get(answer.thread!.id)!;
    expect([thread.product, thread.channel]).toEqual([product, channel]);
    expect(answer.thread!.variants.map((variant, position) => thread.positions[position]![variant]).join(' ')).toBe(
      answer.body,
    );
    if (answer.source === Source.MODEL) {
      byModel += 1;
      expect(answer.confidenceBasis).toBe(ConfidenceBasis.TOKEN_PROBABILITIES);
      expect(answer.confidence).toBeGreaterThan(0);
      expect(answer.confidence).toBeLessThan(1);
      expect(answer.timings!.decisions).toBeGreaterThan(0);
      expect(answer.provenance!.modelSha256).toMatch(/^[0-9a-f]{64}$/);
    } else {
      // A busy machine may be too slow for some; it then says so.
      expect([RulesReason.DEADLINE, RulesReason.OVERLOAD]).toContain(answer.rulesReason);
    }
  }
  console.info(`${byModel} of ${productCodes.length} texts by the model`);
  expect(byModel).toBeGreaterThan(0);
});

test('the same seed gives the same text from the model', async () => {
  const [first, second] = [
    (await answersOf(requestOf('DEPOSIT', 'SMS', 1))).get(0n)!,
    (await answersOf(requestOf('DEPOSIT', 'SMS', 1))).get(0n)!,
  ];
  if (first.source === Source.MODEL && second.source === Source.MODEL) {
    expect(second.body).toBe(first.body);
    expect(second.confidence).toBe(first.confidence);
  } else {
    expect([first.rulesReason, second.rulesReason]).toContain(RulesReason.DEADLINE);
  }
});

test('too little time for the model ends in a text by rules, for real', async () => {
  const answer = (await answersOf(requestOf('MORTG', 'EMAIL', 1, 50))).get(0n)!;
  expect(answer.status).toBe(AnswerStatus.SENDABLE);
  expect(answer.source).toBe(Source.RULES);
  expect([RulesReason.DEADLINE, RulesReason.OVERLOAD]).toContain(answer.rulesReason);
  expect(answer.verdict?.passed).toBe(true);
});

test('three hundred clients at once are answered by the model or by rules, the last perhaps told to ask again', async () => {
  const told: bigint[] = [];
  const answers = await answersOf(requestOf('CC', 'SMS', 300), told);
  expect(answers.size + new Set(told).size).toBe(300);
  expect(answers.size).toBeGreaterThan(150);
  const all = [...answers.values()];
  expect(all.every((answer) => answer.status === AnswerStatus.SENDABLE && answer.text !== '')).toBe(true);
  expect(all.some((answer) => answer.rulesReason === RulesReason.OVERLOAD)).toBe(true);
});
