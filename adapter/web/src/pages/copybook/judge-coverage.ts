/** Coverage → a table of products × channels. Counted here, because the page narrows it by need and signal at once. */
import type { Coverage, Need } from '../../api/copybook.ts';

export type Fullness = 'empty' | 'thin' | 'enough';

export interface MatrixCell {
  readonly count: number;
  /** Threads for any client in the poorest of the needs shown; equals `count` when a signal is asked for. */
  readonly thinnest: number;
  readonly fullness: Fullness;
}

export interface Matrix {
  readonly products: readonly string[];
  readonly cellOf: (product: string, channel: string) => MatrixCell;
}

/** Fewer threads for any client in a need are thin: a campaign repeats itself. */
const enoughMin = 2;
const keyOf = (product: string, channel: string) => `${product} ${channel}`;

export function judgeCoverage(coverage: Coverage, need: Need | null, signal: string | null): Matrix {
  const products = [...new Set(coverage.cells.map(({ product }) => product))];
  const cells = new Map<string, MatrixCell>();
  if (signal === null) {
    const shown = coverage.cells.filter((cell) => need === null || cell.need === need);
    for (const [key, own] of Map.groupBy(shown, ({ product, channel }) => keyOf(product, channel))) {
      const count = own.reduce((sum, { threads_count }) => sum + threads_count, 0);
      const thinnest = Math.min(...own.map(({ neutral_count }) => neutral_count));
      cells.set(key, { count, thinnest, fullness: fullnessOf(thinnest) });
    }
  } else {
    for (const { product, channel, signal: own, threads_count: count } of coverage.signals) {
      if (own === signal) cells.set(keyOf(product, channel), { count, thinnest: count, fullness: fullnessOf(count) });
    }
  }
  return {
    products: products.sort((one, other) => Number(isFamily(one)) - Number(isFamily(other))),
    cellOf: (product, channel) => cells.get(keyOf(product, channel)) ?? { count: 0, thinnest: 0, fullness: 'empty' },
  };
}

const isFamily = (product: string) => product.startsWith('FAMILY_');

function fullnessOf(count: number): Fullness {
  if (count === 0) return 'empty';
  return count < enoughMin ? 'thin' : 'enough';
}
