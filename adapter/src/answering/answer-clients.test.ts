import { describe, expect, it } from 'vitest';
import { remainingMs } from './answer-clients.ts';
import type { AskedRequest } from './command.ts';

function asked(answerWithinMs: number, clientsCount: number): AskedRequest {
  return {
    arrivedAtMs: 1000,
    order: { options: { answer_within_ms: answerWithinMs } },
    waiting: Array.from({ length: clientsCount }),
  } as unknown as AskedRequest;
}

describe('remainingMs', () => {
  it('takes what has passed and the time for storing off the budget', () => {
    expect(remainingMs(asked(2000, 1), 1000)).toBe(1879);
    expect(remainingMs(asked(2000, 1), 1300)).toBe(1579);
    expect(remainingMs(asked(2000, 1000), 1300)).toBe(1380);
  });

  it('never asks the server for less than the contract allows', () => {
    expect(remainingMs(asked(50, 1), 1000)).toBe(50);
    expect(remainingMs(asked(2000, 1), 9000)).toBe(50);
  });
});
