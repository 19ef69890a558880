import { describe, expect, it } from 'vitest';
import { createUuidSource, lowestUuidAt, sleep, withinMs } from './clock.ts';
import { createFakeClock } from './fake-clock.ts';

describe('createUuidSource', () => {
  it('makes UUIDs of version 7 that rise strictly, even thousands in one millisecond', () => {
    const createUuid = createUuidSource(createFakeClock());
    const made = Array.from({ length: 10_000 }, () => createUuid());
    expect(new Set(made).size).toBe(made.length);
    expect(made.toSorted()).toEqual(made);
    for (const uuid of made)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('holds the time in its first 48 bits', () => {
    const startMs = Date.parse('2026-01-02T03:04:05.678Z');
    const uuid = createUuidSource(createFakeClock(startMs))();
    expect(Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)).toBe(startMs);
  });
});

describe('lowestUuidAt', () => {
  it('bounds a time range: at or above for the same moment, below for the next', () => {
    const startMs = Date.parse('2026-01-02T03:04:05.678Z');
    const uuid = createUuidSource(createFakeClock(startMs))();
    expect(lowestUuidAt(startMs) <= uuid).toBe(true);
    expect(lowestUuidAt(startMs + 1) > uuid).toBe(true);
  });
});

describe('withinMs', () => {
  it('gives the work when it is in time, and cancels the timer', async () => {
    expect(await withinMs(createFakeClock(), 100, Promise.resolve('done'), () => 'late')).toBe('done');
  });

  it('gives what is late, and swallows the later failure of the work', async () => {
    const clock = createFakeClock();
    const work = Promise.withResolvers<string>();
    const result = withinMs(clock, 100, work.promise, () => 'late');
    await clock.advance(99);
    await clock.advance(1);
    expect(await result).toBe('late');
    work.reject(new Error('too late'));
  });

  it('rejects with what the late function throws', async () => {
    const clock = createFakeClock();
    const result = withinMs(clock, 5, new Promise(() => undefined), () => {
      throw new Error('late');
    });
    result.catch(() => undefined);
    await clock.advance(5);
    await expect(result).rejects.toThrow('late');
  });
});

describe('sleep', () => {
  it('ends with the signal', async () => {
    const stop = new AbortController();
    const slept = sleep(createFakeClock(), 1000, stop.signal);
    stop.abort();
    await slept;
  });
});
