/** Folds for cross-validation: each class is dealt out in turn after shuffling by seed, so folds have alike shares. */
import { createRandom } from '../domain/random.ts';

/** The fold of each row, 0 … count − 1. */
export function foldsOf(labels: Uint8Array, count: number, seed: number): Uint8Array {
  const folds = new Uint8Array(labels.length);
  const random = createRandom(seed);
  let dealt = 0;
  for (const wanted of [0, 1]) {
    const rows = shuffle(
      Array.from(labels.keys()).filter((row) => labels[row] === wanted),
      random.next,
    );
    for (const row of rows) folds[row] = dealt++ % count;
  }
  return folds;
}

/** In place (Fisher and Yates). */
export function shuffle<Values extends number[] | Int32Array>(values: Values, next: () => number): Values {
  for (let index = values.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1));
    [values[index], values[other]] = [values[other]!, values[index]!];
  }
  return values;
}
