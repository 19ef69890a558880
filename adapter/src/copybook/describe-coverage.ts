import type { Coverage } from '../api/copybook.ts';
import { countCoverage, countSignals } from '../db/copybook/count-coverage.ts';
import { findEditionInForce } from '../db/copybook/find-edition-in-force.ts';
import type { Statements } from '../db/database.ts';

/** Where the edition in force has wording and where it has none. */
export async function describeCoverage(
  database: Statements,
  channels: readonly string[],
  needs: readonly string[],
): Promise<Coverage> {
  const edition = await findEditionInForce(database);
  const cells = await countCoverage(database, channels, needs);
  return {
    edition: edition?.number ?? null,
    copybook_hash: edition?.hash ?? null,
    gaps_count: findGaps(cells).length,
    cells,
    signals: await countSignals(database),
  };
}

/** Cells of products without a thread that fits any client. A family's threads stand in for products: no cell of theirs must be filled. */
export function findGaps(cells: Coverage['cells']): Coverage['cells'] {
  return cells.filter(({ product, neutral_count }) => neutral_count === 0 && !product.startsWith('FAMILY_'));
}
