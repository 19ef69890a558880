/**
 * Every thread of the copybook and every hand-written body, joined with its disclosures, passes the checker in the
 * profile `strict`: each variant at least once, and seeded random choices.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { CheckContext } from '../../server/src/compliance/index.ts';
import { checkText, composeText, exampleDay, exampleTerms, isRefusal } from '../../server/src/compliance/index.ts';
import { type ChannelCode, channels } from '../../server/src/domain/channels.ts';
import { isProductCode, productFamilies, products } from '../../server/src/domain/products.ts';
import { createRandom } from '../../server/src/domain/random.ts';
import type { ValidProduct } from '../../server/src/domain/valid-request.ts';
import { noContactPolicy } from '../../server/src/domain/valid-request.ts';

// Every variant under every rule takes half a minute; on a busy machine several.
vi.setConfig({ testTimeout: 300_000 });

interface Cell {
  readonly id: string;
  readonly product: string;
  readonly channel: ChannelCode;
}
interface ThreadLine extends Cell {
  readonly positions: readonly (readonly string[])[];
}

function readLines<Line>(path: string | URL): Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Line);
}

const copybook = new URL('../../models/copybook/', import.meta.url);
const threads = readdirSync(copybook)
  .filter((file) => file.endsWith('.jsonl'))
  .sort()
  .flatMap((file) => readLines<ThreadLine>(new URL(file, copybook)));
/** Neutral threads that stand in for a product which only the request describes. */
const familyPrefix = 'FAMILY_';
const productThreads = threads.filter((thread) => isProductCode(thread.product));
const familyThreads = threads.filter((thread) => thread.product.startsWith(familyPrefix));
const bodies = readLines<{ product: string; channel: ChannelCode; text: string }>(
  new URL('../data/copy_corpus.jsonl', import.meta.url),
);

/** Values of a client, as the features give them; none may make a lawful text unlawful. */
const ownValues = [34, 1, 2, 3, 12, 60, 1_217_025.56, 50_000, 7_300.5];

const creditFamilies = ['credit', 'mortgage'];

function productOf(code: string): ValidProduct {
  if (isProductCode(code)) return products[code];
  const family = productFamilies.find((candidate) => code === `${familyPrefix}${candidate.toUpperCase()}`);
  if (family === undefined) throw new Error(`unknown product ${code}`);
  const name = 'Новое предложение';
  return { code: null, name, description: name, family, isCredit: creditFamilies.includes(family) };
}

function contextOf({ product, channel }: Omit<Cell, 'id'>): CheckContext {
  return {
    product: productOf(product),
    channel: { ...channels[channel], matched: true },
    profile: {
      name: 'strict',
      version: 'test',
      terms: { ...exampleTerms, erid: '2VtzqvExample' },
      contactPolicy: noContactPolicy,
    },
    ownValues,
    disclosures: [],
    today: exampleDay,
    language: 'ru',
  };
}

/** What blocks, as "rule: piece of the text"; [] when the text may go out. */
function breachesOf(body: string, cell: Omit<Cell, 'id'>): string[] {
  const context = contextOf(cell);
  const composed = composeText(body, context);
  if (isRefusal(composed)) return [`${composed.ruleId}: ${composed.reason}`];
  const verdict = checkText(composed.text, { ...context, disclosures: composed.disclosures });
  return verdict.results
    .filter((result) => result.outcome === 'blocked')
    .map((result) => `${result.ruleId}: ${result.spans.map((span) => span.text).join(', ')} | ${body}`);
}

const randomChoices = 3;

function choicesOf(thread: ThreadLine): string[] {
  const random = createRandom(thread.id.length * 7919 + thread.positions.length);
  const variantsMax = Math.max(...thread.positions.map((position) => position.length));
  const picks = Array.from({ length: variantsMax }, (_, pick) =>
    thread.positions.map((position) => position[pick % position.length]),
  );
  for (let choice = 0; choice < randomChoices; choice++) {
    picks.push(thread.positions.map((position) => position[Math.floor(random.next() * position.length)]));
  }
  return picks.map((sentences) => sentences.join(' ').replaceAll('{name}', 'Новое предложение'));
}

describe('copybook and corpus in strict', () => {
  it('has all the threads and bodies', () => {
    expect(productThreads.length).toBeGreaterThanOrEqual(1310);
    expect(familyThreads.length).toBeGreaterThan(0);
    expect(bodies.length).toBe(704);
  });

  it('passes every thread, each variant at least once', () => {
    expect(threads.flatMap((thread) => choicesOf(thread).flatMap((body) => breachesOf(body, thread)))).toEqual([]);
  });

  it('passes every hand-written body', () => {
    expect(bodies.flatMap((body) => breachesOf(body.text, body))).toEqual([]);
  });

  it('would not pass them with a breach in the middle', () => {
    const sample = threads.filter((_, index) => index % 37 === 0);
    const accepted = sample.filter(
      (thread) => breachesOf(`${choicesOf(thread)[0]} Это бесплатно.`, thread).length === 0,
    );
    expect(accepted).toEqual([]);
  });
});
