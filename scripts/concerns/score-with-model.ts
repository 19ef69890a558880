/**
 * npm run concerns -- score-with-model --count N --out FILE.jsonl: the language model's scores of the first N statements of each part,
 * for `measure-together`. It takes about a second a statement on two cores.
 */
import { appendFile, writeFile } from 'node:fs/promises';
import { readConfig } from '@offerwright/server/src/config.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import { createLlamaEngine } from '@offerwright/server/src/engine/llama-engine.ts';
import { createModelScorer } from '@offerwright/server/src/insight/concerns/ask-model.ts';
import { report } from '../report.ts';
import { readStatements, type Statement } from './read-data.ts';

export async function scoreWithModel(count: number, outPath: string): Promise<void> {
  const config = readConfig();
  const engine = await createLlamaEngine({
    ...(await findModelFile(config)),
    slotsCount: 1,
    threadsCount: config.engineThreadsCount,
    contextTokensPerSlot: 1024,
    logLevel: 'error',
  });
  const slot = engine.openSlot();
  const score = createModelScorer(engine, slot, new AbortController().signal);
  await writeFile(outPath, '');
  const drawn = drawStatements(await readStatements(), count);
  for (const [index, { id, text, product }] of drawn.entries()) {
    const startedAt = performance.now();
    const scores = await score(text, product);
    const ms = Math.round(performance.now() - startedAt);
    await appendFile(outPath, `${JSON.stringify({ id, scores, ms })}\n`);
    if (index % 50 === 49) report(`${index + 1} of ${drawn.length}, ${ms} ms`);
  }
  await slot.release();
  await engine.close();
}

/** As many of each part, drawn by a seed, the parts in turn. */
function drawStatements(statements: readonly Statement[], count: number): readonly Statement[] {
  const random = createRandom(11);
  const shuffled = statements.map((statement) => ({ statement, at: random.next() })).sort((a, b) => a.at - b.at);
  const part = (split: Statement['split']) =>
    shuffled.filter(({ statement }) => statement.split === split).slice(0, count);
  const [train, test] = [part('train'), part('test')];
  return Array.from({ length: count }, (_, at) => [train[at], test[at]])
    .flat()
    .flatMap((entry) => (entry ? [entry.statement] : []));
}
