import { toBinary } from '@bufbuild/protobuf';
import { createValidator } from '@bufbuild/protovalidate';
import { GenerateBatchRequestSchema } from '@offerwright/proto/marketing/v1/generation_pb';
import { describe, expect, it } from 'vitest';
import { unknownContact } from '../api/contact-facts.ts';
import { noContactPolicy } from '../api/contacts.ts';
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
    tail: 'Ждём вас.',
    version: '7',
    confirmed_claims: ['apply_online'],
    claims_reviewed: true,
    is_sample: true,
  },
  contactPolicy: {
    ...noContactPolicy,
    version: 3,
    quiet_hours: { start: '21:30', end: '09:00' },
    channel_messages_max: 2,
    consent_required: true,
  },
  options: {
    concern: 'support',
    policy: 'rules_only',
    mode: 'auto',
    seed: 0,
    temperature: 0,
    answer_within_ms: 2000,
    language: 'en',
    approved_only: true,
  },
  copybookHash: 'a'.repeat(64),
};
const clients = Array.from({ length: 5 }, (_, index) => ({
  id: index - 2,
  features: { age: index },
  recentThreadIds: [],
  contact: unknownContact,
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
      approvedOnly: true,
    });
    expect(batch!.request.profile).toMatchObject({
      name: 2,
      version: '2-policy-3',
      copybookHash: 'a'.repeat(64),
      terms: {
        legalName: 'Банк',
        version: '7',
        tail: 'Ждём вас.',
        confirmedClaims: ['apply_online'],
        claimsReviewed: true,
      },
      contactPolicy: {
        quietStartMinute: 1290,
        quietEndMinute: 540,
        channelMessagesMax: 2,
        allMessagesMax: 0,
        consentRequired: true,
      },
    });
    expect(batch!.request.clients[0]!.contact).toBeUndefined();
  });

  it('sends what is known about contacting a client, a false and a zero included', () => {
    const contact = { ...unknownContact, consent: false, sent_in_all_count: 0, utc_offset_minutes: -60 };
    const [batch] = buildBatches(order, [{ ...clients[0]!, contact }], 1500, { clientsMax: 1, bytesMax: 1e6 });
    expect(batch!.request.clients[0]!.contact).toMatchObject({
      consent: false,
      sentInAllCount: 0,
      utcOffsetMinutes: -60,
    });
    expect(batch!.request.clients[0]!.contact?.doNotDisturb).toBeUndefined();
  });

  it('names no policy where none was ever set', () => {
    const [batch] = buildBatches({ ...order, contactPolicy: noContactPolicy }, clients, 1500, {
      clientsMax: 10,
      bytesMax: 1e6,
    });
    expect(batch!.request.profile!.version).toBe('2');
    expect(batch!.request.profile!.contactPolicy).toBeUndefined();
  });

  it('keeps the kind of every feature, and a feature called __proto__', () => {
    const features = JSON.parse('{"a":1,"b":"x","c":null,"d":true,"e":[1],"f":{"g":1},"__proto__":2}');
    const [batch] = buildBatches(order, [{ id: 1, features, recentThreadIds: ['t'], contact: unknownContact }], 1500, {
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
