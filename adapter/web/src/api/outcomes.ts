/** Files of outcomes: looked at, checked, loaded. */
import type {
  InspectedOutcomes,
  OutcomeEvent,
  OutcomeField,
  OutcomeProblem,
  OutcomesReport,
} from '../../../src/api/outcomes.ts';
import { callApi } from './call-api.ts';

export type { InspectedOutcomes, OutcomeEvent, OutcomeField, OutcomeProblem, OutcomesReport };

export interface Mapping {
  readonly columns: Partial<Record<OutcomeField, string>>;
  readonly constants: { readonly campaign_id?: string; readonly product?: string; readonly channel?: string };
  readonly events: Readonly<Record<string, OutcomeEvent>>;
  readonly utc_offset_minutes: number;
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** By its name: systems disagree about the media type of CSV. */
export function mediaTypeOf(file: File): string | null {
  const name = file.name.toLowerCase();
  if (name.endsWith('.csv')) return 'text/csv';
  return name.endsWith('.xlsx') ? xlsxType : null;
}

export function inspectOutcomes(file: File): Promise<InspectedOutcomes> {
  return callApi('/v1/outcomes/inspect', send(file));
}

export function importOutcomes(file: File, mapping: Mapping, isDryRun: boolean): Promise<OutcomesReport> {
  const query = new URLSearchParams({ mapping: JSON.stringify(mapping), dry_run: String(isDryRun) });
  return callApi(`/v1/outcomes/import?${query}`, send(file));
}

function send(file: File) {
  return { method: 'POST', body: file, headers: { 'content-type': mediaTypeOf(file)! } } as const;
}
