/** The content of a company's statements → lines, remarks and the analysis. One way for REST and commands. */
import { limits } from '../../limits.ts';
import { readTable } from '../../tables/read-table.ts';
import { refuseSheet, tableLimits } from '../refuse-sheet.ts';
import { analyseStatements } from './analyse-statements.ts';
import { parseStatements } from './parse-statements.ts';
import type { ReportAnalysis, ReportProblem, ReportUnit } from './report.ts';

export interface ReadReport {
  readonly problems: readonly ReportProblem[];
  readonly analysis: ReportAnalysis;
}

/** @throws RequestError invalid_import when nothing of the file can be used. */
export async function readReport(content: Buffer, format: 'csv' | 'xlsx', unit: ReportUnit): Promise<ReadReport> {
  const table = await readTable(content, format, tableLimits(limits.reportRowsMax)).catch(refuseSheet);
  const { statements, problems } = parseStatements(table, unit);
  return { problems, analysis: analyseStatements(statements) };
}
