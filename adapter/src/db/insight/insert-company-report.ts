/** Writes a company's statements with what was read out of them. */
import { sql } from 'slonik';
import type { CompanyReportBody } from '../../api/insight-reports.ts';
import type { Statements } from '../database.ts';

export interface NewCompanyReport extends Omit<CompanyReportBody, 'created_at' | 'created_by'> {
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly sha256: string;
}

export async function insertCompanyReport(database: Statements, report: NewCompanyReport): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO company_reports (id, created_at, created_by, company, sha256, unit, problems, analysis)
    VALUES (
      ${report.id}, ${sql.timestamp(new Date(report.createdAtMs))}, ${report.createdBy}, ${report.company},
      ${report.sha256}, ${report.unit}, ${JSON.stringify(report.problems)}::jsonb,
      ${JSON.stringify(report.analysis)}::jsonb
    )
  `);
}
