/** A contract case, and how a change deep in a message becomes one. */
import type { DescMessage } from '@bufbuild/protobuf';
import type { Path } from '@bufbuild/protobuf/reflect';
import type { AnyMessage } from './build-message.ts';
import type { DomainRefusal } from './domain-values.ts';
import { fieldName } from './field-name.ts';
import type { CallableMethod } from './wire-clients.ts';

export type Expected =
  | { readonly kind: 'accepted' }
  /** `rule` is null when the service itself, not a field rule, refuses the value. */
  | (DomainRefusal & { readonly kind: 'refused'; readonly rule: string | null });

export interface ContractCase {
  /** For example "CheckText: text of 10001 characters breaks max_len". */
  readonly name: string;
  readonly method: CallableMethod;
  readonly request: AnyMessage;
  readonly expected: Expected;
}

/** Where a message stands in the request: its path, and how a changed copy of it becomes a whole request. */
export interface Place {
  readonly path: Path;
  readonly embed: (message: AnyMessage) => AnyMessage;
  readonly open: readonly DescMessage[];
}

export type Sink = (label: string, request: AnyMessage, expected: Expected) => void;

export const accepted: Expected = { kind: 'accepted' };

/** The refusal of a request that breaks a field rule. */
export function breaks(path: Path, rule: string, forKey = false): Expected {
  const field = fieldName(path, forKey);
  return { kind: 'refused', code: 'INVALID_ARGUMENT', reason: 'INVALID_ARGUMENT', field, rule };
}

/** The refusal of a value that no field rule forbids. */
export function refusedByService(path: Path, refusal: DomainRefusal): Expected {
  const holder = fieldName(path, false);
  return { kind: 'refused', rule: null, ...refusal, field: `${holder}${holder && '.'}${refusal.field}` };
}
