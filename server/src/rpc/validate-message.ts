/**
 * Enforces the field rules that stand in the proto (protovalidate) before anything else reads a request: a message that
 * passes here has all it requires, within all its bounds. One violation gives the field's path, the limit in words and
 * the kind of value that came, never the value.
 */
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { isReflectList, isReflectMap, isReflectMessage, type Path, reflect } from '@bufbuild/protobuf/reflect';
import { createValidator, type Violation } from '@bufbuild/protovalidate';
import { type FieldViolation, RequestError } from '../domain/errors.ts';
import { describeValue } from './describe-value.ts';

const validator = createValidator();

/** @throws RequestError invalid_argument with one violation a broken rule. */
export function assertValid<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): void {
  const result = validator.validate(schema, message);
  if (result.kind === 'valid') return;
  if (result.kind === 'error') throw result.error;
  const violations = result.violations.map((violation) => toFieldViolation(schema, message, violation));
  throw invalidArgument(violations);
}

/** The error of a request whose fields are wrong; its message names the first, and how many more there are. */
export function invalidArgument(violations: readonly FieldViolation[]): RequestError {
  const first = violations[0]!;
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : '';
  return new RequestError('invalid_argument', `${first.message}${more}`, violations);
}

export function violationOf(field: string, limit: string, given: string): FieldViolation {
  return { field, limit, given, message: `${field}: ${limit}; given: ${given}` };
}

function toFieldViolation<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  violation: Violation,
): FieldViolation {
  const field = fieldPath(violation.field);
  const given = violation.forKey
    ? describeValue(keyOf(violation.field))
    : describeValue(valueAt(reflect(schema, message), violation.field));
  return violationOf(violation.forKey ? `${field} (key)` : field, limitInWords(violation), given);
}

function limitInWords(violation: Violation): string {
  const last = violation.field.at(-1);
  if (violation.ruleId === 'enum.defined_only' && last?.kind === 'field' && last.enum) {
    return `must be one of ${last.enum.values.map((value) => value.name).join(', ')}`;
  }
  return violation.message;
}

/** Path in proto names. A map key is caller's text: printed only when it looks like a feature's name. */
export function fieldPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (segment.kind === 'list_sub') text += `[${segment.index}]`;
    else if (segment.kind === 'map_sub') text += isPlainName(segment.key) ? `.${segment.key}` : '[…]';
    else if (segment.kind === 'field' || segment.kind === 'oneof') text += `${text && '.'}${segment.name}`;
    else text += `[${segment.typeName}]`;
  }
  return text;
}

export function isPlainName(key: unknown): key is string {
  return typeof key === 'string' && /^[a-z][a-z0-9_]{0,63}$/i.test(key);
}

function keyOf(path: Path): unknown {
  const last = path.at(-1);
  return last?.kind === 'map_sub' ? last.key : undefined;
}

/** Walks a reflected message along the path; undefined where nothing stands. */
function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const segment of path) {
    if (segment.kind === 'list_sub' && isReflectList(value)) value = value.get(segment.index);
    else if (segment.kind === 'map_sub' && isReflectMap(value)) value = value.get(segment.key);
    else if (segment.kind === 'field' && isReflectMessage(value)) {
      const absent = segment.fieldKind === 'message' && !value.isSet(segment);
      value = absent ? undefined : value.get(segment);
    } else return value;
  }
  return value;
}
