import { toBinary } from '@bufbuild/protobuf';
import { createValidator } from '@bufbuild/protovalidate';
import { GenerateBatchRequestSchema } from '@offerwright/proto/marketing/v1/generation_pb';
import { describe, expect, it } from 'vitest';
import { buildBatches, type Order } from './build-batches.ts';

const order: Order = {
  product: { code: 'CC', name: '', description: '' },
  channel: { code: 'SMS', description: '' },
  profile: 'law2025',
  terms: {
    legal_name: 'Банк',
    licence: '№ 1',
    full_terms: 'Условия',
    url: 'https://bank.example/',
    erid: '',
    version: 'v1',
    is_sample: true,
  },
  options: {
    concern: 'support',
    policy: 'rules_only',
    mode: 'auto',
    seed: 0,
    temperature: 0,
    answer_within_ms: 2000,
    language: 'en',
  },
};
const clients = Array.from({ length: 5 }, (_, index) => ({
  id: index - 2,
  features: { age: index },
  recentThreadIds: [],
}));

describe('buildBatches', () => {
  it('cuts by clients, keeps the order and says where each batch begins', () => {
    const batches = buildBatches(order, clients, 1500, { clientsMax: 2, bytesMax: 1e6 });
    expect(batches.map((batch) => batch.offset)).toEqual([0, 2, 4]);
    expect(batches.flatMap(({ request }) => request.clients.map((client) => client.id))).toEqual([
      -2n,
      -1n,
      0n,
      1n,
      2n,
    ]);
  });

  it('cuts by bytes', () => {
    const big = clients.map((client) => ({ ...client, features: { text: 'я'.repeat(500) } }));
    const batches = buildBatches(order, big, 1500, { clientsMax: 1000, bytesMax: 2500 });
    expect(batches.map(({ request }) => request.clients.length)).toEqual([2, 2, 1]);
    for (const { request } of batches)
      expect(toBinary(GenerateBatchRequestSchema, request).byteLength).toBeLessThan(3000);
  });

  it('fills what the contract allows, zeros included', () => {
    const [batch] = buildBatches(order, clients, 1500, { clientsMax: 1000, bytesMax: 1e6 });
    expect(createValidator().validate(GenerateBatchRequestSchema, batch!.request).kind).toBe('valid');
    expect(batch!.request.options).toMatchObject({
      concern: 4,
      policy: 2,
      mode: 3,
      seed: 0,
      temperature: 0,
      answerWithinMs: 1500,
      language: 'en',
    });
    expect(batch!.request.profile).toMatchObject({ name: 2, terms: { legalName: 'Банк', version: 'v1' } });
  });

  it('keeps the kind of every feature, and a feature called __proto__', () => {
    const features = JSON.parse('{"a":1,"b":"x","c":null,"d":true,"e":[1],"f":{"g":1},"__proto__":2}');
    const [batch] = buildBatches(order, [{ id: 1, features, recentThreadIds: ['t'] }], 1500, {
      clientsMax: 1,
      bytesMax: 1e6,
    });
    const { features: sent, recentThreadIds } = batch!.request.clients[0]!;
    expect(Object.entries(sent).map(([name, value]) => [name, value.kind.case])).toEqual([
      ['a', 'numberValue'],
      ['b', 'stringValue'],
      ['c', 'nullValue'],
      ['d', 'boolValue'],
      ['e', 'listValue'],
      ['f', 'structValue'],
      ['__proto__', 'numberValue'],
    ]);
    expect(recentThreadIds).toEqual(['t']);
  });
});
