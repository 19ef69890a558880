/**
 * What a handler sees of a call, whichever transport brought it. Both transports (grpc-server.ts, connect-server.ts)
 * take `ServiceBinding`s, so every service is written once.
 */
import type {
  DescMessage,
  DescMethod,
  DescMethodBiDiStreaming,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  MessageShape,
} from '@bufbuild/protobuf';

export type PeerKind = 'grpc' | 'grpc-web' | 'connect';

export interface CallContext {
  /** Fires when the caller leaves, its deadline passes, or the server closes. */
  readonly signal: AbortSignal;
  /** Milliseconds the caller gave, counted from the call's arrival; null without a deadline. */
  readonly deadlineMs: number | null;
  /** `Clock.nowMs()` when the call came in. */
  readonly arrivedAtMs: number;
  readonly requestId: string;
  /** Counts for the call's log line (clients, answers by source, errors): numbers only, never a client's data. */
  readonly counts: Map<string, number>;
}

/** Shape of a handler by the kind of its method. */
export type Handler<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? (request: MessageShape<I>, context: CallContext) => Promise<MessageShape<O>>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? (request: MessageShape<I>, context: CallContext) => AsyncIterable<MessageShape<O>>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? (requests: AsyncIterable<MessageShape<I>>, context: CallContext) => Promise<MessageShape<O>>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? (requests: AsyncIterable<MessageShape<I>>, context: CallContext) => AsyncIterable<MessageShape<O>>
          : never;

export type Handlers<S extends DescService> = { readonly [K in keyof S['method']]: Handler<S['method'][K]> };

/** A handler whose types the binding has erased: transports speak of messages only. */
export type AnyHandler = (
  request: never,
  context: CallContext,
) => Promise<MessageShape<DescMessage>> | AsyncIterable<MessageShape<DescMessage>>;

/** Whose bound a call counts against (call-gate.ts). */
export type CallPool = 'generation' | 'operation';

export interface ServiceBinding {
  readonly service: DescService;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
  readonly pool: CallPool;
  /**
   * By method, what may refuse a request by its bytes, before it is decoded: a transport that hands out bytes calls it,
   * and the handler checks again. @throws RequestError.
   */
  readonly preflights?: Readonly<Record<string, (bytes: Uint8Array) => void>>;
}

/** Ties handlers to their service; a missing or misspelt handler does not compile. */
export function bindService<S extends DescService>(service: S, handlers: Handlers<S>, pool: CallPool): ServiceBinding {
  return { service, handlers: handlers as unknown as Record<string, AnyHandler>, pool };
}

export function addCount(context: CallContext, name: string, amount = 1): void {
  context.counts.set(name, (context.counts.get(name) ?? 0) + amount);
}
