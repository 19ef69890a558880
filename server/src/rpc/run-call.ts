/**
 * What every call goes through, whichever transport brought it: gate → handler → error table → one log line.
 * The log line holds the rpc, the kind of peer, counts, milliseconds and the code; never a client's data.
 */
import type { DescMessage, DescMethod, MessageShape } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Clock } from '../domain/clock.ts';
import { describeBug, type Log } from '../log.ts';
import type { AnyHandler, CallContext, CallPool, PeerKind } from './call.ts';
import type { CallGate } from './call-gate.ts';
import { mapError } from './map-error.ts';

type Message = MessageShape<DescMessage>;

/** What a transport knows of a call when it comes in. */
export interface IncomingCall {
  readonly method: DescMethod;
  readonly pool: CallPool;
  readonly handler: AnyHandler;
  readonly peerKind: PeerKind;
  readonly signal: AbortSignal;
  readonly deadlineMs: number | null;
  /** The header x-request-id as it came, or null. */
  readonly requestId: string | null;
}

export interface CallRunner {
  /** One answer, to one message or to a stream of them. @throws ConnectError, nothing else. */
  unary(call: IncomingCall, request: Message | AsyncIterable<Message>): Promise<Message>;
  /** @throws ConnectError, nothing else. */
  stream(call: IncomingCall, request: Message | AsyncIterable<Message>): AsyncGenerator<Message>;
}

export interface CallRunnerOptions {
  readonly clock: Clock;
  readonly gate: CallGate;
  readonly log: Log;
  /** Told of every call that has ended. */
  readonly onCall?: (rpc: string, code: string) => void;
}

const requestIdPattern = /^[\w.:-]{1,64}$/;

export function createCallRunner(options: CallRunnerOptions): CallRunner {
  const { clock, gate, log } = options;
  const bootId = clock.randomSeed().toString(16).padStart(8, '0');
  let callsCount = 0;

  function open(call: IncomingCall): CallContext {
    callsCount += 1;
    const given = call.requestId ?? '';
    return {
      signal: AbortSignal.any([call.signal, gate.closed]),
      deadlineMs: call.deadlineMs,
      arrivedAtMs: clock.nowMs(),
      requestId: requestIdPattern.test(given) ? given : `${bootId}-${callsCount}`,
      counts: new Map(),
    };
  }

  function fail(call: IncomingCall, context: CallContext, thrown: unknown): ConnectError {
    const deadlinePassed = call.deadlineMs !== null && clock.nowMs() - context.arrivedAtMs >= call.deadlineMs;
    const mapped = thrown instanceof ConnectError ? null : mapError(thrown, context.signal, deadlinePassed);
    if (mapped?.kind === 'internal') {
      log.error(
        { rpc: rpcName(call), requestId: context.requestId, error: describeBug(mapped.cause) },
        'bug in a call',
      );
    }
    return mapped ? mapped.error : (thrown as ConnectError);
  }

  function close(call: IncomingCall, context: CallContext, error: ConnectError | null): void {
    const code = error ? Code[error.code] : 'Ok';
    options.onCall?.(rpcName(call), code);
    const level = call.pool === 'operation' ? 'debug' : 'info';
    log[level](
      {
        rpc: rpcName(call),
        peer: call.peerKind,
        requestId: context.requestId,
        code,
        ms: Math.round((clock.nowMs() - context.arrivedAtMs) * 10) / 10,
        ...Object.fromEntries(context.counts),
      },
      'call',
    );
  }

  return {
    async unary(call, request) {
      const context = open(call);
      let leave: (() => void) | null = null;
      let error: ConnectError | null = null;
      try {
        leave = gate.enter(call.pool);
        return await (call.handler(request as never, context) as Promise<Message>);
      } catch (thrown) {
        error = fail(call, context, thrown);
        throw error;
      } finally {
        leave?.();
        close(call, context, error);
      }
    },
    async *stream(call, request) {
      const context = open(call);
      let leave: (() => void) | null = null;
      let error: ConnectError | null = null;
      let finished = false;
      try {
        leave = gate.enter(call.pool);
        for await (const message of call.handler(request as never, context) as AsyncIterable<Message>) {
          try {
            yield message;
          } catch {
            // connect-node throws its write error in here: the connection broke, the handler is not to blame.
            throw new ConnectError('the caller left', Code.Canceled);
          }
        }
        finished = true;
      } catch (thrown) {
        error = fail(call, context, thrown);
        throw error;
      } finally {
        leave?.();
        // A transport that stops reading early (the caller left) returns the generator: neither finished nor failed.
        close(call, context, finished || error ? error : new ConnectError('the caller left', Code.Canceled));
      }
    },
  };
}

function rpcName(call: IncomingCall): string {
  return `${call.method.parent.typeName}/${call.method.name}`;
}
