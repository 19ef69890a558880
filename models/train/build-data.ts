/**
 * node models/train/build-data.ts [--out DIRECTORY] [--copybook DIRECTORY] [--corpus FILE] [--seed N] [--rounds N]
 *
 * Writes the training set of the scorer, one JSON object a line (`TrainingRow`): compositions of every thread of the
 * copybook with a reference client who suits it, and the hand-written bodies of the corpus. Prompts are made by the
 * server's own `buildPrompt`, portraits by its own signals: the model is tuned on what it will be asked.
 *
 * Order: the copybook and the clients → parts by thread → for each round a composition and a client a thread → the
 * corpus. The same seed and inputs give the same bytes; the printed sha256 stands in the model card.
 *
 * Each round draws other variants and other clients, so that an epoch of the trainer sees each idea in new words: 634
 * texts repeated as they are over-fitted in the third epoch.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import type { ChannelCode } from '@offerwright/server/src/domain/channels.ts';
import type { Concern } from '@offerwright/server/src/domain/concerns.ts';
import { isProductCode, productCodes, products } from '@offerwright/server/src/domain/products.ts';
import { createRandom, mixSeed } from '@offerwright/server/src/domain/random.ts';
import { bodyOf, type Thread } from '@offerwright/server/src/domain/thread.ts';
import { buildPrompt, type PromptClient } from '@offerwright/server/src/generate/prompt.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { findSourceThread } from './find-source-thread.ts';
import { createMatcher, type Matcher } from './match-clients.ts';
import { splitThreads } from './split-threads.ts';

interface TrainingRow {
  readonly prompt: string;
  /** The same prompt when no client is known: what a choice is measured against. */
  readonly promptWithoutClient: string;
  readonly text: string;
  readonly product: string;
  readonly channel: string;
  readonly need: string;
  /** Id of the thread, or corpus-N. */
  readonly thread: string;
  readonly part: 'train' | 'kept';
  /** Signals the text was written for. */
  readonly signals: readonly string[];
  /** From 1; 0 for the corpus. */
  readonly round: number;
  /** All that is known of the client; the prompt names the salient few. */
  readonly clientSignals: readonly string[];
  /** A reference client, or only what the text was written for, when no reference client suits. */
  readonly client: 'reference' | 'written';
}

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(repositoryRoot, '.data', 'training') },
    copybook: { type: 'string', default: join(repositoryRoot, 'models', 'copybook') },
    corpus: { type: 'string', default: join(repositoryRoot, 'tests', 'data', 'copy_corpus.jsonl') },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
  },
});
const seed = Number(values.seed);
const copybook = await loadCopybook(values.copybook);
const matcher = await createMatcher(copybook);
const kept = splitThreads(copybook.threads, seed);
const rows: TrainingRow[] = [];
for (let round = 1; round <= Number(values.rounds); round += 1) {
  for (const thread of copybook.threads) rows.push(rowOfThread(matcher, thread, round));
}
rows.push(...(await corpusRows(values.corpus)));

await mkdir(values.out, { recursive: true });
for (const part of ['train', 'kept'] as const) {
  const lines = rows.filter((row) => row.part === part && (part === 'train' || row.round <= 1));
  const content = `${lines.map((row) => JSON.stringify(row)).join('\n')}\n`;
  await writeFile(join(values.out, `${part}.jsonl`), content);
  const written = lines.filter((row) => row.client === 'written' && row.round > 0).length;
  console.log(`${part}: ${lines.length} texts, ${lines.filter((row) => row.signals.length > 0).length} for signals`);
  console.log(`  without a reference client: ${written}; corpus: ${lines.filter((row) => row.round === 0).length}`);
  console.log(`  sha256 ${createHash('sha256').update(content).digest('hex')}`);
}

function rowOfThread(clients: Matcher, thread: Thread, round: number): TrainingRow {
  const random = createRandom(mixSeed(seed, round, thread.id));
  const found = clients.draw(thread, random);
  const client = found ?? { gender: thread.gender, ageBand: thread.age, signals: thread.signals };
  const variants = thread.positions.map((position) => Math.floor(random.next() * position.length));
  return {
    ...promptsOf(thread.product, thread.channel, thread.need, client),
    text: bodyOf({ thread, variants }),
    product: thread.product,
    channel: thread.channel,
    need: thread.need,
    thread: thread.id,
    part: kept.has(thread.id) ? 'kept' : 'train',
    signals: thread.signals,
    round,
    clientSignals: client.signals,
    client: found ? 'reference' : 'written',
  };
}

/** Bodies that a thread was made of follow it into its part: their sentences are the thread's own. */
async function corpusRows(path: string): Promise<TrainingRow[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const body = JSON.parse(line) as CorpusBody;
    const client = { gender: body.gender, ageBand: body.age, signals: body.signals };
    const source = findSourceThread(copybook.threads, body);
    return {
      ...promptsOf(body.product, body.channel, body.need, client),
      text: body.text,
      product: body.product,
      channel: body.channel,
      need: body.need,
      thread: `corpus-${index + 1}`,
      part: source !== null && kept.has(source.id) ? 'kept' : 'train',
      signals: body.signals,
      round: 0,
      clientSignals: client.signals,
      client: 'written',
    };
  });
}

interface CorpusBody {
  readonly product: string;
  readonly channel: ChannelCode;
  readonly gender: PromptClient['gender'];
  readonly age: PromptClient['ageBand'];
  readonly signals: PromptClient['signals'];
  readonly need: Concern;
  readonly text: string;
}

function promptsOf(product: string, channel: ChannelCode, need: Concern, client: PromptClient) {
  if (!isProductCode(product)) throw new Error(`unknown product; the ${productCodes.length} of the table are known`);
  const prompt = (who: PromptClient | null) => buildPrompt(products[product], { code: channel }, need, who);
  return { prompt: prompt(client), promptWithoutClient: prompt(null) };
}
