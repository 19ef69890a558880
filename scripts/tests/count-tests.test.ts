import { describe, expect, test } from 'vitest';
import { countTests, describeCounts } from './count-tests.ts';

function results(changes: Record<string, unknown> = {}): string {
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  return JSON.stringify({ ...none, ...changes });
}

describe('countTests', () => {
  test('counts tests', () => {
    const counts = countTests(results({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1 }), 1);
    expect(describeCounts(counts)).toBe('5 passed, 2 failed, 1 skipped');
  });

  test('counts a file that did not load', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countTests(results({ numPassedTests: 5, testResults }), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  test('never calls a bad end passed', () => {
    expect(describeCounts(countTests(undefined, 0))).toBe('0 passed, 1 failed');
    expect(countTests(results({ numPassedTests: 5 }), 1).failed).toBe(1);
    expect(countTests(results({ numPassedTests: 5 }), 0).failed).toBe(0);
  });
});
