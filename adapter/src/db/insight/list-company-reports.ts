import { sql } from 'slonik';
import { z } from 'zod';
import type { CompanyReportItem } from '../../api/insight-reports.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const itemRow = z.object({
  id: z.string(),
  created_at: instantColumn,
  created_by: z.string(),
  company: z.string(),
  periods: z.array(z.string()),
  findings: z.number(),
});

/** The latest statements, newest first. */
export async function listCompanyReports(database: Statements): Promise<CompanyReportItem[]> {
  const rows = await database.any(sql.type(itemRow)`
    SELECT company_reports.id, company_reports.created_at, users.name AS created_by, company_reports.company,
      company_reports.analysis #> '{statements,periods}' AS periods,
      jsonb_array_length(company_reports.analysis -> 'findings') AS findings
    FROM company_reports
    JOIN users ON users.id = company_reports.created_by
    ORDER BY company_reports.created_at DESC, company_reports.id DESC
    LIMIT ${limits.insightPageMax}
  `);
  return rows.map((row) => ({ ...row, created_at: new Date(row.created_at).toISOString() }));
}
