/** The worker thread of law:replay: stored texts or lines in, what breaks now and its counts out. */
import { parentPort, workerData } from 'node:worker_threads';
import type { StoredText } from '@offerwright/adapter/src/db/history/list-stored-texts.ts';
import { checkRules, findRule, ruleSet } from '../../server/src/compliance/index.ts';
import { findingsOf } from './check-line.ts';
import { itemOfLine, itemOfStored, type ReplayItem, type ReplayOptions, type ReplayTerms } from './replay-item.ts';

export interface ReplayWorkerData {
  readonly terms: ReplayTerms;
  readonly options: ReplayOptions;
  /** Id of a rule; null: all of them. */
  readonly only: string | null;
}

export type ReplayBatch =
  | { readonly kind: 'stored'; readonly texts: readonly StoredText[] }
  | { readonly kind: 'lines'; readonly lines: readonly string[]; readonly firstNumber: number };

export interface ReplayedBatch {
  readonly textsCount: number;
  readonly brokenCount: number;
  readonly skippedCount: number;
  /** What breaks, a JSON line each, with a line break at its end. */
  readonly output: string;
  /** Rule, product or channel → texts that break. */
  readonly byRule: ReadonlyMap<string, number>;
  readonly byProduct: ReadonlyMap<string, number>;
  readonly byChannel: ReadonlyMap<string, number>;
}

const { terms, options, only } = workerData as ReplayWorkerData;
const rules = only === null ? ruleSet.rules : [findRule(only)!];

parentPort?.on('message', (batch: ReplayBatch) => {
  const items = readItems(batch);
  const counts = { byRule: new Map(), byProduct: new Map(), byChannel: new Map() };
  let output = '';
  let brokenCount = 0;
  let skippedCount = 0;
  for (const item of items) {
    if (item === undefined) {
      skippedCount += 1;
      continue;
    }
    const broken = replay(item);
    if (broken.length === 0) continue;
    brokenCount += 1;
    output += broken.map((finding) => `${JSON.stringify(finding)}\n`).join('');
    for (const rule of new Set(broken.map((finding) => finding.rule))) count(counts.byRule, rule);
    count(counts.byProduct, broken[0]!.product);
    count(counts.byChannel, broken[0]!.channel);
  }
  const answer: ReplayedBatch = {
    textsCount: items.length - skippedCount,
    brokenCount,
    skippedCount,
    output,
    ...counts,
  };
  parentPort?.postMessage(answer);
});

function readItems(batch: ReplayBatch): (ReplayItem | undefined)[] {
  if (batch.kind === 'stored') return batch.texts.map((stored) => itemOfStored(stored, terms, options));
  return batch.lines.map((line, index) => {
    const item = itemOfLine(line, batch.firstNumber + index, terms, options);
    return 'limit' in item ? undefined : item;
  });
}

function replay({ id, text, context }: ReplayItem) {
  const product = context.product.code ?? context.product.name;
  const channel = context.channel.code;
  return findingsOf(checkRules(text, context, rules))
    .filter(({ severity }) => severity === 'block')
    .map(({ row, rule, span }) => ({ id, product, channel, profile: context.profile.name, row, rule, span }));
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
