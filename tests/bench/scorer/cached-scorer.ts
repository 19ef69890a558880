/**
 * Keeps scores in a file, so that the base is scored once for all adapters that are compared with it, and a bench that
 * was stopped goes on. The file belongs to one model and one adapter: the caller names it so.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { TextScorer } from './text-scorer.ts';

const saveEvery = 50;

export async function openCachedScorer(scorer: TextScorer, path: string): Promise<TextScorer> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  const known = new Map(Object.entries(JSON.parse(text) as Record<string, readonly number[]>));
  let unsaved = 0;

  async function save(): Promise<void> {
    if (unsaved === 0) return;
    await writeFile(`${path}.part`, JSON.stringify(Object.fromEntries(known)));
    await rename(`${path}.part`, path);
    unsaved = 0;
  }

  return {
    ...scorer,
    async score(prompt, tokens) {
      const key = createHash('sha256')
        .update(`${prompt.join(' ')}|${tokens.join(' ')}`)
        .digest('base64url');
      const found = known.get(key);
      if (found) return found;
      const scores = await scorer.score(prompt, tokens);
      known.set(key, scores);
      unsaved += 1;
      if (unsaved >= saveEvery) await save();
      return scores;
    },
    async close() {
      await save();
      await scorer.close();
    },
  };
}
