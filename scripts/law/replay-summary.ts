/** What a replay tells a person: progress with its rate, and in the end the counts by rule, product and channel. */
import type { Clock } from '../../server/src/domain/clock.ts';
import type { ReplayedBatch } from './replay-worker.ts';

const progressEveryMs = 5000;

type Counts = Map<string, number>;

export class ReplaySummary {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #say: (line: string) => void;
  readonly #startedMs: number;
  readonly #byRule: Counts = new Map();
  readonly #byProduct: Counts = new Map();
  readonly #byChannel: Counts = new Map();
  #toldMs: number;
  #texts = 0;
  #broken = 0;
  #skipped = 0;

  constructor(clock: Pick<Clock, 'nowMs'>, say: (line: string) => void) {
    this.#clock = clock;
    this.#say = say;
    this.#startedMs = clock.nowMs();
    this.#toldMs = this.#startedMs;
  }

  add(batch: ReplayedBatch): void {
    this.#texts += batch.textsCount;
    this.#broken += batch.brokenCount;
    this.#skipped += batch.skippedCount;
    addAll(this.#byRule, batch.byRule);
    addAll(this.#byProduct, batch.byProduct);
    addAll(this.#byChannel, batch.byChannel);
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#toldMs < progressEveryMs) return;
    this.#toldMs = nowMs;
    this.#say(this.#progress(nowMs));
  }

  finish(): void {
    this.#say(this.#progress(this.#clock.nowMs()));
    if (this.#skipped > 0) this.#say(`${this.#skipped} texts were skipped: their product or channel is not known`);
    for (const [name, counts] of [
      ['rule', this.#byRule],
      ['product', this.#byProduct],
      ['channel', this.#byChannel],
    ] as const) {
      const listed = [...counts].sort(([, left], [, right]) => right - left).map(([key, texts]) => `${key} ${texts}`);
      if (listed.length > 0) this.#say(`by ${name}: ${listed.join(', ')}`);
    }
  }

  #progress(nowMs: number): string {
    const elapsedMs = nowMs - this.#startedMs;
    const perHour = elapsedMs > 0 ? Math.round((this.#texts / elapsedMs) * 3_600_000) : 0;
    return (
      `${this.#texts.toLocaleString('en-US')} texts in ${(elapsedMs / 1000).toFixed(1)} s ` +
      `(${perHour.toLocaleString('en-US')} an hour): ${this.#broken.toLocaleString('en-US')} break`
    );
  }
}

function addAll(into: Counts, counts: ReadonlyMap<string, number>): void {
  for (const [key, texts] of counts) into.set(key, (into.get(key) ?? 0) + texts);
}
