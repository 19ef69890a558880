/**
 * One table maps kind → RPC code (domain/errors.ts `errorKinds`); this file turns any thrown value into the error that
 * goes out. `ConnectError` is the neutral form: Connect sends it as it is, grpc-server.ts packs it into a
 * google.rpc.Status. A value that is no refusal of ours is a bug: it goes out as "internal error", its cause to the log.
 */
import { Code, ConnectError } from '@connectrpc/connect';
import { BadRequestSchema, ErrorInfoSchema } from '@offerwright/proto/google/rpc/error_details_pb';
import { type ErrorKind, errorKinds, type FieldViolation, RequestError } from '../domain/errors.ts';

/** Who defines the reasons in google.rpc.ErrorInfo. */
export const errorDomain = 'offerwright';
/** What is sent of an error's violations: trailers are headers, and peers bound those to 8 or 16 KB. */
export const violationsSentMax = 16;
const violationCharsMax = 600;
const violationsCharsMax = 2400;

export interface MappedError {
  readonly kind: ErrorKind;
  readonly error: ConnectError;
  /** Set for bugs only: what to log. */
  readonly cause: unknown;
}

/**
 * @param signal of the call: an abort that it caused is the caller's leaving, not a bug.
 * @param deadlinePassed whether the caller's own deadline is over.
 */
export function mapError(thrown: unknown, signal: AbortSignal, deadlinePassed: boolean): MappedError {
  if (thrown instanceof RequestError) {
    return { kind: thrown.kind, error: toConnectError(thrown), cause: null };
  }
  if (signal.aborted && isAbort(thrown, signal)) {
    const kind = deadlinePassed ? 'deadline_exceeded' : 'cancelled';
    const message = deadlinePassed ? 'the deadline of the call has passed' : 'the call was cancelled';
    return { kind, error: toConnectError(new RequestError(kind, message)), cause: null };
  }
  return { kind: 'internal', error: toConnectError(new RequestError('internal', 'internal error')), cause: thrown };
}

/** The description of a violation in google.rpc.BadRequest: "limit; given: kind of value". */
export function describeViolation(violation: FieldViolation): string {
  return bounded(`${violation.limit}; given: ${violation.given}`);
}

function toConnectError(error: RequestError): ConnectError {
  const reason = error.kind.toUpperCase();
  const first = error.violations[0];
  const metadata: Record<string, string> = { kind: error.kind };
  if (first) {
    // For callers that show one field (the REST adapter): the first violation, in parts.
    Object.assign(metadata, { field: first.field, limit: bounded(first.limit), given: bounded(first.given) });
  }
  const details: ConnectError['details'] = [
    { desc: ErrorInfoSchema, value: { reason, domain: errorDomain, metadata } },
  ];
  if (error.violations.length > 0) {
    details.push({
      desc: BadRequestSchema,
      value: {
        fieldViolations: sentViolations(error.violations).map((violation) => ({
          field: violation.field,
          description: describeViolation(violation),
          reason,
        })),
      },
    });
  }
  const mapped = new ConnectError(error.message.toWellFormed(), Code[errorKinds[error.kind]]);
  mapped.details = details;
  return mapped;
}

/** The first violations, at least one, that fit a trailer together. */
function sentViolations(violations: readonly FieldViolation[]): readonly FieldViolation[] {
  let charsLeft = violationsCharsMax;
  return violations.slice(0, violationsSentMax).filter((violation, index) => {
    charsLeft -= violation.field.length + describeViolation(violation).length;
    return index === 0 || charsLeft >= 0;
  });
}

function bounded(text: string): string {
  return text.slice(0, violationCharsMax).toWellFormed();
}

function isAbort(thrown: unknown, signal: AbortSignal): boolean {
  if (thrown === signal.reason) return true;
  if (!(thrown instanceof Error)) return false;
  return thrown.name === 'AbortError' || ('code' in thrown && thrown.code === 'ERR_STREAM_PREMATURE_CLOSE');
}
