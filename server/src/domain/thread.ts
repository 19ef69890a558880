import type { ChannelCode } from './channels.ts';
import type { Concern } from './concerns.ts';
import type { ProductCode, ProductFamily } from './products.ts';
import type { AgeBand, Gender, SignalName } from './signals.ts';

/** Stands where a thread is written for a whole family of products: it names no product of the table. */
export type FamilyMarker = `FAMILY_${Uppercase<ProductFamily>}`;

/** One selling idea, written as interchangeable sentences (glossary: thread; COPYBOOK.md). */
export interface Thread {
  readonly id: string;
  /** First 12 hex digits of the sha256 of the thread's content. */
  readonly version: string;
  readonly product: ProductCode | FamilyMarker;
  readonly channel: ChannelCode;
  readonly need: Concern;
  /** Signals without which the text would be odd; [] fits anybody. */
  readonly signals: readonly SignalName[];
  readonly gender: Gender;
  readonly age: AgeBand;
  readonly idea: string;
  /** Facts about the product that the wording relies on; each must be confirmed by the offer catalogue. */
  readonly claims: readonly string[];
  /** positions[p][v]: the sentence of variant v at position p. Sentences are joined with one space. */
  readonly positions: readonly (readonly string[])[];
}

/** A body chosen from a thread: one variant a position. */
export interface ThreadChoice {
  readonly thread: Thread;
  readonly variants: readonly number[];
}

export function bodyOf(choice: ThreadChoice): string {
  return choice.thread.positions.map((position, index) => position[choice.variants[index] ?? 0]).join(' ');
}
