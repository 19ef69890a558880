import { describe, expect, it } from 'vitest';
import { RequestError } from '../domain/errors.ts';
import { createFakeClock } from '../domain/fake-clock.ts';
import { limits } from '../domain/limits.ts';
import { createBatchTurns } from './batch-turns.ts';

/** A clock on which each client takes so long; a turn of the event loop itself takes no time. */
function clockOf(clientMs: number) {
  const clock = createFakeClock();
  let nowMs = 0;
  return {
    ...clock,
    nowMs: () => nowMs,
    work() {
      nowMs += clientMs;
    },
  };
}

const never = () => false;

describe('batch turns', () => {
  it('begins every client once, in order', async () => {
    const clock = clockOf(1);
    const place = createBatchTurns(clock).enter(25, 1000);
    const begun: number[] = [];
    await place.run((index) => {
      clock.work();
      begun.push(index);
    }, never);
    expect(begun).toEqual(Array.from({ length: 25 }, (_, index) => index));
  });

  /** What each turn of the loop began, as a letter a client. */
  async function turnsOf(clientMs: number, batches: Readonly<Record<string, number>>): Promise<readonly string[]> {
    const clock = clockOf(clientMs);
    const turns = createBatchTurns(clock);
    const begun: string[] = [];
    const { nextTurn } = clock;
    clock.nextTurn = () => {
      begun.push('|');
      return nextTurn();
    };
    const run = ([name, count]: [string, number]) =>
      turns.enter(count, 10_000).run(() => {
        clock.work();
        begun.push(name);
      }, never);
    await Promise.all(Object.entries(batches).map(run));
    return begun.join('').split('|').filter(Boolean);
  }

  it('begins clients of all batches in turn, a few in a turn of the loop when they take long', async () => {
    const inTurns = await turnsOf(limits.batchTurnMs / 2, { a: 12, b: 2, c: 12 });
    expect(inTurns.join('')).toBe(`aaaa${'abcabc'}${'ac'.repeat(6)}cccc`);
    expect(inTurns.every((turn) => turn.length <= 4)).toBe(true);
  });

  it('begins more in a turn when they take little', async () => {
    const inTurns = await turnsOf(limits.batchTurnMs / 20, { a: 400 });
    expect(inTurns[0]).toHaveLength(4);
    const later = inTurns.slice(10, -1).map((turn) => turn.length);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(14);
    expect(Math.max(...later)).toBeLessThanOrEqual(26);
  });

  it('refuses a batch that would make those before it late, and says how many fit', async () => {
    const clock = clockOf(10);
    const turns = createBatchTurns(clock);
    const first = turns.enter(100, 1000);
    await first.run(() => clock.work(), never);
    // A client costs nearly 10 ms by now.
    const second = turns.enter(90, 1000);
    expect(() => turns.enter(90, 1000)).toThrow(RequestError);
    expect(() => turns.enter(90, 1000)).toThrow(/^\d+ clients can be answered in time; 90 are waiting and 90 more/);
    second.leave();
    turns.enter(90, 1000).leave();
  });

  it('takes a small batch beside a big one, because it gets its slices all the same', async () => {
    const clock = clockOf(10);
    const turns = createBatchTurns(clock);
    await turns.enter(100, 1000).run(() => clock.work(), never);
    turns.enter(1000, 1000);
    expect(() => turns.enter(90, 1000)).toThrow(RequestError);
    turns.enter(10, 1000).leave();
  });

  it('takes any batch that is alone', () => {
    createBatchTurns(clockOf(1)).enter(limits.clientsPerCallMax, 1).leave();
  });

  it('stops when told, and gives its place back', async () => {
    const clock = clockOf(1);
    const turns = createBatchTurns(clock);
    const place = turns.enter(1000, 1500);
    let begun = 0;
    await place.run(
      () => {
        clock.work();
        begun += 1;
      },
      () => begun === 10,
    );
    expect(begun).toBe(10);
    expect(() => turns.enter(1000, 1500)).toThrow('990 are waiting and 1000 more');
    place.leave();
    place.leave();
    turns.enter(1000, 1500).leave();
  });

  it('hands on what a client throws, and goes on with the other batches', async () => {
    const clock = clockOf(1);
    const turns = createBatchTurns(clock);
    const fails = turns.enter(1, 1000).run(() => {
      throw new Error('of this batch');
    }, never);
    let begun = 0;
    const works = turns.enter(1, 1000).run(() => {
      begun += 1;
    }, never);
    await expect(fails).rejects.toThrow('of this batch');
    await works;
    expect(begun).toBe(1);
  });
});
