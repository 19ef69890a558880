/**
 * The adapter's error list: `kind` is the slug that goes out, labels the metric and stands in the log; the table maps it
 * to the HTTP status. Messages say the limit and the kind of value that came, never a client's own data.
 */
export const requestErrorStatuses = {
  broken_json: 400,
  broken_request: 400,
  unauthorized: 401,
  forbidden: 403,
  user_blocked: 403,
  own_wording: 403,
  csrf_token_wrong: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  request_in_progress: 409,
  revision_conflict: 409,
  thread_exists: 409,
  thread_retired: 409,
  no_terms_in_force: 409,
  interview_over: 409,
  interview_conflict: 409,
  consent_required: 409,
  name_taken: 409,
  own_account: 409,
  last_administrator: 409,
  model_exists: 409,
  model_without_product: 409,
  inbox_off: 409,
  campaign_state: 409,
  campaign_not_approved: 409,
  own_campaign: 403,
  version_conflict: 412,
  body_too_large: 413,
  unsupported_media_type: 415,
  no_clients: 422,
  too_many_clients: 422,
  unknown_product: 422,
  unknown_channel: 422,
  invalid_request: 422,
  idempotency_key_reused: 422,
  refused_by_engine: 422,
  unlawful_terms: 422,
  invalid_import: 422,
  wrong_clients_file: 422,
  invalid_thread: 422,
  version_required: 428,
  rate_limited: 429,
  internal: 500,
  database_unavailable: 503,
  inference_unavailable: 503,
  overloaded: 503,
  draining: 503,
} as const satisfies Record<string, number>;

export type RequestErrorKind = keyof typeof requestErrorStatuses;

/** Errors of one client; the others are answered. The server adds its own kinds (invalid_feature …). */
export const clientErrorKinds = [
  'invalid_client',
  'invalid_client_id',
  'duplicate_client_id',
  'invalid_features',
  'invalid_recent_threads',
  'invalid_contact',
  'deadline_exceeded',
  'inference_unavailable',
  'overloaded',
  'not_stored',
  'internal',
] as const;
export type ClientErrorKind = (typeof clientErrorKinds)[number];

/** Kinds that a later try may answer: the same idempotency key asks these clients again. */
export const retryableClientErrorKinds: readonly string[] = [
  'deadline_exceeded',
  'inference_unavailable',
  'overloaded',
  'not_stored',
  'internal',
];

export interface FieldProblem {
  /** Path in the request's JSON, for example "clients[3].features". */
  readonly field: string;
  /** The limit, in words. */
  readonly limit: string;
  /** The kind of value that came, never the value. */
  readonly given: string;
}

export interface RequestErrorOptions extends Partial<FieldProblem> {
  readonly retryAfterS?: number;
  /** Every mistake, where more than one can be told. */
  readonly problems?: readonly FieldProblem[];
  /** What is there now, where the caller changed something older. */
  readonly current?: object;
  readonly cause?: unknown;
}

/** A refusal of a whole request. Bugs throw other errors and go out as "internal error". */
export class RequestError extends Error {
  readonly kind: RequestErrorKind;
  readonly field: string;
  readonly limit: string;
  readonly given: string;
  readonly retryAfterS: number | null;
  readonly problems: readonly FieldProblem[] | null;
  readonly current: object | null;

  constructor(kind: RequestErrorKind, message: string, options: RequestErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'RequestError';
    this.kind = kind;
    this.field = options.field ?? '';
    this.limit = options.limit ?? '';
    this.given = options.given ?? '';
    this.retryAfterS = options.retryAfterS ?? null;
    this.problems = options.problems ?? null;
    this.current = options.current ?? null;
  }

  get status(): number {
    return requestErrorStatuses[this.kind];
  }
}

/** Names the kind of a value for a message: "text of 12 characters", never the value itself. */
export function describeKind(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `text of ${value.length} character${value.length === 1 ? '' : 's'}`;
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'number') return Number.isInteger(value) ? 'whole number' : 'fractional number';
  if (Array.isArray(value)) return `list of ${value.length} item${value.length === 1 ? '' : 's'}`;
  return 'object';
}

/** The caller closed the connection before the end: nobody is left to be told. */
export class ClientLeftError extends Error {
  constructor() {
    super('the caller left');
    this.name = 'ClientLeftError';
  }
}
