/**
 * Descriptors → contract cases: for every RPC the minimal and the full request, each field absent, the values on every
 * bound, and for every rule one request that breaks it and nothing else, with the field the refusal must name.
 *
 * A request that breaks a rule is the full one with a single change, so that exactly one violation is right. Nothing
 * here knows a field by name (domain-values.ts has the few values that mean something to the service): a new field or
 * rule makes new cases, and a rule of an unknown kind throws.
 */
import type { DescField, DescMessage, DescMethod, DescService } from '@bufbuild/protobuf';
import { type Path, reflect } from '@bufbuild/protobuf/reflect';
import {
  type AnyMessage,
  changed,
  fullMessage,
  isLibraryMessage,
  itemValues,
  keyValues,
  type ListField,
  listRules,
  type MapField,
  mapEntries,
  mapRules,
  minimalMessage,
  rulesOf,
  valuesOf,
  whereOf,
} from './build-message.ts';
import { accepted, breaks, type ContractCase, type Place, refusedByService, type Sink } from './contract-case.ts';
import { deriveMessageRules, derivePresence } from './derive-message-rules.ts';
import { assertDomainValuesExist, domainValueOf } from './domain-values.ts';
import { fieldName } from './field-name.ts';
import { readRules, unknownRule } from './rule-values.ts';
import type { CallableMethod } from './wire-clients.ts';

/** @throws Error for a rule of an unknown kind. */
export function deriveCases(service: DescService): ContractCase[] {
  assertDomainValuesExist(service.methods.flatMap((method) => messagesIn(method.input)));
  return service.methods.flatMap((declared) => {
    const method = callable(declared);
    const cases: ContractCase[] = [];
    const add: Sink = (label, request, expected) =>
      cases.push({ name: `${method.name}: ${label}`, method, request, expected });
    add('minimal request', minimalMessage(method.input), accepted);
    add('full request', fullMessage(method.input), accepted);
    deriveMessage(method.input, { path: [], embed: (message) => message, open: [] }, add);
    return cases;
  });
}

function callable(method: DescMethod): CallableMethod {
  if (method.methodKind !== 'bidi_streaming') return method as CallableMethod;
  throw new Error(`derive-cases: ${method.name} is ${method.methodKind}: teach derive-cases.ts`);
}

/** The message and all messages it holds. */
export function messagesIn(root: DescMessage, seen = new Set<DescMessage>()): DescMessage[] {
  if (seen.has(root) || isLibraryMessage(root)) return [];
  seen.add(root);
  return [root, ...root.fields.flatMap((field) => (field.message ? messagesIn(field.message, seen) : []))];
}

function deriveMessage(descriptor: DescMessage, place: Place, add: Sink): void {
  if (isLibraryMessage(descriptor) || place.open.includes(descriptor)) return;
  deriveMessageRules(descriptor, place, add);
  if (descriptor.oneofs.length > 0) throw unknownRule('a oneof', descriptor.typeName);
  const inside: Place = { ...place, open: [...place.open, descriptor] };
  for (const field of descriptor.fields) {
    derivePresence(descriptor, field, inside, add);
    if (field.fieldKind === 'message') deriveMessageField(descriptor, field, inside, add);
    else if (field.fieldKind === 'list') deriveList(descriptor, field, inside, add);
    else if (field.fieldKind === 'map') deriveMap(descriptor, field, inside, add);
    else deriveValue(descriptor, field, inside, add);
  }
}

function deriveValue(
  descriptor: DescMessage,
  field: DescField & { fieldKind: 'scalar' | 'enum' },
  place: Place,
  add: Sink,
): void {
  const path = [...place.path, field];
  const name = fieldName(path, false);
  const request = (value: unknown): AnyMessage =>
    place.embed(changed(descriptor, fullMessage(descriptor), (copy) => copy.set(field, value)));
  const { valid, violations } = valuesOf(field);
  const domainValue = domainValueOf(field);
  for (const { label, value } of valid) {
    const refusal = domainValue?.refusalOf?.(value);
    add(`${name} ${label}`, request(value), refusal ? refusedByService(place.path, refusal) : accepted);
  }
  if (domainValue?.refusedAlone) {
    const { value, absent, refusal } = domainValue.refusedAlone;
    const alone = changed(descriptor, fullMessage(descriptor), (copy) => {
      for (const other of descriptor.fields) if (absent.includes(other.name)) copy.clear(other);
      copy.set(field, value);
    });
    add(`${name} ${value} alone`, place.embed(alone), refusedByService(place.path, refusal));
  }
  for (const { label, value, rule } of violations) {
    add(`${name} ${label} breaks ${rule}`, request(value), breaks(path, rule));
  }
}

function deriveMessageField(
  descriptor: DescMessage,
  field: DescField & { fieldKind: 'message' },
  place: Place,
  add: Sink,
): void {
  readRules(rulesOf(field), whereOf(field), []);
  const embed = (child: AnyMessage): AnyMessage =>
    place.embed(changed(descriptor, fullMessage(descriptor), (copy) => copy.set(field, reflect(field.message, child))));
  deriveMessage(field.message, { path: [...place.path, field], embed, open: place.open }, add);
}

function deriveList(descriptor: DescMessage, field: ListField, place: Place, add: Sink): void {
  const path = [...place.path, field];
  const name = fieldName(path, false);
  const rules = readRules(rulesOf(field), whereOf(field), listRules);
  const values = itemValues(field);
  const itemOf = (index: number): unknown =>
    values ? values.seed(index) : reflect(field.message!, minimalMessage(field.message!, index));
  const request = (items: readonly unknown[]): AnyMessage =>
    place.embed(
      changed(descriptor, fullMessage(descriptor), (copy) => {
        copy.get(field).clear();
        for (const item of items) copy.get(field).add(item);
      }),
    );
  deriveSizes(
    { name, path, unit: 'items', rules },
    (count) => request(Array.from({ length: count }, (_, index) => itemOf(index))),
    add,
  );

  // The second of two items, so that the index is seen to be right; the first has another identity.
  const index = rules.get('max_items') === 1n ? 0 : 1;
  const itemPath: Path = [...path, { kind: 'list_sub', index }];
  const withItem = (item: unknown): AnyMessage => request([...(index === 1 ? [itemOf(1)] : []), item]);
  if (!values) {
    const embed = (child: AnyMessage): AnyMessage => withItem(reflect(field.message!, child));
    deriveMessage(field.message!, { path: itemPath, embed, open: place.open }, add);
    return;
  }
  const itemName = fieldName(itemPath, false);
  for (const { label, value } of values.valid) add(`${itemName} ${label}`, withItem(value), accepted);
  for (const { label, value, rule } of values.violations) {
    add(`${itemName} ${label} breaks ${rule}`, withItem(value), breaks(itemPath, rule));
  }
}

function deriveMap(descriptor: DescMessage, field: MapField, place: Place, add: Sink): void {
  const path = [...place.path, field];
  const name = fieldName(path, false);
  const rules = readRules(rulesOf(field), whereOf(field), mapRules);
  const keys = keyValues(field);
  const values = itemValues(field);
  const [[seedKey, seedValue] = []] = mapEntries(field, 1);
  const request = (entries: Iterable<readonly [unknown, unknown]>): AnyMessage =>
    place.embed(
      changed(descriptor, fullMessage(descriptor), (copy) => {
        copy.get(field).clear();
        for (const [key, value] of entries) {
          copy.get(field).set(key, field.message ? reflect(field.message, value as AnyMessage) : value);
        }
      }),
    );
  deriveSizes({ name, path, unit: 'pairs', rules }, (count) => request(mapEntries(field, count)), add);
  for (const { label, value } of keys.valid) add(`${name} key ${label}`, request([[value, seedValue]]), accepted);
  for (const { label, value, rule } of keys.violations) {
    const keyPath: Path = [...path, { kind: 'map_sub', key: value as string }];
    add(`${name} key ${label} breaks ${rule}`, request([[value, seedValue]]), breaks(keyPath, rule, true));
  }
  const valuePath: Path = [...path, { kind: 'map_sub', key: seedKey as string }];
  if (!values) {
    const embed = (child: AnyMessage): AnyMessage => request([[seedKey, child]]);
    deriveMessage(field.message!, { path: valuePath, embed, open: place.open }, add);
    return;
  }
  for (const { label, value } of values.valid) add(`${name} value ${label}`, request([[seedKey, value]]), accepted);
  for (const { label, value, rule } of values.violations) {
    add(`${name} value ${label} breaks ${rule}`, request([[seedKey, value]]), breaks(valuePath, rule));
  }
}

interface SizedField {
  readonly name: string;
  readonly path: Path;
  readonly unit: 'items' | 'pairs';
  readonly rules: Map<string, unknown>;
}

function deriveSizes(sized: SizedField, request: (count: number) => AnyMessage, add: Sink): void {
  const { name, path, unit, rules } = sized;
  const min = Number(rules.get(`min_${unit}`) ?? 0);
  add(`${name} of ${min} ${unit}`, request(min), accepted);
  if (min > 0) {
    add(`${name} of ${min - 1} ${unit} breaks min_${unit}`, request(min - 1), breaks(path, `min_${unit}`));
  }
  if (!rules.has(`max_${unit}`)) return;
  const max = Number(rules.get(`max_${unit}`));
  add(`${name} of ${max} ${unit}`, request(max), accepted);
  add(`${name} of ${max + 1} ${unit} breaks max_${unit}`, request(max + 1), breaks(path, `max_${unit}`));
}
