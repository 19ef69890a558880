/** Counts of what pairs of people said of the same texts → agreement of each pair and of all together. */
import type { DisagreementsResponse } from '../api/labels.ts';
import type { AgreementCount } from '../db/labels/count-agreement.ts';
import { cohenKappa } from './cohen-kappa.ts';

type Together = DisagreementsResponse['together'];

const markOf = (kind: string) => (kind === 'good' ? 'good' : 'wrong');
const round = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 1000);

export function describeAgreement(
  counts: readonly AgreementCount[],
): Pick<DisagreementsResponse, 'together' | 'pairs'> {
  const byPair = Map.groupBy(counts, ({ one, other }) => JSON.stringify([one, other]));
  const pairs = [...byPair.values()].map((cells) => ({
    one: cells[0]!.one,
    other: cells[0]!.other,
    ...describePair(cells),
  }));
  pairs.sort((one, other) => other.texts - one.texts || one.one.localeCompare(other.one));
  const together = {
    texts: pairs.reduce((sum, { texts }) => sum + texts, 0),
    agreed: pairs.reduce((sum, { agreed }) => sum + agreed, 0),
    kappa: meanOf(pairs, 'kappa'),
    kappa_reasons: meanOf(pairs, 'kappa_reasons'),
  };
  return { together, pairs };
}

function describePair(cells: readonly AgreementCount[]): Together {
  const asMarks = cells.map((cell) => ({
    one: markOf(cell.one_kind),
    other: markOf(cell.other_kind),
    count: cell.texts_count,
  }));
  const asReasons = cells.map((cell) => ({ one: cell.one_kind, other: cell.other_kind, count: cell.texts_count }));
  return {
    texts: cells.reduce((sum, cell) => sum + cell.texts_count, 0),
    agreed: asMarks.reduce((sum, { one, other, count }) => sum + (one === other ? count : 0), 0),
    kappa: round(cohenKappa(asMarks)),
    kappa_reasons: round(cohenKappa(asReasons)),
  };
}

/** Weighted by texts; pairs for whom it is not defined are left out. */
function meanOf(pairs: readonly Together[], name: 'kappa' | 'kappa_reasons'): number | null {
  const defined = pairs.filter((pair) => pair[name] !== null);
  const texts = defined.reduce((sum, pair) => sum + pair.texts, 0);
  return texts === 0 ? null : round(defined.reduce((sum, pair) => sum + pair[name]! * pair.texts, 0) / texts);
}
