/**
 * How a CSV file is written. Delimiter: comma, semicolon or tab, whichever stands most often in the first line outside
 * quotes (a tie: comma). In a file delimited by semicolons a number may have a decimal comma, as Russian spreadsheets
 * write it.
 */
export type CsvDelimiter = ',' | ';' | '\t';

const delimiters: readonly CsvDelimiter[] = [',', ';', '\t'];
const decimalComma = /^\s*[+-]?\d+,\d+\s*$/;

export function detectDelimiter(firstLine: string): CsvDelimiter {
  const outsideQuotes = firstLine.replaceAll(/"[^"]*("|$)/g, '');
  let best: CsvDelimiter = ',';
  let bestCount = 0;
  for (const delimiter of delimiters) {
    const count = outsideQuotes.split(delimiter).length - 1;
    if (count > bestCount) {
      best = delimiter;
      bestCount = count;
    }
  }
  return best;
}

/** `52,68` → `52.68`; other cells stay as they are. */
export function withDecimalPoint(cell: string): string {
  return decimalComma.test(cell) ? cell.replace(',', '.') : cell;
}
