/**
 * The threads that may be used for one client, product and channel (COPYBOOK.md, Decoding 1 and Coverage).
 *
 * A thread is usable when all its signals hold, its gender and age are the client's known ones or it asks for none, its
 * claims are confirmed, and its bodies fit in length. Among the usable ones the steps below are tried in order, and the
 * first that gives any decides:
 *   1. the cell (product, channel, concern) without the threads used for this client before;
 *   2. other concerns of the product and channel, likewise;
 *      both first without threads that the campaign has worn out (below); not so where the caller names the concern:
 *      then a text of that concern is worth a repetition;
 *   3. the same two, forbidding only the last few threads: the older text is forgotten by now, and a text of the product
 *      itself is worth more than a general one;
 *   4. threads of the product's family, without those used before;
 *   5. cell, other concerns, family with nothing forbidden: rather a repetition than silence.
 * A thread is worn out when each of its texts was used, or when it has more than its share of the campaign.
 * A product that only the request describes starts from the family: its own threads do not exist.
 */
import type { ChannelCode } from '../domain/channels.ts';
import type { Concern } from '../domain/concerns.ts';
import { limits } from '../domain/limits.ts';
import { familyNames, isProductCode } from '../domain/products.ts';
import type { ClientPortrait } from '../domain/signals.ts';
import type { Thread } from '../domain/thread.ts';
import type { Usage } from '../domain/usage.ts';
import type { ValidProduct } from '../domain/valid-request.ts';
import type { Copybook } from './copybook.ts';
import { feasibleVariants, shortestBody } from './feasible-variants.ts';
import { fitOf } from './fit.ts';
import { nameFamilyThread } from './name-family-thread.ts';
import { gradeFactor, gradeKey } from './thread-grades.ts';
import { countTexts } from './usage.ts';
import { isQuotableName } from './wording.ts';

export type EligibleCoverage = 'cell' | 'other_concern' | 'family';

export interface EligibleQuery {
  readonly product: ValidProduct;
  readonly channel: { readonly code: ChannelCode; readonly bodyCharsMin: number };
  readonly portrait: Pick<ClientPortrait, 'gender' | 'ageBand' | 'signals'>;
  readonly concern: Concern;
  /** Threads used for this client before, newest first. */
  readonly recentThreadIds: readonly string[];
  /** UTF-16 code units left for the body, disclosures taken off. */
  readonly bodyCharsMax: number;
  /** Claims that the offer catalogue confirms; null confirms all (no catalogue yet). */
  readonly confirmedClaims: ReadonlySet<string> | null;
  /** Approved threads and variants only. Absent: drafts as well. */
  readonly approvedOnly?: boolean;
  /** The caller named the concern: it is no guess from signals. */
  readonly concernGiven?: boolean;
  /** Texts that the campaign used before; absent: none. */
  readonly usage?: Usage;
}

export interface EligibleThread {
  readonly thread: Thread;
  /** 0–1: how well it suits the client (fit.ts), less what readers had against it (thread-grades.ts). */
  readonly fit: number;
  /** By position; every choice among them is within `bodyCharsMax`. None is empty. */
  readonly allowedVariants: readonly (readonly number[])[];
}

export interface Eligible {
  /** The best fit first; [] when the copybook has nothing for this request. */
  readonly threads: readonly EligibleThread[];
  readonly coverage: EligibleCoverage;
}

/** Threads that are never repeated while anything else is left. */
const freshThreadsCount = 3;

/** A thread with more than this share of a campaign's texts gives way to others, once there are enough texts to tell. */
const threadShareMax = 0.14;
const shareTextsMin = 20;

export function findEligible(copybook: Copybook, query: EligibleQuery): Eligible {
  const pools: Readonly<Record<EligibleCoverage, readonly EligibleThread[]>> = {
    ...productPools(copybook, query),
    family: copybook
      .familyThreadsOf(query.product.family, query.channel.code)
      .flatMap((entry) => familyCandidates(copybook, entry, query)),
  };
  const all = new Set(query.recentThreadIds);
  const newest = new Set(query.recentThreadIds.slice(0, freshThreadsCount));
  const none = new Set<string>();
  const worn = query.concernGiven ? all : new Set([...all, ...wornThreadIds(pools, query.usage)]);
  const steps: readonly (readonly [EligibleCoverage, ReadonlySet<string>])[] = [
    ['cell', worn],
    ['other_concern', worn],
    ['cell', all],
    ['other_concern', all],
    ['cell', newest],
    ['other_concern', newest],
    ['family', all],
    ['cell', none],
    ['other_concern', none],
    ['family', none],
  ];
  for (const [coverage, forbidden] of steps) {
    const threads = pools[coverage].filter((entry) => !forbidden.has(entry.thread.id));
    if (threads.length > 0) {
      return { threads: threads.toSorted((a, b) => b.fit - a.fit).slice(0, limits.graphThreadsMax), coverage };
    }
  }
  return { threads: [], coverage: 'family' };
}

function wornThreadIds(
  pools: Readonly<Record<EligibleCoverage, readonly EligibleThread[]>>,
  usage: Usage | undefined,
): readonly string[] {
  const textsCount = usage?.textsCount() ?? 0;
  if (!usage || textsCount === 0) return [];
  return [...pools.cell, ...pools.other_concern]
    .filter(({ thread, allowedVariants }) => {
      const usedCount = usage.ofBeginning(thread.id, []);
      const shareIsOver = textsCount >= shareTextsMin && usedCount > threadShareMax * textsCount;
      return shareIsOver || usedCount >= countTexts(allowedVariants);
    })
    .map(({ thread }) => thread.id);
}

function productPools(copybook: Copybook, query: EligibleQuery): Record<'cell' | 'other_concern', EligibleThread[]> {
  const pools: Record<'cell' | 'other_concern', EligibleThread[]> = { cell: [], other_concern: [] };
  const { code } = query.product;
  if (code === null || !isProductCode(code)) return pools;
  for (const thread of copybook.threadsOf(code, query.channel.code)) {
    if (!suits(thread, query)) continue;
    const permitted = permittedVariants(copybook, thread, query);
    const allowedVariants = permitted && feasibleVariants(thread.positions, permitted, query.bodyCharsMax);
    if (!allowedVariants) continue;
    pools[thread.need === query.concern ? 'cell' : 'other_concern'].push(
      eligibleThread(copybook, thread, allowedVariants, query),
    );
  }
  return pools;
}

/** The family's thread with the product's name in it; without it where the name may not be quoted or does not fit. */
function familyCandidates(
  copybook: Copybook,
  entry: Parameters<typeof nameFamilyThread>[0],
  query: EligibleQuery,
): readonly EligibleThread[] {
  const { name, family } = query.product;
  const plainCount = entry.thread.positions[entry.namedPosition]!.length;
  const splitNamed = (thread: Thread, isWanted: (variant: number) => boolean) =>
    permittedVariants(copybook, thread, query)?.map((variants, position) =>
      position === entry.namedPosition ? variants.filter(isWanted) : variants,
    );
  if (isQuotableName(name) && name !== familyNames[family]) {
    const thread = nameFamilyThread(entry, name);
    const candidates = splitNamed(thread, (variant) => variant >= plainCount);
    const allowed = candidates && feasibleVariants(thread.positions, candidates, query.bodyCharsMax);
    if (allowed && shortestBody(thread.positions, allowed) >= query.channel.bodyCharsMin) {
      return [eligibleThread(copybook, thread, allowed, query)];
    }
  }
  const plain = splitNamed(entry.thread, (variant) => variant < plainCount);
  const allowed = plain && feasibleVariants(entry.thread.positions, plain, query.bodyCharsMax);
  return allowed ? [eligibleThread(copybook, entry.thread, allowed, query)] : [];
}

function suits(thread: Thread, { portrait, confirmedClaims }: EligibleQuery): boolean {
  return (
    thread.signals.every((signal) => portrait.signals.includes(signal)) &&
    (thread.gender === 'u' || thread.gender === portrait.gender) &&
    ageSuits(thread.age, portrait.ageBand) &&
    (confirmedClaims === null || thread.claims.every((claim) => confirmedClaims.has(claim)))
  );
}

/**
 * Young and senior threads need a known age. "Adult" threads lean on work, children and a busy day: right for the
 * middle of life, harmless to an unknown age, a guess about the young and the retired (docs/SIGNALS.md).
 */
function ageSuits(wanted: Thread['age'], known: ClientPortrait['ageBand']): boolean {
  if (wanted === 'u' || wanted === known) return true;
  return wanted === 'adult' && known === 'u';
}

/** The variants that people let be used; null: not this thread. */
function permittedVariants(
  copybook: Copybook,
  thread: Thread,
  { approvedOnly = false }: EligibleQuery,
): readonly (readonly number[])[] | null {
  const approval = copybook.approvals.get(thread.id);
  if (approval) return approvedOnly ? approval.approvedVariants : approval.usableVariants;
  return approvedOnly ? null : everyVariant(thread);
}

function everyVariant(thread: Thread): readonly (readonly number[])[] {
  return thread.positions.map((variants) => variants.map((_, index) => index));
}

function eligibleThread(
  { grades }: Copybook,
  thread: Thread,
  allowedVariants: readonly (readonly number[])[],
  { portrait, concern, product }: EligibleQuery,
): EligibleThread {
  const fit = fitOf(thread, { portrait, concern, productCode: product.code });
  const graded = fit * gradeFactor(grades.get(gradeKey(thread)));
  return { thread, allowedVariants, fit: Math.round(graded * 1e4) / 1e4 };
}
