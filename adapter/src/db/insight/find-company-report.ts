import { sql } from 'slonik';
import { z } from 'zod';
import { type CompanyReportBody, companyReportPartsSchema } from '../../api/insight-reports.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const reportRow = z.object({
  id: z.string(),
  created_at: instantColumn,
  created_by: z.string(),
  company: z.string(),
  ...companyReportPartsSchema.shape,
});

/** A company's statements with their analysis, or null. */
export async function findCompanyReport(database: Statements, id: string): Promise<CompanyReportBody | null> {
  const row = await database.maybeOne(sql.type(reportRow)`
    SELECT company_reports.id, company_reports.created_at, users.name AS created_by, company_reports.company,
      company_reports.unit, company_reports.problems, company_reports.analysis
    FROM company_reports
    JOIN users ON users.id = company_reports.created_by
    WHERE company_reports.id = ${id}
  `);
  return row === null ? null : { ...row, created_at: new Date(row.created_at).toISOString() };
}
