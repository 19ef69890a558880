/**
 * Draws briefs from the hand-written corpus: each of its lines is a brief (product, channel, concern, client) and what a
 * person wrote to it, so that every other writer can be given the very same task.
 *
 * Channels get equal shares, and within a channel products follow one another in a seeded order: the same seed and count
 * give the same briefs, whoever writes.
 */
import { z } from 'zod';
import { channelCodes } from '../../server/src/domain/channels.ts';
import { concerns } from '../../server/src/domain/concerns.ts';
import { type ProductCode, productCodes } from '../../server/src/domain/products.ts';
import { createRandom, mixSeed, type Random } from '../../server/src/domain/random.ts';
import { signalNames } from '../../server/src/domain/signals.ts';
import { CommandError } from '../report.ts';
import { describeClient, type PortraitWords } from './describe-brief.ts';
import { type Brief, parseJsonLines } from './text-line.ts';

const corpusLineSchema = z.object({
  product: z.enum(productCodes as readonly [ProductCode, ...ProductCode[]]),
  channel: z.enum(channelCodes),
  gender: z.enum(['m', 'f', 'u']),
  age: z.enum(['young', 'adult', 'senior', 'u']),
  signals: z.array(z.enum(signalNames)),
  need: z.enum(concerns),
  text: z.string().min(1),
});

/** A brief with what writers need beyond its words. */
export interface WritableBrief extends Brief {
  readonly product: ProductCode;
  readonly portrait: PortraitWords;
  /** What a person wrote to this brief. */
  readonly handBody: string;
}

/** @throws CommandError when a line of the corpus is wrong. */
export function parseCorpus(name: string, content: string): readonly WritableBrief[] {
  return parseJsonLines(name, content).map(({ line, value }) => {
    const parsed = corpusLineSchema.safeParse(value);
    if (!parsed.success) throw new CommandError(`${name}, line ${line}: ${parsed.error.issues[0]!.message}`);
    const { product, channel, need, gender, age, signals, text } = parsed.data;
    const portrait = { gender, ageBand: age, signals };
    const client = describeClient(portrait);
    return { id: `corpus-${line}`, product, channel, concern: need, client, portrait, handBody: text };
  });
}

/** @throws CommandError when the corpus has fewer briefs of a channel than are asked. */
export function drawBriefs(
  corpus: readonly WritableBrief[],
  briefsCount: number,
  seed: number,
): readonly WritableBrief[] {
  const random = createRandom(mixSeed(seed, 'briefs'));
  const byChannel = channelCodes.map((channel) => {
    const ofChannel = shuffle(
      corpus.filter((brief) => brief.channel === channel),
      random,
    );
    return alternateProducts(ofChannel);
  });
  return Array.from({ length: briefsCount }, (_, index) => {
    const brief = byChannel[index % channelCodes.length]![Math.floor(index / channelCodes.length)];
    if (brief) return brief;
    const most = channelCodes.length * Math.min(...byChannel.map((briefs) => briefs.length));
    throw new CommandError(`--briefs must be at most ${most}: the corpus has no more for each channel`);
  });
}

/** One brief of each product in turn, so that a small draw holds as many products as it can. */
function alternateProducts(briefs: readonly WritableBrief[]): readonly WritableBrief[] {
  const byProduct = [...Map.groupBy(briefs, (brief) => brief.product).values()];
  const rounds = Math.max(0, ...byProduct.map((group) => group.length));
  return Array.from({ length: rounds }, (_, round) => byProduct.flatMap((group) => group[round] ?? [])).flat();
}

/** Fisher–Yates; the given list stays. */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random.next() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}
