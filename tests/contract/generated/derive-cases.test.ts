/**
 * The generator itself: what it derives is held against protovalidate, it sees new fields and rules without hand-work,
 * and it refuses to skip a rule it does not know. Whether the server enforces the rules: every-rule.test.ts.
 */
import { createValidator } from '@bufbuild/protovalidate';
import { GenerationService } from '@offerwright/proto/marketing/v1/generation_pb';
import { InsightService } from '@offerwright/proto/marketing/v1/insight_pb';
import { describe, expect, test } from 'vitest';
import { alterProto } from './altered-proto.ts';
import { rulesOf } from './build-message.ts';
import type { ContractCase } from './contract-case.ts';
import { deriveCases, messagesIn } from './derive-cases.ts';
import { domainTypeNames } from './domain-values.ts';
import { fieldName } from './field-name.ts';
import { nextDown, nextUp } from './next-double.ts';

const services = [GenerationService, InsightService];
const methods = services.flatMap((service) => service.methods);
const cases = services.flatMap(deriveCases);
const validator = createValidator();

/** What protovalidate finds in the request, as "field rule". */
function violationsOf({ method, request }: ContractCase): string[] {
  const result = validator.validate(method.input, request);
  if (result.kind === 'error') throw result.error;
  if (result.kind === 'valid') return [];
  return result.violations.map((violation) => `${fieldName(violation.field, violation.forKey)} ${violation.ruleId}`);
}

describe('derived cases', () => {
  test('have names of their own', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  test('break exactly the rule they say, or none', () => {
    for (const one of cases) {
      const found = violationsOf(one);
      const { expected } = one;
      if (expected.kind === 'accepted' || expected.rule === null) {
        expect(found, one.name).toEqual([]);
      } else {
        expect(found, one.name).toHaveLength(1);
        const [field, id] = found[0]!.split(/ (?=\S+$)/);
        expect(field, one.name).toBe(expected.field);
        // "double.gte_lte" is how protovalidate calls a rule with two bounds.
        expect(id!.split('.').at(-1)!.replace(/^/, '_'), one.name).toContain(`_${expected.rule.split('.').at(-1)}`);
      }
    }
  });

  test('break every field that has a rule, in every RPC that takes it', () => {
    for (const method of methods) {
      const named = cases
        .filter((one) => one.method === method && one.expected.kind === 'refused' && one.expected.rule !== null)
        .map((one) => (one.expected as { field: string }).field.replace(/\[…\] \(key\)$|\[\d+\]$/, ''));
      for (const field of messagesIn(method.input).flatMap((message) => message.fields)) {
        if (!rulesOf(field)) continue;
        const found = named.some((name) => name === field.name || name.endsWith(`.${field.name}`));
        expect(found, `${method.name}: ${field.parent.typeName}.${field.name}`).toBe(true);
      }
    }
  });
});

describe('the generator', () => {
  test('has domain values for messages that some request holds', () => {
    const known = methods.flatMap(({ input }) => messagesIn(input)).map(({ typeName }) => typeName);
    expect(domainTypeNames.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('makes cases for a new field without hand-work', async () => {
    await using proto = await alterProto(
      'repeated string recent_thread_ids = 3',
      'string segment = 900 [(buf.validate.field).string = {min_len: 2, max_len: 5}];\n  repeated string recent_thread_ids = 3',
    );
    const names = deriveCases(await proto.service()).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('Generate: client.segment '))).toEqual([
      'Generate: client.segment of 2 characters',
      'Generate: client.segment of 5 characters of 2 bytes',
      'Generate: client.segment of 5 characters of 2 UTF-16 units',
      'Generate: client.segment of 1 characters breaks min_len',
      'Generate: client.segment of 6 characters breaks max_len',
      'Generate: client.segment of 6 characters of 1 byte breaks max_len',
    ]);
    expect(names).toContain('GenerateBatch: clients[1].segment of 1 characters breaks min_len');
    // `min_len` on a field without presence: the minimal request has it too.
    const minimal = deriveCases(await proto.service()).filter(({ name }) => name.endsWith('minimal request'));
    expect(minimal.flatMap(violationsOf)).toEqual([]);
  });

  test('follows a changed bound', async () => {
    await using proto = await alterProto('lte: 2000', 'lte: 1999');
    const names = deriveCases(await proto.service()).map(({ name }) => name);
    expect(names).toContain('Generate: options.answer_within_ms 2000 breaks lte');
  });

  test.for([
    [
      'a rule',
      'optional uint32 seed = 5;',
      'optional uint32 seed = 5 [(buf.validate.field).uint32.const = 7];',
      /uint32\.const/,
    ],
    [
      'a rule of a string',
      'string.max_len = 2000];\n}\n\n// The channel',
      'string.pattern = "^a+$"];\n}\n\n// The channel',
      /string\.pattern/,
    ],
    [
      'CEL on a field',
      'optional uint32 seed = 5;',
      'optional uint32 seed = 5 [(buf.validate.field).cel_expression = "this > 0u"];',
      /cel_expression/,
    ],
    [
      'an ignored rule',
      'uint32 = {\n    gte: 50',
      'ignore = IGNORE_ALWAYS, (buf.validate.field).uint32 = {\n    gte: 50',
      /ignore/,
    ],
    [
      'a bound that cannot be broken',
      'optional uint32 seed = 5;',
      'optional uint32 seed = 5 [(buf.validate.field).uint32.gte = 0];',
      /which no value can break/,
    ],
    ['a oneof', 'optional uint32 seed = 5;', 'oneof start { uint32 seed = 5; }', /oneof/],
    ['streams both ways', 'rpc Generate(GenerateRequest)', 'rpc Generate(stream GenerateRequest)', /bidi_streaming/],
    ['a field that domain-values.ts still has', 'string description = 3', 'string details = 3', /Product\.description/],
  ] as const)('fails on what it does not know: %s', async ([, original, replacement, message]) => {
    await using proto = await alterProto(original, replacement);
    const service = await proto.service();
    expect(() => deriveCases(service)).toThrow(message);
  });

  test('knows the neighbours of a double', () => {
    expect(nextUp(2)).toBe(2.0000000000000004);
    expect(nextUp(-2)).toBe(-1.9999999999999998);
    expect(nextUp(0)).toBe(Number.MIN_VALUE);
    expect(nextDown(0)).toBe(-Number.MIN_VALUE);
    expect(nextDown(2)).toBe(1.9999999999999998);
  });
});
