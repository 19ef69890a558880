/**
 * npm run bench:quality [-- --clients FILE --out FILE.jsonl --seed N --per-cell N --policy model-first|rules-only]
 *
 * Draws a fixed, seeded set (clients × products × channels), writes the texts with the server's own generator and the
 * real model, and prints one table of what can be measured without a reader (kit/measure-quality.ts). The texts go to
 * --out, one JSON object a line.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { channelCodes } from '@offerwright/server/src/domain/channels.ts';
import { productCodes } from '@offerwright/server/src/domain/products.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { loadMorphology } from '../kit/agreement.ts';
import { openModelGenerator, orderOf } from '../kit/model-generator.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';
import { createSpellChecker } from '../kit/text-quality.ts';
import { measureQuality, type Written } from './kit/measure-quality.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'per-cell': { type: 'string', default: '1' },
    policy: { type: 'string', default: 'model-first' },
  },
});

const seed = Number(values.seed);
const random = createRandom(seed);
const clients = await readReferenceClients(null, values.clients);
const generator = await openModelGenerator();
const written: Written[] = [];
const cellsCount = productCodes.length * channelCodes.length * Number(values['per-cell']);
for (let index = 0; index < cellsCount; index += 1) {
  const product = productCodes[index % productCodes.length]!;
  const channel = channelCodes[Math.floor(index / productCodes.length) % channelCodes.length]!;
  const features = clients[Math.floor(random.next() * clients.length)]!;
  const policy = values.policy === 'rules-only' ? 'rules-only' : 'model-first';
  const answer = await generator.answer(orderOf(product, channel, { seed, policy }), features, BigInt(index));
  written.push({ product, channel, answer });
  if ((index + 1) % 22 === 0) process.stderr.write(`${index + 1} of ${cellsCount} texts\n`);
}
await generator.close();

const rows = measureQuality(written, {
  copybook: generator.copybook,
  spelling: createSpellChecker(),
  morphology: await loadMorphology(),
});
console.log('| measure | value |\n|---|---|');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

if (values.out) {
  const lines = written.map(({ product, channel, answer }) =>
    JSON.stringify({
      product,
      channel,
      status: answer.status,
      source: answer.source,
      concern: answer.concern,
      signals: answer.signals,
      thread: answer.thread?.id ?? null,
      text: answer.text,
      confidence: answer.confidence,
    }),
  );
  await writeFile(values.out, `${lines.join('\n')}\n`);
}
