/**
 * Builds messages from descriptors alone: the full one (every field set), the minimal one (only what the rules ask
 * for), and variations of them. Values come from rule-values.ts, except those that domain-values.ts gives.
 */
import { create, type DescField, type DescMessage, getOption, hasOption, type MessageShape } from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import { type Value, ValueSchema } from '@bufbuild/protobuf/wkt';
import { createValidator } from '@bufbuild/protovalidate';
import {
  type FieldRules,
  field as fieldOption,
  type MessageRules,
  message as messageOption,
} from '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js';
import { domainValueOf } from './domain-values.ts';
import { enumCases, isRequired, readRules, scalarCases, unknownRule, type ValueCases } from './rule-values.ts';

export type AnyMessage = MessageShape<DescMessage>;

export const listRules = ['min_items', 'max_items', 'items'];
export const mapRules = ['min_pairs', 'max_pairs', 'keys', 'values'];

/** Oracle for what a message-level CEL expression means; field rules never ask it. */
const validator = createValidator();

export function whereOf(field: DescField): string {
  return `${field.parent.typeName}.${field.name}`;
}

export function rulesOf(field: DescField): FieldRules | undefined {
  return hasOption(field, fieldOption) ? getOption(field, fieldOption) : undefined;
}

export function messageRulesOf(message: DescMessage): MessageRules {
  return getOption(message, messageOption);
}

/** Whether the rules allow a field without presence to be zero, and any field to be absent. */
function mayBeAbsent(field: DescField): boolean {
  const rules = rulesOf(field);
  if (isRequired(rules) || domainValueOf(field)?.isIdentity) return false;
  if (field.fieldKind === 'list') return !readRules(rules, whereOf(field), listRules).has('min_items');
  if (field.fieldKind === 'map') return !readRules(rules, whereOf(field), mapRules).has('min_pairs');
  if (field.fieldKind === 'message' || field.presence === 1) return true;
  return valuesOf(field).zeroAllowed;
}

/** Cases of a scalar or enum field. */
export function valuesOf(field: DescField & { fieldKind: 'scalar' | 'enum' }): ValueCases {
  const seed = domainValueOf(field)?.seed;
  return field.fieldKind === 'enum'
    ? enumCases(field.enum, rulesOf(field), whereOf(field), seed)
    : scalarCases(field.scalar, rulesOf(field), whereOf(field), seed);
}

/** Every field set; of a oneof, the first member. */
export function fullMessage(descriptor: DescMessage, index = 0, open: readonly DescMessage[] = []): AnyMessage {
  if (isLibraryMessage(descriptor)) return libraryMessage(descriptor, index);
  const message = create(descriptor);
  const reflected = reflect(descriptor, message);
  for (const field of descriptor.fields) {
    if (field.oneof && field.oneof.fields[0] !== field) continue;
    // A message inside itself ends here.
    if ('message' in field && field.message && [...open, descriptor].includes(field.message)) continue;
    fill(reflected, field, index, [...open, descriptor]);
  }
  return message;
}

/** Only what the rules ask for. @throws Error when no single field makes a message-level rule content. */
export function minimalMessage(descriptor: DescMessage, index = 0): AnyMessage {
  const message = create(descriptor);
  const reflected = reflect(descriptor, message);
  for (const field of descriptor.fields) {
    if (mayBeAbsent(field)) continue;
    if (field.fieldKind === 'message') reflected.set(field, reflect(field.message, minimalMessage(field.message)));
    else if (field.fieldKind === 'list' && field.message) addItems(reflected, field, leastItems(field), minimalMessage);
    else fill(reflected, field, index, [descriptor]);
  }
  const content = [message, ...descriptor.fields.map((field) => withSeed(descriptor, message, field))].find(
    (candidate) => brokenMessageRules(descriptor, candidate).length === 0,
  );
  if (!content) throw unknownRule('on the message, which no single field satisfies', descriptor.typeName);
  return content;
}

function leastItems(field: DescField): number {
  return Number(readRules(rulesOf(field), whereOf(field), listRules).get('min_items') ?? 0);
}

/** A copy of the message with one field set to its seed. */
export function withSeed(descriptor: DescMessage, message: AnyMessage, field: DescField): AnyMessage {
  const copy = copyOf(descriptor, message);
  fill(reflect(descriptor, copy), field, 0, [descriptor]);
  return copy;
}

/** A copy of the message in which `change` has been made. */
export function changed(
  descriptor: DescMessage,
  message: AnyMessage,
  change: (copy: ReflectMessage) => void,
): AnyMessage {
  const copy = copyOf(descriptor, message);
  change(reflect(descriptor, copy));
  return copy;
}

function copyOf(descriptor: DescMessage, message: AnyMessage): AnyMessage {
  const copy = create(descriptor);
  const [from, to] = [reflect(descriptor, message), reflect(descriptor, copy)];
  for (const field of descriptor.fields) {
    if (!from.isSet(field)) continue;
    if (field.fieldKind === 'list') for (const item of from.get(field)) to.get(field).add(item);
    else if (field.fieldKind === 'map') for (const [key, value] of from.get(field)) to.get(field).set(key, value);
    else to.set(field, from.get(field));
  }
  return copy;
}

/** Ids of the message's own rules (CEL) that it breaks; rules of its fields are not looked at. */
export function brokenMessageRules(descriptor: DescMessage, message: AnyMessage): string[] {
  const own = messageRulesOf(descriptor).cel.map((rule) => rule.id ?? '');
  const result = validator.validate(descriptor, message);
  if (result.kind === 'error') throw result.error;
  if (result.kind === 'valid') return [];
  return result.violations
    .filter((violation) => violation.field.length === 0 && own.includes(violation.ruleId))
    .map((violation) => violation.ruleId);
}

function fill(message: ReflectMessage, field: DescField, index: number, open: readonly DescMessage[]): void {
  const seed = domainValueOf(field)?.seed;
  if (field.fieldKind === 'message') {
    readRules(rulesOf(field), whereOf(field), []);
    message.set(field, reflect(field.message, fullMessage(field.message, index, open)));
  } else if (field.fieldKind === 'list') {
    const rules = readRules(rulesOf(field), whereOf(field), listRules);
    const count = Math.max(leastItems(field), Math.min(2, Number(rules.get('max_items') ?? 2)));
    addItems(message, field, count, (descriptor, item) => fullMessage(descriptor, item, open));
  } else if (field.fieldKind === 'map') {
    readRules(rulesOf(field), whereOf(field), mapRules);
    const entries = (seed?.(index) as Map<string, Value> | undefined) ?? mapEntries(field, 2, index);
    for (const [key, value] of entries) {
      message.get(field).set(key, field.message ? reflect(field.message, value as AnyMessage) : value);
    }
  } else {
    message.set(field, valuesOf(field).seed(index));
  }
}

export type ListField = DescField & { fieldKind: 'list' };
export type MapField = DescField & { fieldKind: 'map' };

/** Cases of the items of a list of scalars or enums, or of a map's values; null for messages. */
export function itemValues(field: ListField | MapField): ValueCases | null {
  const rules = readRules(rulesOf(field), whereOf(field), field.fieldKind === 'list' ? listRules : mapRules);
  const own = rules.get(field.fieldKind === 'list' ? 'items' : 'values') as ReflectMessage | undefined;
  const fieldRules = own?.message as FieldRules | undefined;
  const where = `${whereOf(field)} (items)`;
  if (field.message) {
    if (isRequired(fieldRules)) throw unknownRule('required', where);
    readRules(fieldRules, where, []);
    return null;
  }
  return field.enum ? enumCases(field.enum, fieldRules, where) : scalarCases(field.scalar!, fieldRules, where);
}

export function keyValues(field: MapField): ValueCases {
  const rules = readRules(rulesOf(field), whereOf(field), mapRules);
  const keys = rules.get('keys') as ReflectMessage | undefined;
  return scalarCases(field.mapKey, keys?.message as FieldRules | undefined, `${whereOf(field)} (keys)`);
}

export function addItems(
  message: ReflectMessage,
  field: ListField,
  count: number,
  itemOf: (descriptor: DescMessage, index: number) => AnyMessage,
): void {
  const values = itemValues(field);
  for (let index = 0; index < count; index += 1) {
    if (values) message.get(field).add(values.seed(index));
    else message.get(field).add(reflect(field.message!, itemOf(field.message!, index)));
  }
}

/** @returns `count` entries with different keys. */
export function mapEntries(field: MapField, count: number, index = 0): Map<unknown, unknown> {
  const [keys, values] = [keyValues(field), itemValues(field)];
  const entries = new Map<unknown, unknown>();
  for (let entry = 0; entry < count; entry += 1) {
    const value = values ? values.seed(index + entry) : fullMessage(field.message!, index + entry);
    entries.set(keys.seed(entry), value);
  }
  if (entries.size !== count) throw unknownRule('keys, of which there are too few', whereOf(field));
  return entries;
}

export function isLibraryMessage(descriptor: DescMessage): boolean {
  return descriptor.typeName.startsWith('google.protobuf.');
}

function libraryMessage(descriptor: DescMessage, index: number): AnyMessage {
  if (descriptor.typeName !== ValueSchema.typeName) throw unknownRule('no seed', descriptor.typeName);
  return create(descriptor as typeof ValueSchema, { kind: { case: 'numberValue', value: index } });
}
