/**
 * npm run bench -- rules [--seconds N]: texts a second that rules compose on one core, stage by stage: the choice alone,
 * with disclosures, with the check, and the whole answer. Clients, products and channels take turns; each stage runs over
 * the same requests again and again, and says how fast the first round was (texts nobody has seen) beside the others.
 * Seconds are of processor time, so that other work on the machine counts for little.
 */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeText, isRefusal } from '@offerwright/server/src/compliance/index.ts';
import { composeByRules, createUsage, findEligible, loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { channelCodes } from '@offerwright/server/src/domain/channels.ts';
import { systemClock } from '@offerwright/server/src/domain/clock.ts';
import { productCodes } from '@offerwright/server/src/domain/products.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { bodyOf } from '@offerwright/server/src/domain/thread.ts';
import { unknownContact } from '@offerwright/server/src/domain/valid-request.ts';
import { createAdmission } from '@offerwright/server/src/generate/admission.ts';
import { createEngineHolder } from '@offerwright/server/src/generate/engine-holder.ts';
import { checkContextOf, finishText } from '@offerwright/server/src/generate/finish-text.ts';
import { createAnswerGenerator } from '@offerwright/server/src/generate/generate-answer.ts';
import { deriveConcern, derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { askGenerator } from '../../scripts/fairness/ask-generator.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { orderOf } from '../kit/model-generator.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';
import { describeMachine, printTable } from './kit/figures.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '4' } } });
const secondsOfStage = Number(values.seconds);
const requestsCount = 1760;

console.log(describeMachine());
const raw = await readReferenceClients(null);
const copybook = await loadCopybook(join(repositoryRoot, 'models', 'copybook'));
const requests = Array.from({ length: requestsCount }, (_, index) => {
  const order = orderOf(
    productCodes[index % productCodes.length]!,
    channelCodes[Math.floor(index / productCodes.length) % channelCodes.length]!,
    { policy: 'rules-only', seed: index },
  );
  const features = raw[(index * 7) % raw.length]!;
  const portrait = { ...derivePortrait(parseFeatures(features).features), minor: false };
  const client = { id: BigInt(index), portrait, recentThreadIds: [], contact: unknownContact };
  return { order, features, client, seed: index };
});
type Request = (typeof requests)[number];

const generator = createAnswerGenerator({
  clock: systemClock,
  copybook,
  engineHolder: createEngineHolder(),
  admission: createAdmission({ clock: systemClock, slotsCount: 1, queueLengthMax: 1 }),
  serverVersion: 'bench',
  onEngineError: (error) => {
    throw error;
  },
});

printTable(
  ['stage', 'first round, texts/s', 'later rounds, texts/s', 'characters a text'],
  [
    await measure('choice (eligible threads, fit, pick)', ({ order, client, seed }) => chooseBody(order, client, seed)),
    await measure('choice and disclosures', withDisclosures),
    await measure('choice, disclosures and check', withCheck),
    await measure('whole answer (portrait, contact, provenance too)', wholeAnswer),
  ],
);

/** Rounds over all requests until the time is up; at least two. */
async function measure(name: string, write: (request: Request) => string | Promise<string>) {
  let characters = 0;
  const round = async (): Promise<number> => {
    characters = 0;
    const before = process.cpuUsage();
    for (const request of requests) {
      const text = write(request);
      characters += (typeof text === 'string' ? text : await text).length;
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  const first = await round();
  let seconds = 0;
  let rounds = 0;
  while (rounds === 0 || first + seconds < secondsOfStage) {
    seconds += await round();
    rounds += 1;
  }
  const rate = (texts: number, took: number) => Math.round(texts / took).toLocaleString('en-US');
  return [
    name,
    rate(requestsCount, first),
    rate(requestsCount * rounds, seconds),
    Math.round(characters / requestsCount),
  ];
}

function chooseBody(order: Request['order'], client: Request['client'], seed: number): string {
  const { portrait, recentThreadIds } = client;
  const eligible = findEligible(copybook, {
    product: order.product,
    channel: order.channel,
    portrait,
    concern: deriveConcern(portrait, order.product).concern,
    recentThreadIds,
    bodyCharsMax: order.channel.bodyCharsMax,
    confirmedClaims: null,
  });
  return bodyOf(composeByRules(eligible, { random: createRandom(seed), usage: createUsage() }).choice);
}

function withDisclosures({ order, client, seed }: Request): string {
  const composed = composeText(chooseBody(order, client, seed), checkContextOf(systemClock, order, client));
  if (isRefusal(composed)) throw new Error(`refused by ${composed.ruleId}`);
  return composed.text;
}

function withCheck({ order, client, seed }: Request): string {
  const outcome = finishText(chooseBody(order, client, seed), checkContextOf(systemClock, order, client));
  // The service tries other variants then; the bench counts the work, and few texts meet it.
  return 'finished' in outcome ? outcome.finished.text : '';
}

async function wholeAnswer({ order, features, client }: Request): Promise<string> {
  return (await askGenerator(generator, order, features, client.id)).text;
}
