/**
 * npm run bench -- choice [--briefs N --seed S --corpus FILE.jsonl --methods A,B --out FOLDER]
 *
 * How the model may choose among the same eligible threads, compared on the same briefs: by the plain likelihood of the
 * opening's first token, by that less its likelihood without the client (what the service does), by the likelihood of a
 * whole text of each thread, plain and less that without the client; without the fit prior (suffix "-bare"), and the two
 * yardsticks, rules and chance. Reports how often each takes another thread than the service, rules and chance do, the
 * milliseconds, and with --out writes the bodies as JSONL for `npm run judge -- draw`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@offerwright/server/src/config.ts';
import { ChoiceWalk, VariantTokens } from '@offerwright/server/src/copybook/choice-graph.ts';
import { composeByRules, findEligible, noUsage } from '@offerwright/server/src/copybook/index.ts';
import { channels } from '@offerwright/server/src/domain/channels.ts';
import { products } from '@offerwright/server/src/domain/products.ts';
import { createRandom, mixSeed } from '@offerwright/server/src/domain/random.ts';
import { bodyOf, type Thread } from '@offerwright/server/src/domain/thread.ts';
import { findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import { buildPrompt } from '@offerwright/server/src/generate/prompt.ts';
import { walkThreads } from '@offerwright/server/src/generate/walk-threads.ts';
import { fitWeight } from '@offerwright/server/src/generate/write-by-model.ts';
import { drawBriefs, parseCorpus, type WritableBrief } from '../../scripts/judge/draw-briefs.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { openModelGenerator } from '../kit/model-generator.ts';
import { openTextScorer } from './scorer/text-scorer.ts';

const { values } = parseArgs({
  options: {
    briefs: { type: 'string', default: '48' },
    seed: { type: 'string', default: '7' },
    corpus: { type: 'string', default: join(repositoryRoot, 'tests', 'data', 'copy_corpus.jsonl') },
    methods: { type: 'string' },
    out: { type: 'string' },
  },
});

interface Choice {
  readonly thread: Thread;
  readonly body: string;
  readonly ms: number;
}
type EligibleThreads = ReturnType<typeof findEligible>['threads'];

const seed = Number(values.seed);
const corpus = parseCorpus(values.corpus, await readFile(values.corpus, 'utf8'));
const briefs = drawBriefs(corpus, Number(values.briefs), seed);
const { engine, copybook, close } = await openModelGenerator();
const { modelPath } = await findModelFile(readConfig(process.env));
const scorer = await openTextScorer({ modelPath, adapterPath: null, threadsCount: cpus().length });
const tokens = new VariantTokens((text) => engine.tokenize(text));
const never = new AbortController().signal;
const methods = {
  likelihood: (brief, threads) => walk(brief, threads, { fit: true, normalised: false }),
  normalised: (brief, threads) => walk(brief, threads, { fit: true, normalised: true }),
  'normalised-bare': (brief, threads) => walk(brief, threads, { fit: false, normalised: true }),
  'whole-text': (brief, threads) => scoreWholeTexts(brief, threads, false),
  'whole-text-normalised': (brief, threads) => scoreWholeTexts(brief, threads, true),
  rules: async (brief, threads) => byRules(brief, threads),
  random: async (brief, threads) => byChance(brief, threads),
} as const satisfies Record<string, (brief: WritableBrief, threads: EligibleThreads) => Promise<Choice>>;
type Method = keyof typeof methods;
const yardsticks: readonly Method[] = ['normalised', 'rules', 'random'];
const wanted = values.methods?.split(',');
const names = (Object.keys(methods) as Method[]).filter(
  (name) => wanted === undefined || wanted.includes(name) || yardsticks.includes(name),
);
const choices: Record<Method, Choice>[] = [];
let alone = 0;
for (const brief of briefs) {
  const { threads } = findEligible(copybook, {
    product: products[brief.product],
    channel: channels[brief.channel],
    portrait: brief.portrait,
    concern: brief.concern,
    recentThreadIds: [],
    bodyCharsMax: channels[brief.channel].bodyCharsMax,
    confirmedClaims: null,
  });
  alone += threads.length === 1 ? 1 : 0;
  const made: [Method, Choice][] = [];
  for (const name of names) made.push([name, await methods[name](brief, threads)]);
  choices.push(Object.fromEntries(made) as Record<Method, Choice>);
  process.stderr.write(`${choices.length} of ${briefs.length} briefs\n`);
}
await close();
await scorer.close();

console.log(`${briefs.length} briefs, seed ${seed}; ${alone} with one eligible thread only`);
console.log(
  '| method | another thread than normalised | than rules | than chance | median ms |\n|---|---|---|---|---|',
);
for (const name of names) {
  const cells = yardsticks.map((other) => differing(name, other));
  console.log(`| ${name} | ${cells.join(' | ')} | ${median(choices.map((choice) => choice[name].ms)).toFixed(0)} |`);
}
if (values.out !== undefined) {
  for (const name of names) {
    const lines = briefs.map(({ id, product, channel, concern, client }, index) =>
      JSON.stringify({ source: name, id, product, channel, concern, client, body: choices[index]![name].body }),
    );
    await writeFile(join(values.out, `${name}.jsonl`), `${lines.join('\n')}\n`);
  }
}

async function walk(
  brief: WritableBrief,
  threads: EligibleThreads,
  method: { readonly fit: boolean; readonly normalised: boolean },
): Promise<Choice> {
  const slot = engine.openSlot();
  const startedAtMs = performance.now();
  const graph = threads.map(({ thread, allowedVariants, fit }) => ({
    thread,
    allowedVariants,
    logPrior: method.fit ? fitWeight * Math.log2(Math.max(fit, 0.01)) : 0,
  }));
  const without = engine.tokenizePrompt(promptOf(brief, false));
  const walking = walkThreads(slot, engine.tokenizePrompt(promptOf(brief, true)), new ChoiceWalk(tokens, graph), {
    temperature: 0.7,
    random: randomOf(brief),
    signal: never,
    ...(method.normalised && {
      scoreWithoutClient: async (candidates) => (await slot.start(without, candidates, never)).logProbabilities,
    }),
  });
  let step = await walking.next();
  while (!step.done) step = await walking.next();
  const { choice } = step.value;
  const ms = performance.now() - startedAtMs;
  await slot.release();
  return { thread: choice.thread, body: bodyOf(choice), ms };
}

/** One text of each thread, the mean log-probability of its tokens; the best thread's other variants by a walk. */
async function scoreWholeTexts(brief: WritableBrief, threads: EligibleThreads, normalised: boolean): Promise<Choice> {
  const random = randomOf(brief);
  const startedAtMs = performance.now();
  const scores: number[] = [];
  for (const entry of threads) {
    const variants = entry.allowedVariants.map((allowed) => allowed[Math.floor(random.next() * allowed.length)]!);
    const text = engine.tokenize(bodyOf({ thread: entry.thread, variants }));
    const known = await meanLogProbability(promptOf(brief, true), text);
    const unknown = normalised ? await meanLogProbability(promptOf(brief, false), text) : 0;
    scores.push(known - unknown);
  }
  const best = threads[scores.indexOf(Math.max(...scores))]!;
  const { body } = await walk(brief, [best], { fit: false, normalised: false });
  return { thread: best.thread, body, ms: performance.now() - startedAtMs };
}

/** All tokens of the text from one evaluation. */
async function meanLogProbability(prompt: string, text: readonly number[]): Promise<number> {
  const scores = await scorer.score(scorer.tokenizePrompt(prompt), text);
  return scores.reduce((sum, score) => sum + score, 0) / text.length;
}

function byRules(brief: WritableBrief, threads: EligibleThreads): Choice {
  const startedAtMs = performance.now();
  const options = { random: randomOf(brief), usage: noUsage };
  const { choice } = composeByRules({ threads, coverage: 'cell' }, options);
  return { thread: choice.thread, body: bodyOf(choice), ms: performance.now() - startedAtMs };
}

function byChance(brief: WritableBrief, threads: EligibleThreads): Choice {
  const random = randomOf(brief);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random.next() * items.length)]!;
  const { thread, allowedVariants } = pick(threads);
  return { thread, body: bodyOf({ thread, variants: allowedVariants.map(pick) }), ms: 0 };
}

function promptOf({ product, channel, concern, portrait }: WritableBrief, withClient: boolean): string {
  return buildPrompt(products[product], channels[channel], concern, withClient ? portrait : null);
}

function randomOf(brief: WritableBrief) {
  return createRandom(mixSeed(seed, brief.id));
}

function differing(name: Method, other: Method): string {
  const count = choices.filter((choice) => choice[name].thread !== choice[other].thread).length;
  return name === other ? '–' : `${((100 * count) / choices.length).toFixed(0)} %`;
}

function median(sample: readonly number[]): number {
  return sample.toSorted((a, b) => a - b)[Math.floor(sample.length / 2)]!;
}
