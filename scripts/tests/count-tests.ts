/** Counts for the closing line of tests and checks: "N passed, N failed". */
import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const resultsSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/**
 * Reads vitest's JSON results. A file that failed before its tests ran counts as one failure, and so does a run that
 * ended badly with none counted (an unhandled error, or no results at all): it must never read as passed.
 *
 * @param results Undefined when vitest wrote none.
 * @param exitCode Vitest's.
 */
export function countTests(results: string | undefined, exitCode: number): Counts {
  if (results === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const run = resultsSchema.parse(JSON.parse(results));
  const brokenFiles = run.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = run.numFailedTests + brokenFiles.length;
  return {
    passed: run.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: run.numPendingTests + run.numTodoTests,
  };
}

export function describeCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
