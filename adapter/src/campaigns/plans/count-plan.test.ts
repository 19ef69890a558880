/** Counts of a campaign at work are shared and kept; others are counted each time. */
import { describe, expect, it } from 'vitest';
import type { Statements } from '../../db/database.ts';
import type { StoredPlan } from '../../db/plans/find-plan.ts';
import { createPlanCounter, type PlanCounts } from './count-plan.ts';

const database = {} as Statements;
const planOf = (state: StoredPlan['state']) => ({ id: 'plan', state }) as StoredPlan;

function setUp(tookMs = 0) {
  let nowMs = 0;
  let countedTimes = 0;
  const counter = createPlanCounter({ nowMs: () => nowMs }, async () => {
    countedTimes += 1;
    nowMs += tookMs;
    return { answers: [], members: [], rowsPrepared: countedTimes } satisfies PlanCounts;
  });
  const look = async (state: StoredPlan['state']) => (await counter(database, planOf(state), 0)).rowsPrepared;
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { look, pass };
}

describe('createPlanCounter', () => {
  it('counts a campaign at work once a second for all who ask', async () => {
    const { look, pass } = setUp();
    expect(await Promise.all([look('running'), look('running')])).toEqual([1, 1]);
    pass(999);
    expect(await look('running')).toBe(1);
    pass(1);
    expect(await look('running')).toBe(2);
  });

  it('keeps what took long for longer', async () => {
    const { look, pass } = setUp(500);
    expect(await look('running')).toBe(1);
    pass(4999);
    expect(await look('running')).toBe(1);
    pass(1);
    expect(await look('running')).toBe(2);
  });

  it('counts anew what is not at work', async () => {
    const { look } = setUp();
    expect([await look('running'), await look('paused'), await look('finished')]).toEqual([1, 2, 3]);
  });
});
