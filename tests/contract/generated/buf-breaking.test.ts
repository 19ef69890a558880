/** `buf breaking` against the committed baseline, as `npm run check` runs it: what it lets through and what it stops. */
import { describe, expect, test } from 'vitest';
import { type AlteredProto, alterProto } from './altered-proto.ts';

/** buf compares an image with an image: the two modules of buf.yaml (ours, third_party) make two inputs of a directory. */
async function findBreaking(proto: AlteredProto): Promise<{ code: number; output: string }> {
  expect(await proto.buf('build', '-o', 'image.binpb')).toEqual({ code: 0, output: '' });
  return await proto.buf('breaking', 'image.binpb', '--against', 'proto/baseline/marketing.binpb');
}

describe('buf breaking', () => {
  test.for([
    ['the contract as it is', '', ''],
    ['a new field', 'uint32 index = 1;', 'uint32 index = 1;\n  string note = 15;'],
    [
      'a new RPC',
      'rpc CheckText(',
      'rpc Probe(DescribeModelRequest) returns (DescribeModelResponse);\n  rpc CheckText(',
    ],
  ])('lets through: %s', async ([, original, replacement]) => {
    await using proto = await alterProto(original!, replacement!);
    expect(await findBreaking(proto)).toEqual({ code: 0, output: '' });
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
    const { code, output } = await findBreaking(proto);
    expect(code, output).toBe(100);
    expect(output).toMatch(named);
  });
});
