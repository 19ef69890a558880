/**
 * The compliance grammar of one request in the `composed` mode: the set of bodies that the eligible threads allow, over
 * the model's tokens. `createChoiceGraph` → `start` → while not done: `forcedRun`, then `candidates` → `choose`.
 *
 * A walk keeps the list of readings (thread, position, variant, offset) that agree with the tokens so far. This is the
 * trie of all bodies determinised on the way: the bodies of one thread are a product of its positions (243 for five
 * positions of three variants), so writing the trie down would cost thousands of nodes, while the readings in play are
 * never more than the variants of one position of each thread.
 */
import type { Thread, ThreadChoice } from '../domain/thread.ts';
import type { Usage } from '../domain/usage.ts';
import { type Branch, countTexts, noUsage } from './usage.ts';

/** A thread that may be used, with the variants that may be used at each position. */
export interface GraphThread {
  readonly thread: Thread;
  readonly allowedVariants: readonly (readonly number[])[];
  /** Natural logarithm of the preference before the model is asked; 0 is neutral. */
  readonly logPrior: number;
}

interface Reading {
  readonly entry: GraphThread;
  readonly position: number;
  readonly variant: number;
  readonly offset: number;
  readonly tokens: readonly number[];
  readonly chosen: readonly number[];
}

export interface Candidate extends Branch {
  readonly token: number;
  /** The best prior among the threads that go on with this token. */
  readonly logPrior: number;
  /** Threads that go on with this token. */
  readonly threadsCount: number;
}

export type Tokenize = (text: string) => readonly number[];

/**
 * Tokenised variants, kept between requests: a thread's wording is tokenised once. Kept by the thread itself, because a
 * family's thread with a product's name in it has the id and version of the one without, and is forgotten with it.
 */
export class VariantTokens {
  readonly #tokenize: Tokenize;
  readonly #byThread = new WeakMap<Thread, readonly (readonly (readonly number[])[])[]>();

  constructor(tokenize: Tokenize) {
    this.#tokenize = tokenize;
  }

  /** tokens[position][variant]; a variant that follows another starts with the space between them. */
  of(thread: Thread): readonly (readonly (readonly number[])[])[] {
    let tokens = this.#byThread.get(thread);
    if (!tokens) {
      tokens = thread.positions.map((position, index) =>
        position.map((variant) => this.#tokenize(index === 0 ? variant : ` ${variant}`)),
      );
      this.#byThread.set(thread, tokens);
    }
    return tokens;
  }
}

/** One walk through the grammar. Not shared between requests. */
export class ChoiceWalk {
  readonly #tokens: VariantTokens;
  readonly #usage: Usage;
  #readings: readonly Reading[];
  #done: ThreadChoice | null = null;

  /** @param usage texts used before: each candidate says how many of its texts they are. */
  constructor(tokens: VariantTokens, threads: readonly GraphThread[], usage: Usage = noUsage) {
    this.#tokens = tokens;
    this.#usage = usage;
    this.#readings = threads.flatMap((entry) => this.#open(entry, 0, []));
    if (this.#readings.length === 0) throw new Error('choice graph: no thread to walk');
  }

  /** The body chosen, or null while tokens are missing. */
  get choice(): ThreadChoice | null {
    return this.#done;
  }

  /** The next tokens that the grammar leaves; more than one is a decision. Empty when done. */
  candidates(): readonly Candidate[] {
    const byToken = new Map<number, Reading[]>();
    for (const reading of this.#readings) {
      const token = reading.tokens[reading.offset]!;
      const same = byToken.get(token);
      if (same) same.push(reading);
      else byToken.set(token, [reading]);
    }
    return [...byToken].map(([token, readings]) => this.#candidateOf(token, readings));
  }

  /** Takes one of the candidates. @throws Error when the token is none of them. */
  choose(token: number): void {
    const agreeing = this.#readings.filter((reading) => reading.tokens[reading.offset] === token);
    if (agreeing.length === 0) throw new Error('choice graph: token is not a candidate');
    const next: Reading[] = [];
    let finished: ThreadChoice | null = null;
    for (const reading of agreeing) {
      if (reading.offset + 1 < reading.tokens.length) {
        next.push({ ...reading, offset: reading.offset + 1 });
        continue;
      }
      const chosen = [...reading.chosen, reading.variant];
      if (chosen.length < reading.entry.thread.positions.length) {
        next.push(...this.#open(reading.entry, chosen.length, chosen));
      } else {
        finished ??= { thread: reading.entry.thread, variants: chosen };
      }
    }
    // A body that is the beginning of another gives way to the longer one: there is no end token to decide by.
    this.#readings = next;
    if (next.length === 0) this.#done = finished;
  }

  /** Takes tokens as long as there is one candidate only. Returns them: they are fed to the model as one batch. */
  forcedRun(): readonly number[] {
    const run: number[] = [];
    while (this.#done === null) {
      const first = this.#readings[0]!.tokens[this.#readings[0]!.offset]!;
      if (!this.#readings.every((reading) => reading.tokens[reading.offset] === first)) break;
      run.push(first);
      this.choose(first);
    }
    return run;
  }

  /** The sentences on which all readings agree: the draft that may be shown. */
  decidedSentences(): readonly string[] {
    const source = this.#done
      ? { thread: this.#done.thread, chosen: this.#done.variants }
      : { thread: this.#readings[0]!.entry.thread, chosen: this.#readings[0]!.chosen };
    if (!this.#done && this.#readings.some((reading) => !sameWording(reading, source))) return [];
    return source.chosen.map((variant, position) => source.thread.positions[position]![variant]!);
  }

  #candidateOf(token: number, readings: readonly Reading[]): Candidate {
    let logPrior = Number.NEGATIVE_INFINITY;
    let textsCount = 0;
    let usedCount = 0;
    const threads = new Set<GraphThread>();
    for (const { entry, position, variant, chosen } of readings) {
      logPrior = Math.max(logPrior, entry.logPrior);
      textsCount += countTexts(entry.allowedVariants, position + 1);
      usedCount += this.#usage.ofBeginning(entry.thread.id, [...chosen, variant]);
      threads.add(entry);
    }
    return { token, logPrior, textsCount, usedCount, threadsCount: threads.size };
  }

  #open(entry: GraphThread, position: number, chosen: readonly number[]): Reading[] {
    const tokens = this.#tokens.of(entry.thread)[position]!;
    return entry.allowedVariants[position]!.map((variant) => ({
      entry,
      position,
      variant,
      offset: 0,
      tokens: tokens[variant]!,
      chosen,
    }));
  }
}

function sameWording(reading: Reading, other: { thread: Thread; chosen: readonly number[] }): boolean {
  if (reading.entry.thread === other.thread) {
    return reading.chosen.length === other.chosen.length && reading.chosen.every((v, i) => v === other.chosen[i]);
  }
  return (
    reading.chosen.length === other.chosen.length &&
    reading.chosen.every(
      (variant, position) =>
        reading.entry.thread.positions[position]![variant] ===
        other.thread.positions[position]![other.chosen[position]!],
    )
  );
}
