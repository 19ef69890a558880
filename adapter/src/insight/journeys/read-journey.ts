/** The content of an event log → its events, what could not be read, and the analysis. One way for REST and commands. */
import { RequestError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import { readTable } from '../../tables/read-table.ts';
import { refuseSheet, tableLimits } from '../refuse-sheet.ts';
import { analyseJourney } from './analyse-journey.ts';
import type { JourneyAnalysis, JourneyColumns } from './journey.ts';
import { findJourneyColumns, type ParsedJourneyLog, parseJourneyLog } from './parse-journey-log.ts';

export interface JourneyQuery {
  readonly goals: readonly string[];
  readonly case?: string | undefined;
  readonly step?: string | undefined;
  readonly time?: string | undefined;
}

export interface ReadJourney extends ParsedJourneyLog {
  readonly analysis: JourneyAnalysis;
}

/** @throws RequestError invalid_import when nothing of the file can be used, or a goal or column is not in it. */
export async function readJourney(
  content: Buffer,
  format: 'csv' | 'xlsx',
  { goals, ...named }: JourneyQuery,
  nowMs: number,
): Promise<ReadJourney> {
  const table = await readTable(content, format, tableLimits(limits.journeyRowsMax)).catch(refuseSheet);
  const columns = findJourneyColumns(table.header, dropUndefined(named));
  if (!isColumns(columns)) {
    const message = `the columns of the log: ${columns.map(({ field }) => field).join(', ')} not found`;
    throw new RequestError('invalid_import', message, { ...columns[0]!, problems: columns });
  }
  const log = parseJourneyLog(table, columns, nowMs);
  assertUsable(log, goals);
  return { ...log, analysis: analyseJourney(log.cases, goals) };
}

function assertUsable({ cases, problems }: ParsedJourneyLog, goals: readonly string[]): void {
  if (cases.size === 0) {
    const given = problems.map(({ kind, count, rows }) => `${kind} ${count} times, first in row ${rows[0]}`).join('; ');
    throw refuse('file', 'at least one row with case, step and time', given);
  }
  const steps = new Set<string>();
  for (const events of cases.values()) for (const { step } of events) steps.add(step);
  if (steps.size > limits.journeyStepsMax) {
    throw refuse('step', `a column of at most ${limits.journeyStepsMax} different steps`, `${steps.size}`);
  }
  const missing = goals.findIndex((goal) => !steps.has(goal));
  if (missing >= 0) throw refuse(`goal[${missing}]`, 'a step of the log', 'a step that is not in it');
}

function refuse(field: string, limit: string, given: string): RequestError {
  return new RequestError('invalid_import', `${field}: must be ${limit}; got ${given}`, { field, limit, given });
}

function isColumns(found: ReturnType<typeof findJourneyColumns>): found is JourneyColumns {
  return !Array.isArray(found);
}

function dropUndefined(named: Omit<JourneyQuery, 'goals'>): Partial<JourneyColumns> {
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
