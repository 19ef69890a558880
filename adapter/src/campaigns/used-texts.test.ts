import { describe, expect, it } from 'vitest';
import type { ClientResult } from '../api/generate-response.ts';
import { campaignLimits } from './campaign-limits.ts';
import { createUsedTexts } from './used-texts.ts';

const answered = (position: number) =>
  ({
    index: position,
    id: position,
    thread: { id: `t${position}`, version: 'v', variants: [0] },
  }) as unknown as ClientResult;
const failed = (position: number) =>
  ({
    index: position,
    id: position,
    error: { kind: 'internal', message: '', field: '', limit: '', given: '' },
  }) as ClientResult;
const idsOf = async (texts: ReturnType<ReturnType<typeof createUsedTexts>['before']>) =>
  (await texts).map((text) => text.threadId);

describe('createUsedTexts', () => {
  it('gives the texts before the window in the order of the file, whatever order they came in', async () => {
    const used = createUsedTexts({ stored: [], window: 2 });
    for (const position of [0, 1]) expect(await idsOf(used.before(position))).toEqual([]);
    used.settle(1, answered(1));
    const waiting = idsOf(used.before(2));
    used.settle(0, answered(0));
    expect(await waiting).toEqual(['t0']);
    expect(await idsOf(used.before(3))).toEqual(['t0', 't1']);
  });

  it('waits for those before the window and for nobody else', async () => {
    const used = createUsedTexts({ stored: [], window: 2 });
    await used.before(0);
    await used.before(1);
    let ready = false;
    const third = used.before(2).then((texts) => {
      ready = true;
      return texts;
    });
    used.settle(1, answered(1));
    await new Promise(setImmediate);
    expect(ready).toBe(false);
    used.give(0);
    expect(await third).toEqual([]);
  });

  it('goes on from what is stored, and keeps no more than may be sent', async () => {
    const stored = Array.from({ length: campaignLimits.usedTextsMax + 5 }, (_, position) => ({
      position,
      threadId: `t${position}`,
      variants: [0],
    }));
    const used = createUsedTexts({ stored, window: 1 });
    const texts = await used.before(stored.length);
    expect(texts).toHaveLength(campaignLimits.usedTextsMax);
    expect(texts.at(-1)!.threadId).toBe(`t${stored.length - 1}`);
  });

  it('has nothing of a client that got an error', async () => {
    const used = createUsedTexts({ stored: [], window: 1 });
    await used.before(0);
    used.settle(0, failed(0));
    expect(await used.before(1)).toEqual([]);
  });
});
