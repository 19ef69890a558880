/**
 * One table maps what a gRPC call fails with → the adapter's error. The server names its own kind in
 * google.rpc.ErrorInfo (reason, and kind, field, limit, given as metadata); the gRPC code decides where it does not.
 */
import { fromBinary } from '@bufbuild/protobuf';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import { status as GrpcCode, type ServiceError } from '@grpc/grpc-js';
import { BadRequestSchema, type ErrorInfo, ErrorInfoSchema } from '@offerwright/proto/google/rpc/error_details_pb';
import { StatusSchema } from '@offerwright/proto/google/rpc/status_pb';
import { RequestError, type RequestErrorKind, type RequestErrorOptions } from '../errors.ts';

const kindsByCode: Readonly<Partial<Record<number, RequestErrorKind>>> = {
  [GrpcCode.INVALID_ARGUMENT]: 'invalid_request',
  [GrpcCode.FAILED_PRECONDITION]: 'refused_by_engine',
  [GrpcCode.RESOURCE_EXHAUSTED]: 'overloaded',
  [GrpcCode.UNAVAILABLE]: 'inference_unavailable',
  [GrpcCode.DEADLINE_EXCEEDED]: 'inference_unavailable',
  [GrpcCode.UNIMPLEMENTED]: 'inference_unavailable',
  [GrpcCode.CANCELLED]: 'inference_unavailable',
};

const copybookUnknown = 'copybook_unknown';

/** Kinds of the server that the adapter tells apart within a code. */
const kindsByReason: Readonly<Record<string, RequestErrorKind>> = {
  unknown_product: 'unknown_product',
  unknown_channel: 'unknown_channel',
  engine_not_strong: 'refused_by_engine',
  // After it was loaded: another server of the cluster answered.
  [copybookUnknown]: 'inference_unavailable',
};

/** The server does not have the edition of the copybook that a request names: it is to be loaded (LoadCopybook). */
export function isCopybookUnknown(error: unknown): boolean {
  return isServiceError(error) && readDetails(error).kind === copybookUnknown;
}

/** Refusals whose message is about the request and may go out as it is; the others get a message of our own. */
const ownMessages: Readonly<Partial<Record<RequestErrorKind, string>>> = {
  overloaded: 'the inference server has no room for this request now',
  inference_unavailable: 'the inference server cannot be reached',
  internal: 'internal error',
};

export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error;
}

export function isDeadlineExceeded(error: unknown): boolean {
  return isServiceError(error) && error.code === GrpcCode.DEADLINE_EXCEEDED;
}

/** Anything that is no gRPC error is a bug and comes back as it is. */
export function mapGrpcError(error: unknown): unknown {
  if (!isServiceError(error)) return error;
  const details = readDetails(error);
  const kind = kindsByReason[details.kind] ?? kindsByCode[error.code] ?? 'internal';
  const options: RequestErrorOptions = { cause: error };
  const message = isDeadlineExceeded(error)
    ? 'the inference server did not answer in time'
    : (ownMessages[kind] ?? error.details);
  if (kind === 'overloaded' || kind === 'inference_unavailable')
    return new RequestError(kind, message, { ...options, retryAfterS: 1 });
  return new RequestError(kind, message, {
    ...options,
    field: details.field,
    limit: details.limit,
    given: details.given,
  });
}

function readDetails(error: ServiceError) {
  const found = { kind: '', field: '', limit: '', given: '' };
  const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
  if (!(bytes instanceof Uint8Array)) return found;
  for (const detail of fromBinary(StatusSchema, bytes).details) {
    const info = anyUnpack(detail, ErrorInfoSchema);
    if (info !== undefined) Object.assign(found, readInfo(info));
    const violation = anyUnpack(detail, BadRequestSchema)?.fieldViolations[0];
    if (violation !== undefined && found.field === '') {
      Object.assign(found, { field: violation.field, limit: violation.description });
    }
  }
  return found;
}

function readInfo(info: ErrorInfo) {
  const { kind = info.reason.toLowerCase(), field = '', limit = '', given = '' } = info.metadata;
  return { kind, field, limit, given };
}
