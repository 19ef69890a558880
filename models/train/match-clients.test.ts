import { join } from 'node:path';
import { type Copybook, loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { promptSignalsMax } from '@offerwright/server/src/generate/prompt.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { createMatcher, type Matcher } from './match-clients.ts';

let copybook: Copybook;
let matcher: Matcher;
beforeAll(async () => {
  copybook = await loadCopybook(join(repositoryRoot, 'models', 'copybook'));
  matcher = await createMatcher(copybook);
});

describe('createMatcher', () => {
  it('draws for a thread of signals a client of whom the prompt says them', () => {
    const signalled = copybook.threads.filter((thread) => thread.signals.length > 0);
    const drawn = signalled.map((thread) => ({ thread, client: matcher.draw(thread, createRandom(1)) }));
    for (const { thread, client } of drawn) {
      if (client === null) continue;
      const named = client.signals.slice(0, promptSignalsMax);
      expect(thread.signals.every((signal) => named.includes(signal))).toBe(true);
      expect(['u', client.gender]).toContain(thread.gender);
    }
    // Few portraits are missing among the 667 reference clients.
    expect(drawn.filter(({ client }) => client !== null).length).toBeGreaterThan(0.9 * signalled.length);
  });

  it('draws for a neutral thread a client without a thread of his own in the cell', () => {
    const neutral = copybook.threads.filter((thread) => thread.signals.length === 0).slice(0, 50);
    for (const thread of neutral) {
      for (const { eligible } of matcher.suitable(thread)) {
        expect(eligible.flatMap((entry) => entry.thread.signals)).toEqual([]);
      }
    }
  });

  it('draws the same for a seed', () => {
    const [thread] = copybook.threads;
    expect(matcher.draw(thread!, createRandom(5))).toEqual(matcher.draw(thread!, createRandom(5)));
  });
});
