/** Client journeys and companies' statements. */
import type {
  CompanyReportBody,
  CompanyReportItem,
  JourneyBody,
  JourneyItem,
} from '../../../src/api/insight-reports.ts';
import { callApi } from './call-api.ts';
import { typeOfFile } from './file-types.ts';

export type { CompanyReportBody, CompanyReportItem, JourneyBody, JourneyItem };

export const journeysKey = ['insight', 'journeys'] as const;
export const companyReportsKey = ['insight', 'reports'] as const;

/** Null: neither csv nor xlsx. */
function typeOf(file: File): string | null {
  return /\.(csv|xlsx)$/i.test(file.name) ? typeOfFile(file) : null;
}

export const isTable = (file: File): boolean => typeOf(file) !== null;

/** @throws ApiError */
export function uploadTable<Result>(path: string, file: File): Promise<Result> {
  const headers = { 'content-type': typeOf(file) ?? 'application/octet-stream' };
  return callApi<Result>(path, { method: 'POST', body: file, headers });
}
