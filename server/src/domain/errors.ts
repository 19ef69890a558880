/**
 * The server's error list. `kind` is the slug that goes out, labels the metric and stands in the log.
 * Messages say the limit and the kind of value that came, never a client's own data.
 */
export const errorKinds = {
  invalid_argument: 'InvalidArgument',
  unknown_product: 'InvalidArgument',
  unknown_channel: 'InvalidArgument',
  engine_not_strong: 'FailedPrecondition',
  copybook_unknown: 'FailedPrecondition',
  overloaded: 'ResourceExhausted',
  draining: 'Unavailable',
  deadline_exceeded: 'DeadlineExceeded',
  cancelled: 'Canceled',
  internal: 'Internal',
} as const satisfies Record<string, string>;

export type ErrorKind = keyof typeof errorKinds;

export interface FieldViolation {
  /** Path in proto names of the request, for example "clients[3].features.age". */
  readonly field: string;
  /** The limit, in words. */
  readonly limit: string;
  /** The kind of value that came ("string of 12 characters"), never the value. */
  readonly given: string;
  readonly message: string;
}

/** A refusal of a whole request. Bugs throw other errors and go out as "internal error". */
export class RequestError extends Error {
  readonly kind: ErrorKind;
  readonly violations: readonly FieldViolation[];

  constructor(kind: ErrorKind, message: string, violations: readonly FieldViolation[] = []) {
    super(message);
    this.name = 'RequestError';
    this.kind = kind;
    this.violations = violations;
  }
}
