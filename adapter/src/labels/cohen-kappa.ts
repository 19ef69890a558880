/** Cohen's kappa: how far two people agree beyond what chance would give them. */

export interface Agreement {
  /** What one said, what the other said. */
  readonly one: string;
  readonly other: string;
  readonly count: number;
}

/**
 * 1: they always agree; 0: as often as by chance; below: less often.
 * @returns null without texts, and where both said the same of everything: chance alone would give that.
 */
export function cohenKappa(agreements: readonly Agreement[]): number | null {
  const total = agreements.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const kinds = new Set(agreements.flatMap(({ one, other }) => [one, other]));
  const shareOf = (matches: (agreement: Agreement) => boolean) =>
    agreements.filter(matches).reduce((sum, { count }) => sum + count, 0) / total;
  const observed = shareOf(({ one, other }) => one === other);
  let byChance = 0;
  for (const kind of kinds) byChance += shareOf(({ one }) => one === kind) * shareOf(({ other }) => other === kind);
  return byChance >= 1 ? null : (observed - byChance) / (1 - byChance);
}
