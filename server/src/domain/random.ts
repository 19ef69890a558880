/** Seeded randomness: the same seed gives the same sequence on every machine. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
}

/**
 * The seed is scrambled first: the generator's first number is its seed in another form, so that neighbouring seeds
 * (clients 1, 2, 3 of one request, mixed by FNV) began with almost the same number and got the same thread.
 */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(scramble(seed));
  return { next: () => (generator.next() >>> 0) / 2 ** 32 };
}

/** The finaliser of MurmurHash3: each bit of the seed moves half the bits of the result. */
function scramble(seed: number): number {
  let hash = seed | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/** Mixes parts (for example a request's seed and a client's id) into one seed, 0 … 2³²−1 (FNV-1a). */
export function mixSeed(...parts: readonly (number | string | bigint)[]): number {
  let hash = 0x811c9dc5;
  for (const char of parts.join('\u0000')) {
    hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return hash;
}

/** Index of a weight drawn in proportion to it; one of weight 0 is never drawn. At least one weight is above 0. */
export function pickWeighted(weights: readonly number[], random: Random): number {
  let point = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    point -= weight;
    if (point < 0) return index;
  }
  // Rounding left a rest.
  return weights.findLastIndex((weight) => weight > 0);
}
