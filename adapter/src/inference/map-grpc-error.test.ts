import { create, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { status as GrpcCode, Metadata, type ServiceError } from '@grpc/grpc-js';
import { BadRequestSchema, ErrorInfoSchema } from '@offerwright/proto/google/rpc/error_details_pb';
import { StatusSchema } from '@offerwright/proto/google/rpc/status_pb';
import { describe, expect, it } from 'vitest';
import { isCopybookUnknown, mapGrpcError } from './map-grpc-error.ts';

function serviceError(code: number, details: Uint8Array | null = null): ServiceError {
  const metadata = new Metadata();
  if (details !== null) metadata.set('grpc-status-details-bin', Buffer.from(details));
  return Object.assign(new Error('message'), { code, details: 'what the server says', metadata });
}

describe('mapGrpcError', () => {
  it.each([
    [GrpcCode.INVALID_ARGUMENT, 'invalid_request', 422],
    [GrpcCode.FAILED_PRECONDITION, 'refused_by_engine', 422],
    [GrpcCode.RESOURCE_EXHAUSTED, 'overloaded', 503],
    [GrpcCode.UNAVAILABLE, 'inference_unavailable', 503],
    [GrpcCode.DEADLINE_EXCEEDED, 'inference_unavailable', 503],
    [GrpcCode.UNIMPLEMENTED, 'inference_unavailable', 503],
    [GrpcCode.INTERNAL, 'internal', 500],
    [GrpcCode.UNKNOWN, 'internal', 500],
    [GrpcCode.DATA_LOSS, 'internal', 500],
  ])('code %i → %s', (code, kind, status) => {
    expect(mapGrpcError(serviceError(code))).toMatchObject({ kind, status });
  });

  it('takes kind, field, limit and given from the details', () => {
    const info = create(ErrorInfoSchema, {
      reason: 'UNKNOWN_PRODUCT',
      metadata: {
        kind: 'unknown_product',
        field: 'product.code',
        limit: 'a known code',
        given: 'text of 2 characters',
      },
    });
    const details = toBinary(
      StatusSchema,
      create(StatusSchema, { code: 3, details: [anyPack(ErrorInfoSchema, info)] }),
    );
    expect(mapGrpcError(serviceError(GrpcCode.INVALID_ARGUMENT, details))).toMatchObject({
      kind: 'unknown_product',
      message: 'what the server says',
      field: 'product.code',
      limit: 'a known code',
      given: 'text of 2 characters',
    });
  });

  it('tells the refusal that loading an edition of the copybook mends', () => {
    const info = create(ErrorInfoSchema, { reason: 'COPYBOOK_UNKNOWN', metadata: { kind: 'copybook_unknown' } });
    const details = toBinary(
      StatusSchema,
      create(StatusSchema, { code: 9, details: [anyPack(ErrorInfoSchema, info)] }),
    );
    const error = serviceError(GrpcCode.FAILED_PRECONDITION, details);
    expect(isCopybookUnknown(error)).toBe(true);
    expect(mapGrpcError(error)).toMatchObject({ kind: 'inference_unavailable', status: 503 });
    expect([serviceError(GrpcCode.FAILED_PRECONDITION), new Error('bug')].map(isCopybookUnknown)).toEqual([
      false,
      false,
    ]);
  });

  it('falls back to the field violations of other servers', () => {
    const bad = create(BadRequestSchema, { fieldViolations: [{ field: 'options.seed', description: 'too big' }] });
    const details = toBinary(
      StatusSchema,
      create(StatusSchema, { code: 3, details: [anyPack(BadRequestSchema, bad)] }),
    );
    expect(mapGrpcError(serviceError(GrpcCode.INVALID_ARGUMENT, details))).toMatchObject({
      kind: 'invalid_request',
      field: 'options.seed',
      limit: 'too big',
    });
  });

  it('keeps what an internal error says to itself', () => {
    expect(mapGrpcError(serviceError(GrpcCode.INTERNAL))).toMatchObject({ message: 'internal error' });
  });

  it('leaves bugs as they are', () => {
    const bug = new TypeError('bug');
    expect(mapGrpcError(bug)).toBe(bug);
  });
});
