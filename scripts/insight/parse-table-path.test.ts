import { expect, it } from 'vitest';
import { UsageError } from './explain-error.ts';
import { parseTablePath } from './parse-table-path.ts';

it('takes format and name from the path, whatever the case of the ending', () => {
  expect(parseTablePath('file', 'logs/loans.2026.CSV')).toEqual({
    path: 'logs/loans.2026.CSV',
    format: 'csv',
    name: 'loans.2026',
  });
  expect(parseTablePath('log', 'book.xlsx')).toMatchObject({ format: 'xlsx', name: 'book' });
});

it.each([undefined, '', 'table', 'table.xls', '.csv'])('refuses %j by the name of the option', (path) => {
  expect(() => parseTablePath('log', path)).toThrow(new UsageError('--log: must be a .csv or .xlsx file'));
});
