/**
 * npm run bench -- shared-batch [--rounds N]
 *
 * Would it pay to evaluate several clients in one batch? Runs of a composed text's length are fed to two, four and eight
 * sequences of one context, one after another (the baseline, as the service does) and together. Processor time on one
 * thread, so that other work on the machine hardly matters; medians of the rounds.
 */
import { parseArgs } from 'node:util';
import { readConfig } from '@offerwright/server/src/config.ts';
import { findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import {
  type ControlledEvaluateInputItem,
  getLlama,
  type LlamaContextSequence,
  LlamaLogLevel,
  type Token,
} from 'node-llama-cpp';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const rounds = Number(values.rounds);
const clientsCounts = [2, 4, 8] as const;
const runLengths = [6, 10, 20, 30] as const;
const promptTokens = 24;
const wording =
  'Кредитная карта, СМС, деньги и выгода. Мужчина, средних лет, платит картой, заправки, машина. Отпуск бывает и зимой: ' +
  'билеты, гостиница, лыжи. Кредитная карта возьмёт на себя часть трат, а вы вернёте их постепенно, из следующих зарплат.';

const { modelPath } = await findModelFile(readConfig(process.env));
const llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  progressLogs: false,
  maxThreads: 0,
  logLevel: LlamaLogLevel.error,
});
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  sequences: Math.max(...clientsCounts),
  contextSize: 256,
  flashAttention: false,
  threads: 1,
  failedCreationRemedy: false,
  batching: { dispatchSchedule: 'nextCycle' },
});
const tokens = model.tokenize(wording);
const sequences = Array.from({ length: Math.max(...clientsCounts) }, () => context.getSequence());
for (const sequence of sequences) await sequence.controlledEvaluate(tokens.slice(0, promptTokens));

console.log('| tokens a client | clients | one after another, ms a client | together | ratio |\n|---|---|---|---|---|');
for (const length of runLengths) {
  for (const clients of clientsCounts) {
    const alone: number[] = [];
    const together: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      alone.push(await measure(clients, length, false));
      together.push(await measure(clients, length, true));
    }
    const [one, all] = [median(alone), median(together)];
    console.log(`| ${length} | ${clients} | ${one.toFixed(1)} | ${all.toFixed(1)} | ${(one / all).toFixed(2)} |`);
  }
}
await context.dispose();
await model.dispose();
await llama.dispose();

/** Milliseconds of processor time a client. */
async function measure(clients: number, length: number, isTogether: boolean): Promise<number> {
  for (const sequence of sequences) {
    await sequence.eraseContextTokenRanges([{ start: promptTokens, end: sequence.nextTokenIndex }]);
  }
  const used = sequences.slice(0, clients);
  const before = process.cpuUsage();
  if (isTogether) await Promise.all(used.map((sequence) => feed(sequence, length)));
  else for (const sequence of used) await feed(sequence, length);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / clients;
}

/** Scores one candidate after the run, as a decision does. */
async function feed(sequence: LlamaContextSequence, length: number): Promise<void> {
  const run: Token[] = tokens.slice(promptTokens, promptTokens + length);
  const input: ControlledEvaluateInputItem[] = [...run];
  const filter = { tokens: [run[0]!], includeSelected: true };
  input[length - 1] = [run[length - 1]!, { generateNext: { logits: { filter }, totalLogitWeight: true } }];
  await sequence.controlledEvaluate(input);
}

function median(sample: readonly number[]): number {
  return sample.toSorted((a, b) => a - b)[Math.floor(sample.length / 2)]!;
}
