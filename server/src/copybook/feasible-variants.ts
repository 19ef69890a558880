/** Which variants leave every body of a thread within the length that is left for it. */

/**
 * Drops the longest variants, the greatest saving first, until the longest possible body fits: then any choice fits,
 * and neither the model nor the rules need to count characters.
 * @param positions positions[p][v]; @param candidates variants to choose from, by position.
 * @param charsMax UTF-16 code units of the body, spaces between sentences included.
 * @returns the variants left at each position, or null when not even the shortest body fits.
 */
export function feasibleVariants(
  positions: readonly (readonly string[])[],
  candidates: readonly (readonly number[])[],
  charsMax: number,
): readonly (readonly number[])[] | null {
  const left = candidates.map((variants, position) =>
    variants.toSorted((a, b) => lengthAt(positions, position, b) - lengthAt(positions, position, a)),
  );
  let longest = positions.length - 1;
  for (const [position, variants] of left.entries()) {
    if (variants.length === 0) return null;
    longest += lengthAt(positions, position, variants[0]!);
  }
  while (longest > charsMax) {
    let best = -1;
    let saved = -1;
    for (const [position, variants] of left.entries()) {
      if (variants.length < 2) continue;
      const saving = lengthAt(positions, position, variants[0]!) - lengthAt(positions, position, variants[1]!);
      if (saving > saved) [best, saved] = [position, saving];
    }
    if (best === -1) return null;
    left[best]!.shift();
    longest -= saved;
  }
  return left.map((variants) => variants.toSorted((a, b) => a - b));
}

/** Length of the shortest body of these variants. */
export function shortestBody(
  positions: readonly (readonly string[])[],
  allowed: readonly (readonly number[])[],
): number {
  return allowed.reduce(
    (sum, variants, position) => sum + Math.min(...variants.map((variant) => lengthAt(positions, position, variant))),
    positions.length - 1,
  );
}

function lengthAt(positions: readonly (readonly string[])[], position: number, variant: number): number {
  return positions[position]![variant]!.length;
}
