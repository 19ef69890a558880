/** A table as a CSV file, made in the browser from what is on the page. */
import type { Column, Value } from './columns.tsx';

/** @param name of the file, without its ending */
export function saveCsv<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): void {
  const values = columns.flatMap((column) => column.values);
  const lines = [values.map(({ title }) => title), ...rows.map((row) => values.map(({ of }) => of(row)))];
  // Spreadsheets take a file without the mark for one in the system's old code page.
  const text = `\uFEFF${lines.map((line) => line.map(toCell).join(',')).join('\r\n')}\r\n`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

/** What a spreadsheet would take for a formula gets a leading apostrophe; numbers are none. */
function toCell(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
