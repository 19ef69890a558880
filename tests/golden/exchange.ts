/**
 * A golden exchange: one request of one RPC and what comes back, as proto JSON. What differs from run to run (times) or
 * with every change of data and code (hashes, versions) is held as a marker of its type.
 *
 * The comparison is plain equality: the answer is first written with the same markers, and a value that is not of its
 * marker's type is an error of its own.
 */
import { fromJson, type JsonObject, type JsonValue, toJson } from '@bufbuild/protobuf';
import { GenerationService } from '@offerwright/proto/marketing/v1/generation_pb';
import type { CallableMethod, WireClient, WireOutcome } from '../contract/generated/wire-clients.ts';

export interface Exchange {
  /** What it shows, for readers. */
  readonly about: string;
  /** Name of the RPC, for example "CheckText". */
  readonly rpc: string;
  readonly request: JsonObject;
  /** Absent in a new file, until UPDATE_GOLDEN=1 writes it. */
  readonly answer?: JsonValue;
}

const markers = {
  '<milliseconds>': (value: JsonValue) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  '<hash>': (value: JsonValue) => typeof value === 'string' && /^([0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{64})$/.test(value),
  '<version>': (value: JsonValue) => typeof value === 'string' && /^[\w.+-]{1,64}$/.test(value),
  '<count>': (value: JsonValue) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
} as const;
type Marker = keyof typeof markers;

/** By JSON name. An empty hash or version says that there is none: it stays. */
export const volatileFields: Readonly<Record<string, Marker>> = {
  queueMs: '<milliseconds>',
  prepareMs: '<milliseconds>',
  generateMs: '<milliseconds>',
  checkMs: '<milliseconds>',
  totalMs: '<milliseconds>',
  modelSha256: '<hash>',
  adapterSha256: '<hash>',
  copybookHash: '<hash>',
  grammarHash: '<hash>',
  ruleSetHash: '<hash>',
  ruleSetVersion: '<version>',
  promptVersion: '<version>',
  grammarVersion: '<version>',
  serverVersion: '<version>',
  // Depends on what the slot's last prompt shared with this one.
  tokensEvaluated: '<count>',
  threadsCount: '<count>',
  variantsCount: '<count>',
};

export function methodOf(exchange: Exchange): CallableMethod {
  const method = GenerationService.methods.find(({ name }) => name === exchange.rpc);
  if (!method) throw new Error(`no RPC ${exchange.rpc}`);
  return method as CallableMethod;
}

/** Sends the request and returns the answer with markers. */
export async function replay(client: WireClient, exchange: Exchange): Promise<JsonValue> {
  const method = methodOf(exchange);
  const outcome = await client.call(method, fromJson(method.input, exchange.request));
  return withMarkers(toAnswer(method, outcome));
}

function toAnswer(method: CallableMethod, outcome: WireOutcome): JsonValue {
  if (outcome.kind === 'refused') {
    const { code, reason, message, violations } = outcome;
    return { error: { code, reason, message, violations: violations.map((violation) => ({ ...violation })) } };
  }
  const messages = outcome.responses.map((message) => toJson(method.output, message, { alwaysEmitImplicit: true }));
  // A batch answers in the order in which its clients finish.
  const indexOf = (message: JsonValue): number => Number((message as JsonObject).index ?? 0);
  return method.methodKind === 'unary'
    ? { message: messages[0]! }
    : { messages: messages.sort((one, other) => indexOf(one) - indexOf(other)) };
}

/** @throws Error when the value of a volatile field is not of its type. */
export function withMarkers(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withMarkers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const marker = volatileFields[name];
      if (!marker || inner === '') return [name, withMarkers(inner)];
      if (!markers[marker](inner)) throw new Error(`${name} must be ${marker}, is ${JSON.stringify(inner)}`);
      return [name, marker];
    }),
  );
}
