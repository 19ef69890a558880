/** A source could not give the file: the next one is tried. The message is for the person. */
export class SourceError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SourceError';
  }
}

/** The last cause of an error, in a few words: fetch hides what happened behind "fetch failed". */
export function describeCause(error: unknown): string {
  let cause = error;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  return code === null || cause.message.includes(code) ? cause.message : `${code}: ${cause.message}`;
}
