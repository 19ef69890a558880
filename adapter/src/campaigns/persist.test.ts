import { describe, expect, it } from 'vitest';
import type { Clock } from '../clock.ts';
import { CampaignError } from './campaign-error.ts';
import { InterruptedError } from './interrupted-error.ts';
import { persist } from './persist.ts';

/** Time passes by sleeping only. */
function createClock(): Clock {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    epochMs: () => nowMs,
    schedule(delayMs, callback) {
      queueMicrotask(() => {
        nowMs += delayMs;
        callback();
      });
      return () => {};
    },
    randomBytes: (bytesCount) => Buffer.alloc(bytesCount),
  };
}

const away = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const open = new AbortController().signal;

describe('persist', () => {
  it('tries again while the database is away, and says so once', async () => {
    let tries = 0;
    let said = 0;
    const work = async () => {
      tries += 1;
      if (tries < 4) throw away();
      return 'stored';
    };
    const result = await persist(createClock(), open, work, () => {
      said += 1;
    });
    expect([result, tries, said]).toEqual(['stored', 4, 1]);
  });

  it('gives up after the limit', async () => {
    const failing = persist(createClock(), open, () => Promise.reject(away()));
    await expect(failing).rejects.toBeInstanceOf(CampaignError);
    await expect(failing).rejects.toMatchObject({ kind: 'database_unavailable', exitCode: 1 });
  });

  it('does not repeat what is wrong by itself', async () => {
    let tries = 0;
    const work = () => {
      tries += 1;
      return Promise.reject(new Error('syntax error'));
    };
    await expect(persist(createClock(), open, work)).rejects.toThrow('syntax error');
    expect(tries).toBe(1);
  });

  it('stops trying when told to', async () => {
    const stopped = AbortSignal.abort();
    await expect(persist(createClock(), stopped, () => Promise.reject(away()))).rejects.toBeInstanceOf(
      InterruptedError,
    );
    await expect(persist(createClock(), stopped, async () => 'stored')).resolves.toBe('stored');
  });
});
