/** What the adapter refused, as it said it: kind, field, limit, what came. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 when the service could not be reached. */
  readonly status: number;
  readonly kind: string;
  readonly field: string | null;
  /** What it must be, as the service says it; empty where it says nothing. */
  readonly limit: string;
  readonly requestId: string | null;
  /** The whole body, for refusals that carry more (the current version of an edited record, for example). */
  readonly body: unknown;

  constructor(
    status: number,
    kind: string,
    message: string,
    rest: Partial<Pick<ApiError, 'field' | 'limit' | 'requestId' | 'body'>> = {},
  ) {
    super(message);
    this.status = status;
    this.kind = kind;
    this.field = rest.field ?? null;
    this.limit = rest.limit ?? '';
    this.requestId = rest.requestId ?? null;
    this.body = rest.body ?? null;
  }
}
