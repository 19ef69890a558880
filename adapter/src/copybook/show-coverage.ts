/** The coverage of the edition in force as a table: threads by product and channel, then the gaps. */
import type { Coverage } from '../api/copybook.ts';
import { findGaps } from './describe-coverage.ts';

/** Width of a column of numbers, and of the column of products. */
const cellWidth = 14;
const productWidth = 18;

export function showCoverage(coverage: Coverage, write: (line: string) => void): void {
  if (coverage.edition === null) {
    write('no edition: nothing was imported, the server uses its own copybook');
    return;
  }
  write(`edition ${coverage.edition}, ${coverage.copybook_hash}`);
  const channels = [...new Set(coverage.cells.map(({ channel }) => channel))];
  const byProduct = Map.groupBy(coverage.cells, ({ product }) => product);
  write('threads (approved) by product and channel');
  write(`${'product'.padEnd(productWidth)}${channels.map((channel) => channel.padStart(cellWidth)).join('')}`);
  for (const [product, cells] of byProduct) {
    const numbers = channels.map((channel) => {
      const own = cells.filter((cell) => cell.channel === channel);
      const sum = (field: 'threads_count' | 'approved_count') => own.reduce((total, cell) => total + cell[field], 0);
      return `${sum('threads_count')} (${sum('approved_count')})`.padStart(cellWidth);
    });
    write(`${product.padEnd(productWidth)}${numbers.join('')}`);
  }
  const gaps = findGaps(coverage.cells);
  write(`cells without a thread that fits any client: ${gaps.length}`);
  for (const { product, channel, need } of gaps) write(`  ${product} ${channel} ${need}`);
}
