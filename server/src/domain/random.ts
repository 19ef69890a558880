/** Seeded randomness: the same seed gives the same sequence on every machine. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
}

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed | 0);
  return { next: () => (generator.next() >>> 0) / 2 ** 32 };
}

/** Mixes parts (for example a request's seed and a client's id) into one seed, 0 … 2³²−1 (FNV-1a). */
export function mixSeed(...parts: readonly (number | string | bigint)[]): number {
  let hash = 0x811c9dc5;
  for (const char of parts.join('\u0000')) {
    hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return hash;
}
