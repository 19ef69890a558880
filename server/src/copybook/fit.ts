/**
 * How well a thread suits a client, 0–1: a documented sum, not a probability. It orders the eligible threads before the
 * model is asked, decides alone when rules compose, and is the confidence of a text composed by rules.
 */
import type { Concern } from '../domain/concerns.ts';
import type { ClientPortrait, SignalName } from '../domain/signals.ts';
import type { Thread } from '../domain/thread.ts';

/** Shares of the parts; they add up to 1. Concern and signals are what readers complained of most (COPYBOOK.md). */
const weights = { concern: 0.4, signals: 0.4, gender: 0.1, age: 0.1 } as const;

/** A thread that fits anybody: fair to a client with signals, nearly all that can be done for one without. */
const neutralForKnown = 0.5;
const neutralForUnknown = 0.8;
/** What each place down the client's list of signals costs, and the floor. */
const placeCost = 0.1;
const placeFloor = 0.6;

/** A general thread of the family says less of the product than one of its own. */
const familyFactor = 0.75;
/** The offer itself misses: the client evidently has the product, or lacks what it presumes. */
const missedOfferFactor = 0.7;

/** Signals that show that a client has the product already. */
const evidentlyHas: Readonly<Partial<Record<string, readonly SignalName[]>>> = {
  DC: ['active_card', 'salary'],
  IZP: ['salary'],
};
/** Signals without which the product presumes too much: a loan at this bank to renew. */
const presumes: Readonly<Partial<Record<string, readonly SignalName[]>>> = { TOPUP: ['borrower'] };

export interface FitQuery {
  readonly portrait: Pick<ClientPortrait, 'gender' | 'ageBand' | 'signals'>;
  readonly concern: Concern;
  readonly productCode: string | null;
}

export function fitOf(thread: Thread, query: FitQuery): number {
  const { portrait } = query;
  const sum =
    (thread.need === query.concern ? weights.concern : 0) +
    weights.signals * signalsPart(thread, portrait.signals) +
    weights.gender * traitPart(thread.gender, portrait.gender) +
    weights.age * traitPart(thread.age, portrait.ageBand);
  return sum * (thread.product.startsWith('FAMILY_') ? familyFactor : 1) * offerFactor(query);
}

function signalsPart(thread: Thread, signals: readonly SignalName[]): number {
  if (thread.signals.length === 0) return signals.length > 0 ? neutralForKnown : neutralForUnknown;
  const places = thread.signals.map((signal) => signals.indexOf(signal));
  return Math.max(placeFloor, 1 - placeCost * Math.min(...places));
}

/** A thread written for this gender or age over one for anybody; "adult" serves an unknown age as well as anybody. */
function traitPart(wanted: string, known: string): number {
  if (wanted === known) return known === 'u' ? 0.8 : 1;
  return 0.6;
}

function offerFactor({ portrait, productCode }: FitQuery): number {
  const has = evidentlyHas[productCode ?? '']?.some((signal) => portrait.signals.includes(signal)) ?? false;
  const needed = presumes[productCode ?? ''] ?? [];
  const lacks = needed.length > 0 && !needed.some((signal) => portrait.signals.includes(signal));
  return has || lacks ? missedOfferFactor : 1;
}
