import { create, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import { GenerateBatchRequestSchema, GenerateRequestSchema } from '@offerwright/proto/marketing/v1/generation_pb';
import { expect, test } from 'vitest';
import { type FieldViolation, RequestError } from '../domain/errors.ts';
import { assertValid } from './validate-message.ts';

const order = { product: { code: 'CC' }, channel: { code: 'SMS' } };

function violationsOf<Desc extends DescMessage>(schema: Desc, init: MessageInitShape<Desc>): readonly FieldViolation[] {
  try {
    assertValid(schema, create(schema, init));
    return [];
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    expect(error.kind).toBe('invalid_argument');
    return error.violations;
  }
}

test('a valid request passes', () => {
  expect(violationsOf(GenerateRequestSchema, { ...order, client: { id: 7n } })).toEqual([]);
});

test.each<{ name: string; init: object; field: string; limit: string; given: string }>([
  { name: 'no client', init: order, field: 'client', limit: 'value is required', given: 'nothing' },
  {
    name: 'an id that JSON cannot keep',
    init: { ...order, client: { id: 2n ** 60n } },
    field: 'client.id',
    limit: '9007199254740991',
    given: 'an integer out of that range',
  },
  {
    name: 'neither code nor description',
    init: { ...order, client: {}, channel: {} },
    field: 'channel',
    limit: 'code or description must be given',
    given: 'empty message',
  },
  {
    name: 'a long code',
    init: { ...order, client: {}, product: { code: 'x'.repeat(65) } },
    field: 'product.code',
    limit: 'at most 64 characters',
    given: 'text of 65 characters',
  },
  {
    name: 'an undefined enum value',
    init: { ...order, client: {}, options: { concern: 77 } },
    field: 'options.concern',
    limit: 'CONCERN_FINANCE',
    given: 'a number out of that range',
  },
  {
    name: 'a temperature that is no number',
    init: { ...order, client: {}, options: { temperature: Number.NaN } },
    field: 'options.temperature',
    limit: 'less than or equal to 2',
    given: 'not a number',
  },
  {
    name: 'too many recent threads',
    init: { ...order, client: { recentThreadIds: Array.from({ length: 51 }, () => 'thread') } },
    field: 'client.recent_thread_ids',
    limit: 'no more than 50',
    given: 'list of 51 items',
  },
  {
    name: 'an empty thread id',
    init: { ...order, client: { recentThreadIds: [''] } },
    field: 'client.recent_thread_ids[0]',
    limit: 'at least 1',
    given: 'empty text',
  },
])('$name names the field, the limit and the kind of value', ({ init, field, limit, given }) => {
  const [violation, ...others] = violationsOf(
    GenerateRequestSchema,
    init as MessageInitShape<typeof GenerateRequestSchema>,
  );
  expect(others).toEqual([]);
  expect(violation).toMatchObject({ field, given });
  expect(violation?.limit).toContain(limit);
});

test('a key of features is printed only when it looks like a name', () => {
  const secret = `паспорт 98 04 ${'1'.repeat(100)}`;
  const violations = violationsOf(GenerateRequestSchema, {
    ...order,
    client: { features: { [secret]: { kind: { case: 'numberValue', value: 1 } } } },
  });
  expect(violations).toHaveLength(1);
  expect(violations[0]?.field).toBe('client.features[…] (key)');
  expect(JSON.stringify(violations)).not.toContain('паспорт');
});

test('every violation of a batch is found', () => {
  const fields = violationsOf(GenerateBatchRequestSchema, {
    clients: [{ id: 1n }, { id: 2n ** 60n }, { recentThreadIds: [''] }],
    channel: { code: 'SMS' },
  }).map((violation) => violation.field);
  expect(fields.toSorted()).toEqual(['clients[1].id', 'clients[2].recent_thread_ids[0]', 'product']);
});
