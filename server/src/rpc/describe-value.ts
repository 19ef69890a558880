/** Says what kind of value came, for error messages: never the value itself, which may be a client's. */
import { isReflectList, isReflectMap, isReflectMessage } from '@bufbuild/protobuf/reflect';

/**
 * @param value a scalar, or a reflected message, list or map of protobuf-es; undefined where nothing stands.
 * @returns for example "text of 12 characters", "list of 3 items", "nothing".
 */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return value === '' ? 'empty text' : `text of ${[...value].length} characters`;
  if (typeof value === 'bigint') return 'an integer out of that range';
  if (typeof value === 'number') return Number.isNaN(value) ? 'not a number' : 'a number out of that range';
  if (isReflectList(value)) return `list of ${value.size} items`;
  if (isReflectMap(value)) return `map of ${value.size} entries`;
  if (isReflectMessage(value))
    return value.desc.fields.some((field) => value.isSet(field)) ? 'a message' : 'empty message';
  return typeof value;
}
