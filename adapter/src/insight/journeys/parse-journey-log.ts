/**
 * Rows of an event log → events. The columns are named by the caller or told by their names; a row that cannot be read
 * is counted by kind with its number and loses nothing else. Times: ISO 8601, "31.12.2025 14:05[:06]" (Moscow), dates of
 * a spreadsheet, milliseconds or seconds since 1970.
 */
import type { FieldProblem } from '../../errors.ts';
import { limits } from '../../limits.ts';
import type { SheetCell } from '../../tables/read-first-sheet.ts';
import type { Table } from '../../tables/read-table.ts';
import { parseTime, readText } from '../parse-time.ts';
import type { JourneyColumns, JourneyEvent, JourneyProblem } from './journey.ts';

export interface ParsedJourneyLog {
  readonly columns: JourneyColumns;
  /** By case, each in time; of one time in the order of the file. */
  readonly cases: ReadonlyMap<string, readonly JourneyEvent[]>;
  readonly problems: readonly JourneyProblem[];
}

const namesOf: Readonly<Record<keyof JourneyColumns, RegExp>> = {
  case: /^(id|case|case[ _:.-]?(id|concept:name)|case:concept:name|trace|кейс|заявка|обращение|сессия|visitor ?id|session.*|id.*заявк.*|.*номер.*|клиент|client.*)$/i,
  step: /^(activity|step|event|concept:name|шаг|этап|событие|действие|операция|статус|status|activity.*)$/i,
  time: /^(time|timestamp|time:timestamp|date|datetime|at|время|дата|дата.*время|когда|.*timestamp.*|.*_at)$/i,
};

/** @returns the columns, or what is wrong with them */
export function findJourneyColumns(
  header: readonly string[],
  named: Partial<JourneyColumns>,
): JourneyColumns | readonly FieldProblem[] {
  const found: Partial<Record<keyof JourneyColumns, string>> = {};
  const problems: FieldProblem[] = [];
  for (const role of ['case', 'step', 'time'] as const) {
    const wanted = named[role];
    const column =
      wanted === undefined ? header.find((name) => namesOf[role].test(name)) : header.find((name) => name === wanted);
    if (column === undefined || Object.values(found).includes(column)) {
      const limit = `a column of the file that no other role has${wanted === undefined ? ', named by the query' : ''}`;
      problems.push({ field: role, limit, given: column === undefined ? 'none' : 'a column of another role' });
    } else found[role] = column;
  }
  return problems.length > 0 ? problems : (found as unknown as JourneyColumns);
}

export function parseJourneyLog(table: Table, columns: JourneyColumns, nowMs: number): ParsedJourneyLog {
  const at = (name: string) => table.header.indexOf(name);
  const [caseAt, stepAt, timeAt] = [at(columns.case), at(columns.step), at(columns.time)];
  const counts = new Map<JourneyProblem['kind'], { count: number; rows: number[] }>();
  const cases = new Map<string, JourneyEvent[]>();
  for (const { row, cells } of table.rows) {
    const parsed = parseRow(cells[caseAt]!, cells[stepAt]!, cells[timeAt]!, nowMs);
    if (typeof parsed === 'string') {
      const problem = counts.get(parsed) ?? { count: 0, rows: [] };
      problem.count++;
      if (problem.rows.length < limits.journeyProblemRowsShown) problem.rows.push(row);
      counts.set(parsed, problem);
      continue;
    }
    const events = cases.get(parsed.caseId);
    const event = { ...parsed, row };
    if (events === undefined) cases.set(parsed.caseId, [event]);
    else events.push(event);
  }
  for (const events of cases.values()) events.sort((one, other) => one.atMs - other.atMs || one.row - other.row);
  const problems = [...counts].map(([kind, problem]) => ({ kind, ...problem }));
  return { columns, cases, problems: problems.sort((one, other) => other.count - one.count) };
}

function parseRow(
  caseCell: SheetCell,
  stepCell: SheetCell,
  timeCell: SheetCell,
  nowMs: number,
): Omit<JourneyEvent, 'row'> | JourneyProblem['kind'] {
  const caseId = readText(caseCell);
  const step = readText(stepCell).replaceAll(/\s+/g, ' ');
  if (caseId === '') return 'no_case';
  if (step === '') return 'no_step';
  if (caseId.length > limits.journeyNameCharsMax || step.length > limits.journeyNameCharsMax) return 'too_long';
  if (timeCell === null || readText(timeCell) === '') return 'no_time';
  const atMs = parseTime(timeCell);
  if (atMs === undefined) return 'unreadable_time';
  if (atMs > nowMs + limits.journeyFutureMs) return 'future_time';
  return { caseId, step, atMs };
}
