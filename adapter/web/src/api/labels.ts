/** Labels: what people say of texts, the texts to label next, and how far people agree. */
import type { AnswerLabels, DisagreementsResponse, Label, LabelTask } from '../../../src/api/labels.ts';
import { callApi } from './call-api.ts';

export type { AnswerLabels, DisagreementsResponse, Label, LabelTask };

export const reasons = ['law', 'fact', 'tone', 'fit', 'grammar', 'other'] as const;
export type Reason = (typeof reasons)[number];

export interface NewLabel {
  readonly mark: Label['mark'];
  readonly reason?: Reason;
  readonly correction?: string;
  readonly comment?: string;
  readonly seconds_taken?: number;
}

export interface LabelProgress {
  readonly mine: number;
  readonly everyone: number;
  readonly seconds_median: number | null;
  readonly waiting: number;
  readonly waiting_exact: boolean;
  readonly disputed: number;
}

export const labelsKey = ['labels'] as const;

export function postLabel(answerId: string, body: NewLabel): Promise<AnswerLabels> {
  return callApi(`/v1/answers/${answerId}/labels`, { method: 'POST', body });
}

export function skipText(answerId: string): Promise<unknown> {
  return callApi(`/v1/answers/${answerId}/skip`, { method: 'POST', body: {} });
}

/** What is before me, filled up to `count`. */
export async function takeTexts(count: number): Promise<readonly LabelTask[]> {
  return (await callApi<{ items: readonly LabelTask[] }>(`/v1/labels/next?count=${count}`)).items;
}

export function fetchProgress(since: Date, signal?: AbortSignal): Promise<LabelProgress> {
  return callApi(`/v1/labels/progress?since=${since.toISOString()}`, { signal });
}

export function listDisagreements(
  { from, to, cursor }: { from: Date; to: Date; cursor: string | null },
  signal?: AbortSignal,
): Promise<DisagreementsResponse> {
  const query = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() });
  if (cursor !== null) query.set('cursor', cursor);
  return callApi(`/v1/labels/disagreements?${query}`, { signal });
}
