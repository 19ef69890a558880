/**
 * npm run bench -- scorer [--adapter FILE --data DIRECTORY --copybook DIRECTORY --texts N --clients N --cache DIRECTORY --out FILE.json]
 *
 * Is the tuned scorer better than its base, on threads that no training has seen? Measures, base and tuned in turn on the
 * same texts: loss a token; choice accuracy, that is how often the thread written for a client's signal comes first
 * among the eligible ones by log p(text | client) − log p(text | no client), nothing else; milliseconds a text.
 *
 * Scores are kept in `--cache`; without `--adapter` only the base's are made, for later. Times are taken of a few texts anew.
 * `--data` is where models/train/build-data.ts wrote its rows, with the same copybook and seed.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@offerwright/server/src/config.ts';
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { channels, isChannelCode } from '@offerwright/server/src/domain/channels.ts';
import { isProductCode, products } from '@offerwright/server/src/domain/products.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import type { Thread } from '@offerwright/server/src/domain/thread.ts';
import { findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import { sha256OfFile } from '@offerwright/server/src/engine/gguf-file.ts';
import { buildPrompt, type PromptClient } from '@offerwright/server/src/generate/prompt.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { openCachedScorer } from './scorer/cached-scorer.ts';
import { type ChoiceCase, drawChoiceCases, sampleBody } from './scorer/choice-cases.ts';
import {
  chanceAmongFirst,
  type Estimate,
  estimateMean,
  estimateShare,
  formatNumber,
  formatPercent,
  median,
} from './scorer/statistics.ts';
import { openTextScorer, type TextScorer } from './scorer/text-scorer.ts';

const { values } = parseArgs({
  options: {
    adapter: { type: 'string' },
    model: { type: 'string' },
    data: { type: 'string', default: join(repositoryRoot, '.data', 'training') },
    copybook: { type: 'string', default: join(repositoryRoot, 'models', 'copybook') },
    seed: { type: 'string', default: '1' },
    texts: { type: 'string', default: '120' },
    clients: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    'timed-texts': { type: 'string', default: '24' },
    cache: { type: 'string', default: join(repositoryRoot, '.data', 'scorer-bench') },
    out: { type: 'string' },
  },
});

const seed = Number(values.seed);
/** Tokens of a text that choosing reads: about a sentence and a half. */
const choiceTokensMax = 24;
const shortChannelCharsMax = 175;
type Name = 'base' | 'tuned';
const names: readonly Name[] = values.adapter === undefined ? ['base'] : ['base', 'tuned'];

/** Ways to turn the two rows of log-probabilities of a text into its score. */
const ways = {
  'plain, 24 tokens': (client: readonly number[]) => sum(client),
  'less no client, first token': (client: readonly number[], none: readonly number[]) => client[0]! - none[0]!,
  'less no client, 8 tokens': (client: readonly number[], none: readonly number[]) => difference(client, none, 8),
  'less no client, 16 tokens': (client: readonly number[], none: readonly number[]) => difference(client, none, 16),
  'less no client, 24 tokens': (client: readonly number[], none: readonly number[]) =>
    difference(client, none, choiceTokensMax),
} as const;
const wayNames = Object.keys(ways) as (keyof typeof ways)[];

const model = values.model ?? (await findModelFile(readConfig(process.env))).modelPath;
await mkdir(values.cache, { recursive: true });
const plain: Partial<Record<Name, TextScorer>> = {};
const cached: Partial<Record<Name, TextScorer>> = {};
for (const name of names) {
  const adapterPath = name === 'base' ? null : values.adapter!;
  plain[name] = await openTextScorer({ modelPath: model, adapterPath, threadsCount: Number(values.threads) });
  const hashes = [await sha256OfFile(model), ...(adapterPath === null ? [] : [await sha256OfFile(adapterPath)])];
  const file = `${hashes.map((hash) => hash.slice(0, 12)).join('-')}.json`;
  cached[name] = await openCachedScorer(plain[name], join(values.cache, file));
}
const copybook = await loadCopybook(values.copybook);

interface Row {
  readonly prompt: string;
  readonly text: string;
  readonly product: string;
  readonly channel: string;
}
interface ScoredText extends Row {
  readonly scores: Readonly<Record<Name, readonly number[]>>;
}
interface ScoredCase extends ChoiceCase {
  /** scores[name][way][thread]. */
  readonly scores: Readonly<Record<Name, Readonly<Record<string, readonly number[]>>>>;
}

const texts = await scoreTexts();
const cases = await scoreCases();
if (values.adapter !== undefined) {
  reportTexts(texts);
  reportCases(cases);
  await reportTimes(texts.slice(0, Number(values['timed-texts'])));
  if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify({ texts, cases: cases.map(brief) })}\n`);
}
for (const name of names) await cached[name]!.close();

async function scoreTexts(): Promise<readonly ScoredText[]> {
  const lines = (await readFile(join(values.data, 'kept.jsonl'), 'utf8')).trim().split('\n');
  const random = createRandom(seed);
  const rows = lines
    .map((line) => ({ row: JSON.parse(line) as Row, draw: random.next() }))
    .sort((a, b) => a.draw - b.draw)
    .slice(0, Number(values.texts));
  const scored: ScoredText[] = [];
  for (const { row } of rows) {
    const scores: Record<Name, readonly number[]> = { base: [], tuned: [] };
    for (const name of names) {
      const scorer = cached[name]!;
      scores[name] = await scorer.score(scorer.tokenizePrompt(row.prompt), scorer.tokenize(row.text));
    }
    scored.push({ prompt: row.prompt, text: row.text, product: row.product, channel: row.channel, scores });
    tell('texts', scored.length, rows.length);
  }
  return scored;
}

function reportTexts(scored: readonly ScoredText[]): void {
  console.log('\n| kept-back texts | n | base loss a token | tuned | base − tuned, paired |\n|---|---|---|---|---|');
  for (const [group, ofGroup] of grouped(scored)) {
    const losses = (name: Name) => ofGroup.map((text) => -sum(text.scores[name]) / text.scores[name].length);
    const [base, tuned] = [losses('base'), losses('tuned')];
    const gains = estimateMean(base.map((loss, index) => loss - tuned[index]!));
    const cells = [estimateMean(base), estimateMean(tuned), gains].map(formatNumber);
    console.log(`| ${group} | ${ofGroup.length} | ${cells.join(' | ')} |`);
  }
}

/** The two in turn on the same texts, each first as often as second: what else the machine does hits both. */
async function reportTimes(timed: readonly Row[]): Promise<void> {
  const tookMs: Record<Name, number[]> = { base: [], tuned: [] };
  for (const [index, row] of timed.entries()) {
    for (const name of index % 2 === 0 ? names : names.toReversed()) {
      const scorer = plain[name]!;
      const [prompt, text] = [scorer.tokenizePrompt(row.prompt), scorer.tokenize(row.text)];
      const startedMs = performance.now();
      await scorer.score(prompt, text);
      tookMs[name].push(performance.now() - startedMs);
    }
  }
  const ratio = median(tookMs.tuned.map((took, index) => took / tookMs.base[index]!));
  console.log(
    `\nmilliseconds a text (prompt and text evaluated, median of ${timed.length}): base ` +
      `${median(tookMs.base).toFixed(0)}, adapter loaded ${median(tookMs.tuned).toFixed(0)}, ratio of pairs ${ratio.toFixed(2)}`,
  );
}

async function scoreCases(): Promise<readonly ScoredCase[]> {
  const drawn = await drawChoiceCases(copybook, seed, Number(values.clients));
  const withoutClient = { base: new Map<string, readonly number[]>(), tuned: new Map<string, readonly number[]>() };
  const scored: ScoredCase[] = [];
  for (const item of drawn) {
    const scores = { base: {}, tuned: {} } as Record<Name, Record<string, number[]>>;
    for (const name of names) {
      for (const thread of item.threads) {
        const none = withoutClient[name].get(thread.id) ?? (await scoreThread(cached[name]!, thread, null));
        withoutClient[name].set(thread.id, none);
        const client = await scoreThread(cached[name]!, thread, item.client);
        for (const way of wayNames) {
          const list = scores[name][way] ?? [];
          scores[name][way] = [...list, ways[way](client, none)];
        }
      }
    }
    scored.push({ ...item, scores });
    tell('choices', scored.length, drawn.length);
  }
  return scored;
}

async function scoreThread(scorer: TextScorer, thread: Thread, client: PromptClient | null) {
  if (!isProductCode(thread.product)) throw new Error('only threads of products are measured');
  const prompt = buildPrompt(products[thread.product], { code: thread.channel }, thread.need, client);
  const text = scorer.tokenize(sampleBody(thread, seed)).slice(0, choiceTokensMax);
  return scorer.score(scorer.tokenizePrompt(prompt), text);
}

function reportCases(scored: readonly ScoredCase[]): void {
  const random = scored.map(({ threads }) => threads.length);
  const threadsCount = new Set(scored.map((item) => item.wanted.id)).size;
  console.log(
    `\nchoices: ${scored.length} of ${threadsCount} kept-back threads, ${estimateMean(random).value.toFixed(1)} eligible threads each\n`,
  );
  console.log('| scorer | own thread first | among first 3 | a thread for any signal first |\n|---|---|---|---|');
  const expected = [
    scored.map(({ threads }) => 1 / threads.length),
    scored.map(({ threads }) => Math.min(1, 3 / threads.length)),
    scored.map(({ threads }) => threads.filter(hasSignals).length / threads.length),
  ];
  console.log(`| random | ${expected.map((hits) => `${(100 * estimateMean(hits).value).toFixed(0)} %`).join(' | ')} |`);
  for (const name of names) {
    for (const way of wayNames) {
      const cells = [hits(scored, name, way, 1), hits(scored, name, way, 3), signalHits(scored, name, way)];
      console.log(`| ${name}: ${way} | ${cells.map((cell) => formatPercent(estimateShare(cell))).join(' | ')} |`);
    }
  }
  const way = 'less no client, 16 tokens';
  console.log(`\n| ${way} | n | random first | base first | tuned first | base first 3 | tuned first 3 |`);
  console.log('|---|---|---|---|---|---|---|');
  for (const [group, ofGroup] of grouped(scored.map((item) => ({ ...item, ...cellOf(item) })))) {
    const cells: Estimate[] = [1, 3].flatMap((places) =>
      names.map((name) => estimateShare(hits(ofGroup, name, way, places))),
    );
    const chance = estimateMean(ofGroup.map(({ threads }) => 1 / threads.length)).value;
    console.log(
      `| ${group} | ${ofGroup.length} | ${(100 * chance).toFixed(0)} % | ${cells.map(formatPercent).join(' | ')} |`,
    );
  }
}

function hits(scored: readonly ScoredCase[], name: Name, way: string, places: number): readonly number[] {
  return scored.map(({ scores, threads, wanted }) =>
    chanceAmongFirst(scores[name][way]!, threads.indexOf(wanted), places),
  );
}

function signalHits(scored: readonly ScoredCase[], name: Name, way: string): readonly number[] {
  return scored.map(({ scores, threads }) =>
    sum(threads.map((thread, index) => (hasSignals(thread) ? chanceAmongFirst(scores[name][way]!, index, 1) : 0))),
  );
}

function hasSignals(thread: Thread): boolean {
  return thread.signals.length > 0;
}

function cellOf({ wanted }: ChoiceCase) {
  return { product: wanted.product, channel: wanted.channel };
}

/** All, short and long channels, families of products. */
function grouped<T extends { readonly product: string; readonly channel: string }>(items: readonly T[]) {
  const isShort = ({ channel }: T) => isChannelCode(channel) && channels[channel].bodyCharsMax <= shortChannelCharsMax;
  const family = ({ product }: T) => (isProductCode(product) ? products[product].family : 'none');
  return [
    ['all', items] as const,
    ['short channels', items.filter(isShort)] as const,
    ['long channels', items.filter((item) => !isShort(item))] as const,
    ...Map.groupBy(items, family),
  ];
}

function brief({ wanted, client, threads, scores }: ScoredCase) {
  return { wanted: wanted.id, client, threads: threads.map((thread) => thread.id), scores };
}

function difference(client: readonly number[], none: readonly number[], tokens: number): number {
  return sum(client.slice(0, tokens)) - sum(none.slice(0, tokens));
}

function sum(list: readonly number[]): number {
  return list.reduce((total, item) => total + item, 0);
}

function tell(what: string, done: number, all: number): void {
  if (done % 20 === 0 || done === all) process.stderr.write(`${done} of ${all} ${what}\n`);
}
