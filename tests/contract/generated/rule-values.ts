/**
 * One rule → the values on its bounds and the values just outside, for scalars and enums. A rule kind that is not known
 * here throws: a new kind in the proto must be taught, never skipped.
 */
import { type DescEnum, type Message, ScalarType } from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import { type FieldRules, FieldRulesSchema } from '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js';
import { nextDown, nextUp } from './next-double.ts';

export interface LabelledValue {
  /** For example "of 64 characters". */
  readonly label: string;
  readonly value: unknown;
}

export interface Violation extends LabelledValue {
  /** For example "max_len". */
  readonly rule: string;
}

export interface ValueCases {
  /** An ordinary value that obeys the rules; `index` tells the items of a list apart. */
  readonly seed: (index: number) => unknown;
  /** Whether the rules take the zero value, which a field without presence has when absent. */
  readonly zeroAllowed: boolean;
  readonly valid: readonly LabelledValue[];
  readonly violations: readonly Violation[];
}

/** The rules set on a field, by proto name; `where` is for messages. @throws Error for a rule this file cannot read. */
export function readRules(
  rules: FieldRules | undefined,
  where: string,
  known: readonly string[],
): Map<string, unknown> {
  if (!rules) return new Map();
  const { value, case: kind } = rules.type;
  const descriptor = kind ? FieldRulesSchema.field[kind] : undefined;
  for (const name of setFields(reflect(FieldRulesSchema, rules), where).keys()) {
    if (name !== 'required' && name !== descriptor?.name) throw unknownRule(name, where);
  }
  if (!value || !kind || !descriptor?.message) return new Map();
  const set = setFields(reflect(descriptor.message, value as Message), where);
  for (const name of set.keys()) if (!known.includes(name)) throw unknownRule(`${kind}.${name}`, where);
  return set;
}

function setFields(message: ReflectMessage, where: string): Map<string, unknown> {
  // A predefined rule of our own would be an extension, which reads as an unknown field.
  if (message.getUnknown()?.length) throw unknownRule('an extension', where);
  return new Map(
    message.fields.filter((field) => message.isSet(field)).map((field) => [field.name, message.get(field)] as const),
  );
}

export function unknownRule(name: string, where: string): Error {
  return new Error(
    `derive-cases: ${where} has the rule ${name}, for which no cases can be derived: teach rule-values.ts`,
  );
}

export function isRequired(rules: FieldRules | undefined): boolean {
  return rules?.required ?? false;
}

const boundRules = ['gt', 'gte', 'lt', 'lte'];

export function scalarCases(
  type: ScalarType,
  rules: FieldRules | undefined,
  where: string,
  seed?: (index: number) => unknown,
): ValueCases {
  switch (type) {
    case ScalarType.STRING:
      return stringCases(readRules(rules, where, ['min_len', 'max_len', 'len', 'in']), where, seed);
    case ScalarType.BOOL:
      readRules(rules, where, []);
      return { seed: seed ?? (() => true), zeroAllowed: true, valid: [true, false].map(asLabelled), violations: [] };
    case ScalarType.BYTES:
      return bytesCases(readRules(rules, where, ['min_len', 'max_len']), where, seed);
    case ScalarType.DOUBLE:
      return numberCases(readRules(rules, where, boundRules), doubles, where, seed);
    default: {
      const integers = integersOf[type];
      if (!integers) throw unknownRule(`a value of type ${ScalarType[type]}`, where);
      return numberCases(readRules(rules, where, boundRules), integers, where, seed);
    }
  }
}

export function enumCases(
  descriptor: DescEnum,
  rules: FieldRules | undefined,
  where: string,
  seed?: (index: number) => unknown,
): ValueCases {
  const set = readRules(rules, where, ['defined_only', 'not_in']);
  const undefinedValue = Math.max(...descriptor.values.map((value) => value.number)) + 1;
  const forbidden = [...((set.get('not_in') ?? []) as Iterable<number>)];
  const values = descriptor.values.map((value) => ({ label: value.name, value: value.number }));
  const valid = values.filter(({ value }) => !forbidden.includes(value));
  const violations = values
    .filter(({ value }) => forbidden.includes(value))
    .map((value): Violation => ({ rule: 'not_in', ...value }));
  if (set.get('defined_only')) {
    violations.push({ rule: 'defined_only', label: `undefined value ${undefinedValue}`, value: undefinedValue });
  }
  return {
    seed: seed ?? (() => valid.at(-1)!.value),
    zeroAllowed: !forbidden.includes(0),
    valid,
    violations,
  };
}

/** Lengths are counted in code points: a letter of two bytes and a sign of two UTF-16 units tell it from the others. */
function stringCases(set: Map<string, unknown>, where: string, seed?: (index: number) => unknown): ValueCases {
  const listed = set.has('in') ? [...(set.get('in') as Iterable<string>)] : null;
  if (listed) {
    if (set.size > 1) throw unknownRule('in together with a length', where);
    const outside = `${listed.join('')}-outside`;
    return {
      seed: seed ?? (() => listed.at(-1)),
      zeroAllowed: listed.includes(''),
      valid: listed.map(asLabelled),
      violations: [{ rule: 'in', label: 'outside the list', value: outside }],
    };
  }
  const min = Number(set.get('len') ?? set.get('min_len') ?? 0);
  const max = set.has('len') || set.has('max_len') ? Number(set.get('len') ?? set.get('max_len')) : null;
  const valid: LabelledValue[] = [];
  const violations: Violation[] = [];
  if (min > 0) {
    valid.push({ label: `of ${min} characters`, value: 'ж'.repeat(min) });
    violations.push({ rule: 'min_len', label: `of ${min - 1} characters`, value: 'ж'.repeat(min - 1) });
  } else {
    valid.push({ label: 'empty', value: '' });
  }
  if (max !== null) {
    valid.push({ label: `of ${max} characters of 2 bytes`, value: 'ж'.repeat(max) });
    valid.push({ label: `of ${max} characters of 2 UTF-16 units`, value: '😀'.repeat(max) });
    violations.push({ rule: 'max_len', label: `of ${max + 1} characters`, value: 'ж'.repeat(max + 1) });
    violations.push({ rule: 'max_len', label: `of ${max + 1} characters of 1 byte`, value: 'x'.repeat(max + 1) });
  }
  const ordinary = (index: number): string =>
    `проба${index || ''}`.padEnd(min, 'я').slice(0, max ?? Number.POSITIVE_INFINITY);
  return { seed: seed ?? ordinary, zeroAllowed: min === 0, valid, violations };
}

function bytesCases(set: Map<string, unknown>, where: string, seed?: (index: number) => unknown): ValueCases {
  const min = Number(set.get('min_len') ?? 0);
  const max = set.has('max_len') ? Number(set.get('max_len')) : null;
  if (max !== null && max < min) throw unknownRule('bounds that exclude all', where);
  const valid: LabelledValue[] = [{ label: `of ${min} bytes`, value: new Uint8Array(min) }];
  const violations: Violation[] = [];
  if (min > 0) violations.push({ rule: 'min_len', label: `of ${min - 1} bytes`, value: new Uint8Array(min - 1) });
  if (max !== null) {
    valid.push({ label: `of ${max} bytes`, value: new Uint8Array(max) });
    violations.push({ rule: 'max_len', label: `of ${max + 1} bytes`, value: new Uint8Array(max + 1) });
  }
  const ordinary = (): Uint8Array => new Uint8Array(Math.max(min, Math.min(1, max ?? 1)));
  return { seed: seed ?? ordinary, zeroAllowed: min === 0, valid, violations };
}

interface NumberKind {
  readonly above: (value: never) => number | bigint;
  readonly below: (value: never) => number | bigint;
  readonly least: number | bigint;
  readonly greatest: number | bigint;
  /** Values outside any bound. */
  readonly never: readonly number[];
}

const doubles: NumberKind = {
  above: nextUp,
  below: nextDown,
  least: -Number.MAX_VALUE,
  greatest: Number.MAX_VALUE,
  never: [Number.NaN],
};
const int32: NumberKind = smallIntegers(-(2 ** 31), 2 ** 31 - 1);
const uint32: NumberKind = smallIntegers(0, 2 ** 32 - 1);
const int64: NumberKind = bigIntegers(-(2n ** 63n), 2n ** 63n - 1n);
const uint64: NumberKind = bigIntegers(0n, 2n ** 64n - 1n);
const integersOf: Partial<Record<ScalarType, NumberKind>> = {
  [ScalarType.INT32]: int32,
  [ScalarType.SINT32]: int32,
  [ScalarType.SFIXED32]: int32,
  [ScalarType.UINT32]: uint32,
  [ScalarType.FIXED32]: uint32,
  [ScalarType.INT64]: int64,
  [ScalarType.SINT64]: int64,
  [ScalarType.SFIXED64]: int64,
  [ScalarType.UINT64]: uint64,
  [ScalarType.FIXED64]: uint64,
};

function smallIntegers(least: number, greatest: number): NumberKind {
  return { above: (value: number) => value + 1, below: (value: number) => value - 1, least, greatest, never: [] };
}

function bigIntegers(least: bigint, greatest: bigint): NumberKind {
  return { above: (value: bigint) => value + 1n, below: (value: bigint) => value - 1n, least, greatest, never: [] };
}

function numberCases(
  set: Map<string, unknown>,
  kind: NumberKind,
  where: string,
  seed?: (index: number) => unknown,
): ValueCases {
  const lowRule = set.has('gte') ? 'gte' : set.has('gt') ? 'gt' : null;
  const highRule = set.has('lte') ? 'lte' : set.has('lt') ? 'lt' : null;
  const low = lowRule ? (set.get(lowRule) as never) : null;
  const high = highRule ? (set.get(highRule) as never) : null;
  // protovalidate reads `gt` above `lt` as "outside the range".
  if (low !== null && high !== null && low >= high) throw unknownRule('an excluded range', where);
  const least = low === null ? kind.least : lowRule === 'gte' ? low : kind.above(low);
  const greatest = high === null ? kind.greatest : highRule === 'lte' ? high : kind.below(high);
  const violations: Violation[] = [];
  if (lowRule) violations.push(outside(lowRule, kind.below(least as never), kind, where));
  if (highRule) violations.push(outside(highRule, kind.above(greatest as never), kind, where));
  const bound = lowRule ?? highRule;
  if (bound) for (const value of kind.never) violations.push({ rule: bound, label: String(value), value });
  const zeroAllowed = least <= 0 && greatest >= 0;
  return { seed: seed ?? (() => greatest), zeroAllowed, valid: [least, greatest].map(asLabelled), violations };
}

function outside(rule: string, value: number | bigint, kind: NumberKind, where: string): Violation {
  if (value < kind.least || value > kind.greatest) throw unknownRule(`${rule}, which no value can break`, where);
  return { rule, label: String(value), value };
}

function asLabelled(value: unknown): LabelledValue {
  return { label: typeof value === 'string' ? JSON.stringify(value) : String(value), value };
}
