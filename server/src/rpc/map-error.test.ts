import { Code } from '@connectrpc/connect';
import { BadRequestSchema, ErrorInfoSchema } from '@offerwright/proto/google/rpc/error_details_pb';
import { expect, test } from 'vitest';
import { type ErrorKind, errorKinds, RequestError } from '../domain/errors.ts';
import { toServerError } from './grpc-server.ts';
import { mapError, violationsSentMax } from './map-error.ts';
import { violationOf } from './validate-message.ts';

const quiet = new AbortController().signal;

function abortedSignal(): AbortSignal {
  const controller = new AbortController();
  controller.abort(new DOMException('the caller left', 'AbortError'));
  return controller.signal;
}

test.each(Object.keys(errorKinds) as ErrorKind[])('%s has a code of RPC and carries its slug', (kind) => {
  const { error } = mapError(new RequestError(kind, 'message'), quiet, false);
  expect(Code[error.code]).toBe(errorKinds[kind]);
  const [info] = error.findDetails(ErrorInfoSchema);
  expect(info).toMatchObject({ reason: kind.toUpperCase(), domain: 'offerwright', metadata: { kind } });
});

test('a bug goes out as "internal error", its message with it nowhere', () => {
  const mapped = mapError(new Error('client 4711 owes 300 000'), quiet, false);
  expect(mapped.kind).toBe('internal');
  expect(mapped.error.rawMessage).toBe('internal error');
  expect(JSON.stringify(mapped.error.findDetails(ErrorInfoSchema))).not.toContain('4711');
  expect(mapped.error.details).toHaveLength(1);
});

test.each([
  { deadlinePassed: false, kind: 'cancelled' },
  { deadlinePassed: true, kind: 'deadline_exceeded' },
])('an abort by the caller is $kind', ({ deadlinePassed, kind }) => {
  const signal = abortedSignal();
  expect(mapError(signal.reason, signal, deadlinePassed).kind).toBe(kind);
});

test('an abort without a caller that left is a bug', () => {
  expect(mapError(new DOMException('odd', 'AbortError'), quiet, false).kind).toBe('internal');
});

test('a request with a thousand violations keeps its trailers small and its message well-formed', () => {
  const violations = Array.from({ length: 1000 }, (_, index) =>
    violationOf(`clients[${index}].recent_thread_ids[0]`, 'предел '.repeat(100), 'broken \ud800 text'),
  );
  const { error } = mapError(new RequestError('invalid_argument', 'half \ud800 a pair', violations), quiet, false);
  const status = toServerError(error);
  expect(() => encodeURI(status.details!)).not.toThrow();
  const [bytes] = status.metadata!.get('grpc-status-details-bin');
  expect((bytes as Buffer).length).toBeLessThan(8 * 1024);
  expect(error.findDetails(BadRequestSchema)[0]?.fieldViolations.length).toBeGreaterThan(0);
});

test('ordinary violations are sent, up to their bound', () => {
  const violations = Array.from({ length: 100 }, (_, index) => violationOf(`clients[${index}].id`, 'limit', 'text'));
  const { error } = mapError(new RequestError('invalid_argument', 'message', violations), quiet, false);
  expect(error.findDetails(BadRequestSchema)[0]?.fieldViolations).toHaveLength(violationsSentMax);
});
