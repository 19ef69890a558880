/** What commands of insight say when arguments or a file are wrong: exit code 2; other errors are bugs and stay. */
import { RequestError } from '../../adapter/src/errors.ts';
import { report } from '../report.ts';

export class UsageError extends Error {}

/** @returns the exit code. @throws what is not the caller's mistake. */
export function explainInsightError(error: unknown): number {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const isFile = ['ENOENT', 'EISDIR', 'EACCES'].includes(code);
  const isUsage = error instanceof UsageError || error instanceof RequestError || code.startsWith('ERR_PARSE_ARGS');
  if (!isFile && !isUsage) throw error;
  report(message);
  const problems = error instanceof RequestError ? (error.problems ?? []) : [];
  for (const { field, limit, given } of problems) report(`${field}: must be ${limit}; got ${given}`);
  return 2;
}
