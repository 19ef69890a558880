/** What the adapter refused, as it said it: kind, field, limit, what came. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 when the service could not be reached. */
  readonly status: number;
  readonly kind: string;
  readonly field: string | null;
  readonly requestId: string | null;
  /** The whole body, for refusals that carry more (the current version of an edited record, for example). */
  readonly body: unknown;

  constructor(
    status: number,
    kind: string,
    message: string,
    rest: Partial<Pick<ApiError, 'field' | 'requestId' | 'body'>> = {},
  ) {
    super(message);
    this.status = status;
    this.kind = kind;
    this.field = rest.field ?? null;
    this.requestId = rest.requestId ?? null;
    this.body = rest.body ?? null;
  }
}
