import { create, type MessageInitShape } from '@bufbuild/protobuf';
import type { ValueSchema } from '@bufbuild/protobuf/wkt';
import { ClientSchema } from '@offerwright/proto/marketing/v1/generation_pb';
import { expect, test } from 'vitest';
import { parseClient } from './parse-client.ts';

type ValueInit = MessageInitShape<typeof ValueSchema>;

function parse(features: Record<string, ValueInit>) {
  return parseClient(create(ClientSchema, { id: 7n, features, recentThreadIds: ['t1'] }), 'clients[3]');
}

function errorOf(features: Record<string, ValueInit>) {
  const parsed = parse(features);
  if (!('error' in parsed)) throw new Error('the client should be in error');
  return parsed.error;
}

test('a client without features, and with unknown ones, is accepted', () => {
  expect(parse({})).toMatchObject({
    client: { id: 7n, recentThreadIds: ['t1'], portrait: { gender: 'u', minor: false } },
  });
  const parsed = parse({
    unheard_of: { kind: { case: 'structValue', value: { fields: {} } } },
    ['__proto__']: { kind: { case: 'numberValue', value: 1 } },
  });
  expect(parsed).toHaveProperty('client');
});

test('values come as numbers, as text, as null and as nothing', () => {
  const parsed = parse({
    gender: { kind: { case: 'numberValue', value: 1 } },
    age: { kind: { case: 'stringValue', value: ' 17,5 ' } },
    reg_region_nm: { kind: { case: 'stringValue', value: 'NULL' } },
    cnt_zp_12m: { kind: { case: 'nullValue', value: 0 } },
    sum_zp_12m: {},
  });
  expect(parsed).toMatchObject({ client: { portrait: { gender: 'f', minor: true, region: null } } });
});

test.each<{ name: string; value: ValueInit; given: string }>([
  { name: 'a word', value: { kind: { case: 'stringValue', value: 'сорок два' } }, given: 'text that is no number' },
  { name: 'true', value: { kind: { case: 'boolValue', value: true } }, given: 'boolean' },
  { name: 'NaN', value: { kind: { case: 'numberValue', value: Number.NaN } }, given: 'not a number (NaN)' },
  { name: 'a list', value: { kind: { case: 'listValue', value: { values: [{}, {}] } } }, given: 'list of 2 items' },
  { name: 'an object', value: { kind: { case: 'structValue', value: { fields: {} } } }, given: 'object' },
])('an age that is $name is the error of this client', ({ value, given }) => {
  const error = errorOf({ age: value });
  expect(error).toMatchObject({ kind: 'invalid_feature', field: 'clients[3].features.age', given });
  expect(error.message).not.toContain('сорок');
});

test('the error names every feature that is wrong', () => {
  const wrong: ValueInit = { kind: { case: 'boolValue', value: true } };
  const error = errorOf({ age: wrong, cnt_dep_act: wrong });
  expect(error.message).toContain('clients[3].features.age');
  expect(error.message).toContain('clients[3].features.cnt_dep_act');
});
