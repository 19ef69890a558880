/**
 * npm run bench -- variety [--clients N --products CC,DEPOSIT --channels SMS,EMAIL --policy model-first|rules-only]
 *
 * A campaign over the reference clients for each product and channel: how many texts are distinct, how far the most used
 * thread is overused, with the campaign's used texts sent along and, as the baseline of the same run, without them.
 * "Where others fit": a text of the most used thread counts only if its client had another eligible thread.
 */
import { parseArgs } from 'node:util';
import { createUsage, findEligible } from '@offerwright/server/src/copybook/index.ts';
import type { Answer } from '@offerwright/server/src/domain/answer.ts';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { type ModelGenerator, openModelGenerator, orderOf } from '../kit/model-generator.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string' },
    products: { type: 'string', default: 'CC,DEPOSIT' },
    channels: { type: 'string', default: 'SMS,PUSH,MOB_BANNER,OFFICE_BANNER,MOBILE_CHAT,TMO,KND,EMAIL' },
    policy: { type: 'string', default: 'rules-only' },
    seed: { type: 'string', default: '5' },
  },
});

const clients = await readReferenceClients(values.clients ? Number(values.clients) : null);
const policy = values.policy === 'model-first' ? 'model-first' : 'rules-only';
const generator = await openModelGenerator();
console.log(`${clients.length} clients, ${policy}, seed ${values.seed}`);
console.log(
  '| product | channel | distinct, alone | distinct, campaign | top thread, alone | top thread, campaign | by model |',
);
console.log('|---|---|---|---|---|---|---|');
for (const product of values.products.split(',')) {
  for (const channel of values.channels.split(',')) {
    const alone = await runCampaign(generator, product, channel, false);
    const campaign = await runCampaign(generator, product, channel, true);
    const cells = [distinct(alone), distinct(campaign), topThread(alone), topThread(campaign), byModel(campaign)];
    console.log(`| ${product} | ${channel} | ${cells.join(' | ')} |`);
  }
}
await generator.close();

interface Written {
  readonly answer: Answer;
  /** Threads that the client could have got. */
  readonly eligibleCount: number;
}

async function runCampaign({ answer, copybook }: ModelGenerator, product: string, channel: string, varied: boolean) {
  const order = orderOf(product, channel, { seed: Number(values.seed), policy });
  const usage = createUsage();
  const written: Written[] = [];
  for (const [index, features] of clients.entries()) {
    const given = await answer(order, features, BigInt(index), varied ? usage : undefined);
    if (given.thread === null) continue;
    const eligible = findEligible(copybook, {
      product: order.product,
      channel: order.channel,
      portrait: derivePortrait(parseFeatures(features).features),
      concern: given.concern,
      recentThreadIds: [],
      bodyCharsMax: order.channel.bodyCharsMax,
      confirmedClaims: null,
    });
    written.push({ answer: given, eligibleCount: eligible.threads.length });
  }
  return written;
}

function distinct(written: readonly Written[]): string {
  return share(new Set(written.map(({ answer }) => answer.body)).size, written.length);
}

function topThread(written: readonly Written[]): string {
  const counts = new Map<string, number>();
  for (const { answer, eligibleCount } of written) {
    if (eligibleCount > 1) counts.set(answer.thread!.id, (counts.get(answer.thread!.id) ?? 0) + 1);
  }
  return share(Math.max(...counts.values()), written.length);
}

function byModel(written: readonly Written[]): string {
  return share(written.filter(({ answer }) => answer.source === 'model').length, written.length);
}

function share(count: number, all: number): string {
  return `${((100 * count) / all).toFixed(1)} %`;
}
