import { describe, expect, it } from 'vitest';
import type { ClientResult } from '../api/generate-response.ts';
import { campaignLimits } from './campaign-limits.ts';
import { createFlightLimit } from './flight-limit.ts';
import { preferModel } from './prefer-model.ts';

const open = new AbortController().signal;

async function isResolved(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol();
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe('createFlightLimit', () => {
  it('lets in as many as the limit, and the next when one leaves', async () => {
    const limit = createFlightLimit(2, 1);
    await limit.enter(open);
    await limit.enter(open);
    const third = limit.enter(open);
    expect(await isResolved(third)).toBe(false);
    limit.leave();
    await third;
  });

  it('falls with each late text down to the least, and rises after enough texts in a row', async () => {
    const limit = createFlightLimit(3, 1);
    for (const expected of [2, 1, 1]) {
      limit.learn(true);
      expect(limit.current()).toBe(expected);
    }
    for (let texts = 1; texts < campaignLimits.growAfterTexts; texts += 1) limit.learn(false);
    expect(limit.current()).toBe(1);
    limit.learn(true);
    for (let texts = 1; texts <= 4 * campaignLimits.growAfterTexts; texts += 1) limit.learn(false);
    expect(limit.current()).toBe(3);
  });

  it('admits who waits when it rises, and nobody above it when it has fallen', async () => {
    const limit = createFlightLimit(2, 1);
    await limit.enter(open);
    await limit.enter(open);
    limit.learn(true);
    const third = limit.enter(open);
    limit.leave();
    expect(await isResolved(third)).toBe(false);
    for (let texts = 1; texts <= campaignLimits.growAfterTexts; texts += 1) limit.learn(false);
    await third;
  });

  it('keeps a fixed number', () => {
    const limit = createFlightLimit(5, 5);
    limit.learn(true);
    expect(limit.current()).toBe(5);
  });

  it('holds nobody back who is told to stop', async () => {
    const limit = createFlightLimit(1, 1);
    await limit.enter(open);
    const stop = new AbortController();
    const second = limit.enter(stop.signal);
    stop.abort();
    await second;
  });
});

describe('preferModel', () => {
  const byModel = { status: 'sendable', source: 'model', rules_reason: null } as ClientResult;
  const late = { status: 'sendable', source: 'rules', rules_reason: 'deadline' } as ClientResult;
  const byPolicy = { status: 'sendable', source: 'rules', rules_reason: 'policy' } as ClientResult;
  const failed = { index: 0, id: 1, error: { kind: 'invalid_feature', message: '', field: '', limit: '', given: '' } };

  async function ask(...results: ClientResult[]) {
    const limit = createFlightLimit(3, 1);
    const left = [...results];
    const result = await preferModel(async () => left.shift()!, limit);
    return { result, asked: results.length - left.length, limit: limit.current() };
  }

  it('asks once more when the model was late, and takes what then comes', async () => {
    expect(await ask(late, byModel)).toEqual({ result: byModel, asked: 2, limit: 2 });
    expect(await ask(late, late, byModel)).toEqual({ result: late, asked: 2, limit: 1 });
    expect(await ask(late, failed)).toEqual({ result: failed, asked: 2, limit: 2 });
  });

  it.each([byModel, byPolicy, failed])('asks once where it was not (%#)', async (result) => {
    expect(await ask(result, late)).toEqual({ result, asked: 1, limit: 3 });
  });
});
