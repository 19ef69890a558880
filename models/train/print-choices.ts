/**
 * node models/train/print-choices.ts [--copybook DIRECTORY --seed N --clients N] > FILE.jsonl
 *
 * The questions of `bench scorer` as prompts and bodies, for measure_choices.py: a quick look while training goes on.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { isProductCode, products } from '@offerwright/server/src/domain/products.ts';
import { buildPrompt } from '@offerwright/server/src/generate/prompt.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { drawChoiceCases, sampleBody } from '../../tests/bench/scorer/choice-cases.ts';

const { values } = parseArgs({
  options: {
    copybook: { type: 'string', default: join(repositoryRoot, 'models', 'copybook') },
    seed: { type: 'string', default: '1' },
    clients: { type: 'string', default: '2' },
  },
});
const seed = Number(values.seed);
const copybook = await loadCopybook(values.copybook);
for (const { wanted, client, threads } of await drawChoiceCases(copybook, seed, Number(values.clients))) {
  if (!isProductCode(wanted.product)) throw new Error('only threads of products are measured');
  const { product, channel, need } = wanted;
  const prompt = (who: typeof client | null) => buildPrompt(products[product], { code: channel }, need, who);
  const line = {
    product,
    channel,
    prompt: prompt(client),
    promptWithoutClient: prompt(null),
    wanted: threads.indexOf(wanted),
    signalled: threads.map((thread) => thread.signals.length > 0),
    texts: threads.map((thread) => sampleBody(thread, seed)),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
