/**
 * What can be said of a set of texts without a reader, as rows of one table. Pure: the bench writes the texts, this
 * measures them. Shares are of the sendable texts but where the row says otherwise.
 */
import { productWords } from '@offerwright/server/src/compliance/product-words.ts';
import type { Copybook } from '@offerwright/server/src/copybook/index.ts';
import type { Answer } from '@offerwright/server/src/domain/answer.ts';
import { type ChannelCode, channelCodes, channels } from '@offerwright/server/src/domain/channels.ts';
import type { ProductCode } from '@offerwright/server/src/domain/products.ts';
import type { Thread } from '@offerwright/server/src/domain/thread.ts';
import { findDisagreements, type Morphology } from '../../kit/agreement.ts';
import { findCall } from '../../kit/call-to-action.ts';
import { mostRepeatedPhrase, repeatsItself, type SpellChecker, sentencesOf } from '../../kit/text-quality.ts';
import { namesInFull } from '../../kit/wording-likeness.ts';

export interface Written {
  readonly product: ProductCode;
  readonly channel: ChannelCode;
  readonly answer: Answer;
}

export interface QualityTools {
  readonly copybook: Copybook;
  readonly spelling: SpellChecker;
  readonly morphology: Morphology;
}

/** Measure, value. */
export type Row = readonly [string, string];

const shownMax = 20;

export function measureQuality(written: readonly Written[], tools: QualityTools): readonly Row[] {
  const texts = written.filter(({ answer }) => answer.status === 'sendable');
  return [
    ['texts', `${texts.length} sendable of ${written.length}; refused ${written.length - texts.length}`],
    ...measureAnswers(texts),
    ...measureVariety(texts),
    ...measureLanguage(texts, tools),
    ...measureFitting(texts, tools),
    ...channelCodes.flatMap((channel) => measureChannel(channel, texts, tools.morphology)),
  ];
}

function measureAnswers(texts: readonly Written[]): readonly Row[] {
  const scores = (['lawScore', 'brandVoiceScore', 'fitScore'] as const).map(
    (name) => `${name} ${mean(texts.map(({ answer }) => answer.verdict?.[name] ?? 0)).toFixed(3)}`,
  );
  return [
    ['passed by the checker', countIn(texts, ({ answer }) => answer.verdict?.passed === true)],
    ['source', describe(countBy(texts.map(({ answer }) => answer.source ?? 'none')))],
    ['by rules because of', describe(countBy(texts.flatMap(({ answer }) => answer.rulesReason ?? [])))],
    ['coverage', describe(countBy(texts.map(({ answer }) => answer.coverage ?? 'none')))],
    ['mean scores', scores.join(', ')],
    ['fit below 1', countIn(texts, ({ answer }) => (answer.verdict?.fitScore ?? 0) < 1)],
  ];
}

function measureVariety(texts: readonly Written[]): readonly Row[] {
  const bodies = texts.map(({ answer }) => answer.body);
  const phrase = mostRepeatedPhrase(bodies);
  const threadsUsed = countBy(texts.map(({ answer }) => answer.thread?.id ?? 'none'));
  return [
    ['distinct texts', share(new Set(bodies).size, bodies.length)],
    ['distinct openings', share(new Set(bodies.map((body) => sentencesOf(body)[0])).size, bodies.length)],
    ['repeat a phrase inside', countIn(bodies, repeatsItself)],
    ['most repeated phrase', `«${phrase.phrase}» in ${(100 * phrase.share).toFixed(1)} %`],
    ['most used thread', share(Math.max(...threadsUsed.values()), texts.length)],
  ];
}

function measureLanguage(texts: readonly Written[], { spelling, morphology }: QualityTools): readonly Row[] {
  const unknown = texts
    .flatMap(({ answer }) => spelling.unknownWords(answer.body))
    .filter((word) => morphology.readingsOf(word).length === 0);
  const disagreements = texts.flatMap(({ answer }) => findDisagreements(answer.body, morphology));
  return [
    ['words in no dictionary', list(unknown)],
    ['disagreements', list(disagreements.map(({ words }) => words))],
  ];
}

function measureFitting(texts: readonly Written[], { copybook }: QualityTools): readonly Row[] {
  const threadOf = new Map(copybook.threads.map((thread) => [thread.id, thread]));
  const named = texts.filter(({ product, answer }) => namesInFull(answer.body, product));
  const meant = texts.filter((text) => !named.includes(text) && isPlainlyMeant(text));
  const withSignals = texts.filter(({ answer }) => answer.signals.length > 0);
  const offered = withSignals.filter(({ product, channel, answer }) =>
    copybook.threadsOf(product, channel).some((thread) => isOfSignals(thread, answer)),
  );
  const used = offered.filter(({ answer }) => (threadOf.get(answer.thread?.id ?? '')?.signals.length ?? 0) > 0);
  const usedSignals = countBy(used.flatMap(({ answer }) => threadOf.get(answer.thread?.id ?? '')?.signals ?? []));
  return [
    ['product named', share(named.length, texts.length)],
    ['else plainly meant', share(meant.length, texts.length)],
    ['neither', list(texts.filter((text) => !named.includes(text) && !meant.includes(text)).map(showThread))],
    ['clients with signals', share(withSignals.length, texts.length)],
    ['thread of a signal', `${share(used.length, offered.length)} of those for whom there is one`],
    ['signals used', describe(usedSignals)],
  ];
}

function measureChannel(channel: ChannelCode, all: readonly Written[], morphology: Morphology): readonly Row[] {
  const texts = all.filter((text) => text.channel === channel);
  if (texts.length === 0) return [];
  const { bodyCharsMin, bodyCharsMax } = channels[channel];
  const lengths = texts.map(({ answer }) => answer.body.length);
  const within = lengths.filter((length) => length >= bodyCharsMin && length <= bodyCharsMax);
  const calls = texts.map(({ answer }) => findCall(answer.body, channel, morphology) ?? 'none');
  return [
    [
      `${channel} length`,
      `${Math.min(...lengths)}–${Math.max(...lengths)}; ${share(within.length, texts.length)} within ${bodyCharsMin}–${bodyCharsMax}`,
    ],
    [`${channel} call to action`, `${countIn(calls, (form) => form !== 'none')}: ${describe(countBy(calls))}`],
  ];
}

function isPlainlyMeant({ product, answer }: Written): boolean {
  const pattern = productWords[product];
  pattern.lastIndex = 0;
  return pattern.test(answer.body.toLowerCase().replaceAll('ё', 'е'));
}

/** Whether the thread asks for signals and nothing else, for this concern, and the client has them all. */
function isOfSignals(thread: Thread, { signals, concern }: Answer): boolean {
  const fitsAnybody = thread.gender === 'u' && thread.age === 'u' && thread.need === concern;
  return fitsAnybody && thread.signals.length > 0 && thread.signals.every((signal) => signals.includes(signal));
}

function showThread({ product, channel, answer }: Written): string {
  return answer.thread?.id ?? `${product} ${channel}`;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].toSorted(([, one], [, other]) => other - one));
}

function describe(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

function list(findings: readonly string[]): string {
  return `${findings.length}${findings.length === 0 ? '' : `: ${[...new Set(findings)].slice(0, shownMax).join(', ')}`}`;
}

function mean(sample: readonly number[]): number {
  return sample.reduce((sum, value) => sum + value, 0) / Math.max(1, sample.length);
}

function countIn<Item>(all: readonly Item[], holds: (item: Item) => boolean): string {
  return share(all.filter(holds).length, all.length);
}

function share(count: number, all: number): string {
  return `${count} of ${all} (${((100 * count) / Math.max(1, all)).toFixed(1)} %)`;
}
