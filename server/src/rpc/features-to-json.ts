/**
 * A map of google.protobuf.Value → plain values as JSON has them. Own code, because `toJson` throws on what the wire
 * allows (a Value of no kind, NaN), and one client's odd value must not fail the others.
 */
import type { Value } from '@bufbuild/protobuf/wkt';

export type PlainValue =
  | null
  | number
  | string
  | boolean
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

export function featuresToJson(features: Readonly<Record<string, Value>>): Record<string, PlainValue> {
  // No prototype: a feature named "__proto__" is a name like any other.
  const plain: Record<string, PlainValue> = Object.create(null);
  for (const [name, value] of Object.entries(features)) plain[name] = valueToJson(value);
  return plain;
}

function valueToJson({ kind }: Value): PlainValue {
  switch (kind.case) {
    case 'numberValue':
    case 'stringValue':
    case 'boolValue':
      return kind.value;
    case 'listValue':
      return kind.value.values.map(valueToJson);
    case 'structValue':
      return featuresToJson(kind.value.fields);
    default:
      return null;
  }
}
