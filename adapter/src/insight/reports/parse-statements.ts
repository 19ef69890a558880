/**
 * Rows of a balance and of a profit and loss statement → lines by code and period. The first column with codes or names
 * of lines names them; every other column whose header holds a year is a period. "(1 234)" is negative, a dash is zero,
 * spaces and decimal commas are read. Costs and interest count as amounts, however the file signs them. What is missing
 * and follows from other lines is worked out and told.
 */

import { type LineCode, lineCodes } from '../../api/insight-reports.ts';
import { RequestError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import type { SheetCell } from '../../tables/read-first-sheet.ts';
import type { Table } from '../../tables/read-table.ts';
import { lineNames } from './line-names.ts';
import { type PeriodLines, type ReportProblem, type ReportUnit, reportUnits, type Statements } from './report.ts';

type Lines = Partial<Record<LineCode, number>>;

export interface ParsedStatements {
  readonly statements: Statements;
  readonly problems: readonly ReportProblem[];
}

/** Lines that forms show in brackets or with a minus and that mean an amount. */
const amounts: ReadonlySet<LineCode> = new Set(['2120', '2330']);

/** @throws RequestError invalid_import when there is no period or no known line. */
export function parseStatements(table: Table, unit: ReportUnit): ParsedStatements {
  const periods = findPeriods(table.header);
  const problems: ReportProblem[] = [];
  const lines: Lines[] = periods.map(() => ({}));
  for (const { row, cells } of table.rows) readRow(row, cells, periods, lines, reportUnits[unit], problems);
  if (lines.every((one) => Object.keys(one).length === 0)) {
    throw refuse('file', 'rows with codes or names of lines (1600, 2110, «Выручка» …)', 'none of them');
  }
  const computed = new Set<LineCode>();
  for (const one of lines) completeLines(one, computed);
  for (const [index, one] of lines.entries()) problems.push(...checkSums(one, periods[index]!.name));
  const shown = problems.slice(0, limits.reportProblemsShown);
  return {
    statements: { periods: periods.map(({ name }) => name), lines, computed: [...computed].sort() },
    problems: shown,
  };
}

interface Period {
  readonly name: string;
  readonly column: number;
  readonly order: number;
}

function findPeriods(header: readonly string[]): Period[] {
  const found = header.flatMap((name, column) => {
    const year = /(?:^|\D)((?:19|20)\d{2})(?:\D|$)/.exec(name)?.[1];
    if (year === undefined) return [];
    const quarter = /([1-4])\s*(?:кв|q)|(?:кв|q)\.?\s*([1-4])/i.exec(name);
    const month = /\d{1,2}\.(\d{1,2})\.(?:19|20)\d{2}|(?:19|20)\d{2}-(\d{2})/.exec(name);
    const part = quarter ? Number(quarter[1] ?? quarter[2]) * 3 : Number(month?.[1] ?? month?.[2] ?? 12);
    return [{ name, column, order: Number(year) * 100 + part }];
  });
  if (found.length === 0)
    throw refuse('file', 'a header with years (2023; 31.12.2024; 2025 Q1)', 'a header without a year');
  if (found.length > limits.reportPeriodsMax) {
    throw refuse('file', `at most ${limits.reportPeriodsMax} periods`, `${found.length} periods`);
  }
  return found.sort((one, other) => one.order - other.order);
}

function readRow(
  row: number,
  cells: readonly SheetCell[],
  periods: readonly Period[],
  lines: readonly Lines[],
  factor: number,
  problems: ReportProblem[],
): void {
  const code = findCode(cells.filter((_, column) => !periods.some((period) => period.column === column)));
  if (code === undefined) {
    problems.push({
      kind: 'unknown_line',
      message: `Строка ${row}: такой строки отчётности здесь не знают, она не учтена.`,
    });
    return;
  }
  for (const [index, { column, name }] of periods.entries()) {
    const cell = cells[column] ?? null;
    const value = parseAmount(cell);
    if (value === undefined) {
      if (cell !== null && String(cell).trim() !== '') {
        problems.push({ kind: 'unreadable_value', message: `Строка ${row}, ${name}: не число.` });
      }
      continue;
    }
    const line = lines[index]!;
    if (line[code] !== undefined) {
      problems.push({
        kind: 'repeated_line',
        message: `Строка ${row}, ${name}: строка ${code} уже была, взята первая.`,
      });
      continue;
    }
    line[code] = (amounts.has(code) ? Math.abs(value) : value) * factor;
  }
}

function findCode(cells: readonly SheetCell[]): LineCode | undefined {
  const texts = cells.map((cell) => (cell === null ? '' : String(cell).trim()));
  for (const text of texts) {
    const code = lineCodes.find((one) => one === text);
    if (code !== undefined) return code;
  }
  // A code that stands there and is none of ours is another line, whatever its name says.
  if (texts.some((text) => /^\d{4,5}$/.test(text))) return undefined;
  for (const text of texts) {
    const code = lineCodes.find((one) => lineNames[one].pattern.test(text));
    if (code !== undefined) return code;
  }
  return undefined;
}

/** @returns undefined for an empty cell and for what is no number */
export function parseAmount(cell: SheetCell): number | undefined {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined;
  if (typeof cell !== 'string') return undefined;
  const text = cell.replaceAll(/[\s\u00a0\u202f]/g, '').replace('−', '-');
  if (/^[-–—]$/.test(text)) return 0;
  const inBrackets = /^\((.*)\)$/.exec(text);
  const digits = (inBrackets?.[1] ?? text).replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(digits)) return undefined;
  return inBrackets ? -Number(digits) : Number(digits);
}

function completeLines(line: Lines, computed: Set<LineCode>): void {
  const set = (code: LineCode, ...parts: readonly (number | undefined)[]) => {
    if (line[code] !== undefined || parts.some((part) => part === undefined)) return;
    line[code] = (parts as number[]).reduce((sum, part) => sum + part, 0);
    computed.add(code);
  };
  const minus = (value: number | undefined) => (value === undefined ? undefined : -value);
  set('1600', line['1100'], line['1200']);
  set('1600', line['1700']);
  set('1700', line['1300'], line['1400'], line['1500']);
  set('1700', line['1600']);
  set('1200', line['1600'], minus(line['1100']));
  set('1300', line['1700'], minus(line['1400']), minus(line['1500']));
  set('2100', line['2110'], minus(line['2120']));
}

function checkSums(line: PeriodLines, period: string): ReportProblem[] {
  const sums: readonly (readonly [LineCode, readonly LineCode[]])[] = [
    ['1600', ['1100', '1200']],
    ['1700', ['1300', '1400', '1500']],
    ['1600', ['1700']],
  ];
  return sums.flatMap(([total, parts]) => {
    const values = parts.map((part) => line[part]);
    const whole = line[total];
    if (whole === undefined || values.some((value) => value === undefined)) return [];
    const sum = (values as number[]).reduce((one, other) => one + other, 0);
    if (Math.abs(sum - whole) <= limits.reportSumTolerance * Math.max(Math.abs(whole), 1)) return [];
    return [
      {
        kind: 'does_not_add_up' as const,
        message: `${period}: ${parts.join(' + ')} не равно ${total}; проверьте файл.`,
      },
    ];
  });
}

function refuse(field: string, limit: string, given: string): RequestError {
  return new RequestError('invalid_import', `${field}: must hold ${limit}; got ${given}`, { field, limit, given });
}
