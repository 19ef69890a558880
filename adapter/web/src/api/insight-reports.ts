/** Client journeys and companies' statements. */
import type {
  CompanyReportBody,
  CompanyReportItem,
  JourneyBody,
  JourneyItem,
} from '../../../src/api/insight-reports.ts';
import { callApi } from './call-api.ts';

export type { CompanyReportBody, CompanyReportItem, JourneyBody, JourneyItem };

export const journeysKey = ['insight', 'journeys'] as const;
export const companyReportsKey = ['insight', 'reports'] as const;

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** By the file's name, because browsers don't agree on the type of a CSV file. Null: neither csv nor xlsx. */
function typeOf(file: File): string | null {
  const name = file.name.toLowerCase();
  if (name.endsWith('.xlsx')) return xlsxType;
  return name.endsWith('.csv') ? 'text/csv' : null;
}

export const isTable = (file: File): boolean => typeOf(file) !== null;

/** @throws ApiError */
export function uploadTable<Result>(path: string, file: File): Promise<Result> {
  const headers = { 'content-type': typeOf(file) ?? 'application/octet-stream' };
  return callApi<Result>(path, { method: 'POST', body: file, headers });
}
