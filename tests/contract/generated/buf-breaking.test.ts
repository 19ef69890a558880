/** The check `proto-breaking` of `npm run check` on changed copies of the contract: what it lets through, what it stops. */
import { describe, expect, test } from 'vitest';
import { alterProto } from './altered-proto.ts';

describe('npm run check proto-breaking', () => {
  test.for([
    ['the contract as it is', '', ''],
    ['a new field', 'uint32 index = 1;', 'uint32 index = 1;\n  string note = 15;'],
    [
      'a new RPC',
      'rpc CheckText(',
      'rpc Probe(DescribeModelRequest) returns (DescribeModelResponse);\n  rpc CheckText(',
    ],
  ] as const)('lets through: %s', async ([, original, replacement]) => {
    await using proto = await alterProto(original, replacement);
    const { code, output } = await proto.check('proto-breaking');
    expect(code, output).toBe(0);
  });

  test.for([
    ['a field with another number', 'string body = 4;', 'string body = 24;', /body/],
    ['a field of another type', 'string concern_rule = 15;', 'uint32 concern_rule = 15;', /concern_rule/],
    ['a removed field', '  Refusal refusal = 19;\n', '', /refusal/],
    ['a renamed RPC', 'rpc CheckText(', 'rpc CheckTexts(', /CheckText/],
    ['a unary RPC made a stream', 'returns (CheckTextResponse)', 'returns (stream CheckTextResponse)', /CheckText/],
    ['a removed enum value', '  CONCERN_SUPPORT = 4;\n', '', /Concern/],
  ] as const)('stops: %s', async ([, original, replacement, named]) => {
    await using proto = await alterProto(original, replacement);
    const { code, output } = await proto.check('proto-breaking');
    expect(code, output).toBe(1);
    expect(output).toMatch(named);
  });
});
