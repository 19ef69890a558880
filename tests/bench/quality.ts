/**
 * npm run bench:quality [-- --clients FILE --out FILE.jsonl --seed N --per-cell N --policy model-first|rules-only]
 *
 * Draws a fixed, seeded set (clients × products × channels), writes the texts with the server's own generator and the
 * real model, and reports what can be measured without a reader. The texts go to --out, one JSON object a line.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Answer } from '@offerwright/server/src/domain/answer.ts';
import { channelCodes, channels } from '@offerwright/server/src/domain/channels.ts';
import { productCodes } from '@offerwright/server/src/domain/products.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { openModelGenerator, orderOf } from '../kit/model-generator.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';
import { createSpellChecker, mostRepeatedPhrase, repeatsItself, sentencesOf } from '../kit/text-quality.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'per-cell': { type: 'string', default: '1' },
    policy: { type: 'string', default: 'model-first' },
  },
});

interface Written {
  readonly product: string;
  readonly channel: (typeof channelCodes)[number];
  readonly answer: Answer;
}

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

const texts = written.filter(({ answer }) => answer.status === 'sendable');
const bodies = texts.map(({ answer }) => answer.body);
const spelling = createSpellChecker();
const misspelt = bodies.flatMap((body) => spelling.unknownWords(body));
const phrase = mostRepeatedPhrase(bodies);
const signalled = texts.filter(({ answer }) =>
  generator.copybook.threads.some((thread) => thread.id === answer.thread?.id && thread.signals.length > 0),
);
const withSignals = texts.filter(({ answer }) => answer.signals.length > 0);
const threadsUsed = countBy(texts.map(({ answer }) => answer.thread?.id ?? 'none'));

print('texts', `${texts.length} sendable of ${written.length}; refused ${written.length - texts.length}`);
print('checker', `${share(texts.filter(({ answer }) => answer.verdict?.passed).length, texts.length)} passed`);
print('source', describe(countBy(texts.map(({ answer }) => answer.source ?? 'none'))));
print('coverage', describe(countBy(texts.map(({ answer }) => answer.coverage ?? 'none'))));
print(
  'within length',
  share(texts.filter(({ channel, answer }) => isWithin(channel, answer.body)).length, texts.length),
);
print('distinct texts', share(new Set(bodies).size, bodies.length));
print('distinct openings', share(new Set(bodies.map((body) => sentencesOf(body)[0])).size, bodies.length));
print('repeats itself', share(bodies.filter(repeatsItself).length, bodies.length));
print('most repeated phrase', `«${phrase.phrase}» in ${(100 * phrase.share).toFixed(1)} %`);
print('most used thread', share(Math.max(...threadsUsed.values()), texts.length));
print('thread of a signal', `${share(signalled.length, withSignals.length)} of the clients with signals`);
print(
  'mean scores',
  (['lawScore', 'brandVoiceScore', 'fitScore'] as const)
    .map((name) => `${name} ${mean(texts.map(({ answer }) => answer.verdict?.[name] ?? 0)).toFixed(3)}`)
    .join(', '),
);
print('fit below 1', share(texts.filter(({ answer }) => (answer.verdict?.fitScore ?? 0) < 1).length, texts.length));
print('words unknown', `${misspelt.length}: ${[...new Set(misspelt)].slice(0, 20).join(', ')}`);
for (const channel of channelCodes) {
  const lengths = texts.filter((text) => text.channel === channel).map(({ answer }) => answer.body.length);
  print(
    `length ${channel}`,
    `${Math.min(...lengths)}–${Math.max(...lengths)}, limits ${channels[channel].bodyCharsMin}–${channels[channel].bodyCharsMax}`,
  );
}

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

function isWithin(channel: Written['channel'], body: string): boolean {
  return body.length >= channels[channel].bodyCharsMin && body.length <= channels[channel].bodyCharsMax;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function describe(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

function mean(sample: readonly number[]): number {
  return sample.reduce((sum, value) => sum + value, 0) / Math.max(1, sample.length);
}

function share(count: number, all: number): string {
  return `${count} of ${all} (${((100 * count) / Math.max(1, all)).toFixed(1)} %)`;
}

function print(name: string, value: string): void {
  console.log(`${name.padEnd(22)} ${value}`);
}
