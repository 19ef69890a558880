/** Interviews: of the bank's people, and of a client who has a link. */
import { callApi, openApi } from './call-api.ts';

export const productSubjects = [
  'payments',
  'saving',
  'borrowing',
  'housing',
  'investing',
  'insurance',
  'currency',
  'salary',
] as const;
export const processSubjects = ['office', 'app', 'applying', 'support'] as const;
export type Subject = (typeof productSubjects)[number] | (typeof processSubjects)[number];
export type Status = 'invited' | 'active' | 'ended' | 'deleted';

export interface Interview {
  readonly id: string;
  readonly goal: string;
  readonly subject: Subject;
  readonly product: string | null;
  readonly status: Status;
  readonly channel: 'web' | 'telegram' | null;
  readonly created_at: string;
  readonly created_by: string;
  readonly link_expires_at: string;
  readonly consent_version: string | null;
  readonly consented_at: string | null;
  readonly ended_at: string | null;
  readonly end_reason: string | null;
  readonly answers_count: number;
  readonly strength: string | null;
  readonly deleted_at: string | null;
  readonly deleted_by: 'client' | 'staff' | 'term' | null;
}

export interface InterviewTurn {
  readonly number: number;
  readonly speaker: 'interviewer' | 'client';
  readonly text: string;
  readonly at: string;
  readonly stage: string | null;
  readonly chooser: 'model' | 'rules' | null;
  readonly reason: string | null;
  readonly eligible_ids: readonly string[] | null;
}

export interface Quote {
  readonly text: string;
  /** Number of the turn. */
  readonly turn: number;
}

export interface InterviewSummary {
  readonly strength: string;
  readonly quotes: readonly Quote[];
  readonly needs: readonly Quote[];
  readonly pains: readonly {
    readonly theme: string;
    readonly quotes: readonly Quote[];
    readonly strength: number;
    readonly evidence: readonly string[];
  }[];
  readonly hypotheses: readonly { readonly theme: string; readonly text: string; readonly check: string }[];
  readonly concerns: readonly { readonly concern: string; readonly likelihood: number }[];
  readonly not_covered: readonly { readonly stage: string; readonly text: string }[];
  readonly asked: readonly Quote[];
  readonly contradictions: readonly Quote[];
  readonly questions_count: number;
  readonly client_share: number;
}

export interface InterviewDetails {
  readonly interview: Interview;
  readonly turns: readonly InterviewTurn[];
  readonly summary: InterviewSummary | null;
}

export interface CreatedInterview {
  readonly interview: Interview;
  readonly link: { readonly path: string; readonly expires_at: string };
}

export const interviewsKey = ['interviews'] as const;
const base = '/v1/insight/interviews';

export interface InterviewsPage {
  readonly items: readonly Interview[];
  readonly next_cursor: string | null;
}

export function listInterviews(
  status: Status | null,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<InterviewsPage> {
  const query = new URLSearchParams({ limit: '50', ...(status && { status }), ...(cursor && { cursor }) });
  return callApi(`${base}?${query}`, { signal });
}

export function createInterview(body: { goal: string; subject: Subject; product?: string }): Promise<CreatedInterview> {
  return callApi(base, { method: 'POST', body });
}

export function fetchInterview(id: string, signal?: AbortSignal): Promise<InterviewDetails> {
  return callApi(`${base}/${encodeURIComponent(id)}`, { signal });
}

export function renewLink(id: string): Promise<CreatedInterview> {
  return callApi(`${base}/${encodeURIComponent(id)}/link`, { method: 'POST', body: {} });
}

export function finishInterview(id: string): Promise<InterviewDetails> {
  return callApi(`${base}/${encodeURIComponent(id)}/finish`, { method: 'POST', body: {} });
}

export function deleteInterview(id: string): Promise<void> {
  return callApi(`${base}/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Over fetch, not a link: a refusal is shown on the page, and an expired session asks to sign in again. */
export async function downloadResult(id: string, format: 'md' | 'docx'): Promise<void> {
  const response = await openApi(`${base}/${encodeURIComponent(id)}/result.${format}`);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `interview-${id}.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}

/** What a client sees by the link. */
export interface ClientInterview {
  readonly status: 'invited' | 'active' | 'ended';
  readonly consent: {
    readonly version: string;
    readonly title: string;
    readonly paragraphs: readonly string[];
  } | null;
  readonly turns: readonly Pick<InterviewTurn, 'number' | 'speaker' | 'text' | 'at'>[];
  readonly end_reason: string | null;
}

export const answerCharsMax = 4000;

function linkPath(token: string, act = ''): string {
  return `/v1/insight/interview-links/${encodeURIComponent(token)}${act}`;
}

export function openLink(token: string, signal?: AbortSignal): Promise<ClientInterview> {
  return callApi(linkPath(token), { signal });
}

export function giveConsent(token: string, version: string): Promise<ClientInterview> {
  return callApi(linkPath(token, '/consent'), { method: 'POST', body: { version, agreed: true } });
}

/** @param text null: asks for what is missing of the interviewer */
export function sendAnswer(token: string, number: number, text: string | null): Promise<ClientInterview> {
  return callApi(linkPath(token, '/turn'), { method: 'POST', body: { number, text } });
}

export function stopInterview(token: string): Promise<ClientInterview> {
  return callApi(linkPath(token, '/stop'), { method: 'POST', body: {} });
}

export function deleteAnswers(token: string): Promise<void> {
  return callApi(linkPath(token), { method: 'DELETE' });
}
