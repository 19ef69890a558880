/** The copybook: threads by revision, what people say of them, drafts checked and composed, coverage, editions. */
import { callApi } from './call-api.ts';

export type ThreadStatus = 'draft' | 'approved' | 'retired';
export type Need = 'finance' | 'efficiency' | 'purchase' | 'support';

export const needs: readonly Need[] = ['finance', 'efficiency', 'purchase', 'support'];
export const threadStatuses: readonly ThreadStatus[] = ['draft', 'approved', 'retired'];
export const genders = ['u', 'm', 'f'] as const;
export const ages = ['u', 'young', 'adult', 'senior'] as const;

/** A thread as it is stored. */
export interface ThreadContent {
  readonly id: string;
  readonly product: string;
  readonly channel: string;
  readonly need: Need;
  readonly signals: readonly string[];
  readonly gender: (typeof genders)[number];
  readonly age: (typeof ages)[number];
  readonly idea: string;
  readonly claims: readonly string[];
  readonly positions: readonly (readonly string[])[];
  /** Threads of a family only: sentences with «{name}». */
  readonly named?: { readonly position: number; readonly variants: readonly string[] };
}

export interface ThreadItem {
  readonly id: string;
  readonly status: ThreadStatus;
  readonly origin: 'people' | 'free';
  readonly revision: number;
  readonly in_force_revision: number | null;
  readonly changed_at: string;
  readonly product: string;
  readonly channel: string;
  readonly need: Need;
  readonly signals: readonly string[];
  readonly idea: string;
  readonly author: string;
  readonly variants: Readonly<Record<ThreadStatus, number>>;
}

export interface ThreadRevision {
  readonly revision: number;
  readonly version: string;
  readonly thread: ThreadContent;
  readonly origin: 'import' | 'api' | 'free';
  readonly author: string;
  readonly note: string;
  readonly created_at: string;
}

export interface ThreadReview {
  readonly act: 'submit' | 'approve' | 'retire' | 'comment';
  readonly revision: number;
  readonly position: number | null;
  readonly variant: number | null;
  readonly person: string;
  readonly comment: string;
  readonly edition: number | null;
  readonly created_at: string;
}

export interface Candidate {
  readonly engine: string;
  readonly model_name: string;
  readonly prompt_version: string;
  readonly confidence: number;
  readonly confidence_basis: string;
  readonly law_score: number;
  readonly brand_voice_score: number;
  readonly fit_score: number;
  readonly created_at: string;
}

export interface ThreadVariant {
  readonly position: number;
  readonly variant: number;
  readonly text: string;
  readonly status: ThreadStatus;
}

export interface ThreadDetails {
  readonly id: string;
  readonly status: ThreadStatus;
  readonly origin: 'people' | 'free';
  readonly revision: number;
  readonly in_force_revision: number | null;
  readonly changed_at: string;
  readonly candidate: Candidate | null;
  readonly thread: ThreadContent;
  readonly variants: readonly ThreadVariant[];
  readonly revisions: readonly ThreadRevision[];
  readonly reviews: readonly ThreadReview[];
}

export interface ChangedThread {
  readonly changed: boolean;
  readonly edition: number | null;
  readonly thread: ThreadDetails;
}

export interface Coverage {
  /** null: nothing was imported, the server's own copybook is used. */
  readonly edition: number | null;
  readonly gaps_count: number;
  readonly cells: readonly CoverageCell[];
  readonly signals: readonly {
    readonly product: string;
    readonly channel: string;
    readonly signal: string;
    readonly threads_count: number;
  }[];
}

export interface CoverageCell {
  readonly product: string;
  readonly channel: string;
  readonly need: Need;
  readonly threads_count: number;
  readonly approved_count: number;
  readonly neutral_count: number;
}

export interface Edition {
  readonly number: number;
  readonly copybook_hash: string;
  readonly threads_count: number;
  readonly approved_threads_count: number;
  readonly act: 'import' | 'create' | 'revise' | 'approve' | 'retire';
  readonly made_by: string | null;
  readonly made_at: string;
}

export const copybookKey = ['copybook'] as const;
export const threadKey = (id: string) => [...copybookKey, 'thread', id] as const;

const threads = '/v1/copybook/threads';
const pathOf = (id: string, act = '') => `${threads}/${encodeURIComponent(id)}${act}`;

export interface ThreadsPage {
  readonly items: readonly ThreadItem[];
  readonly next_cursor: string | null;
}

/** @param query of URLSearchParams */
export function listThreads(query: string, signal?: AbortSignal): Promise<ThreadsPage> {
  return callApi(`${threads}?${query}`, { signal });
}

export function fetchThread(id: string, signal?: AbortSignal): Promise<ThreadDetails> {
  return callApi(pathOf(id), { signal });
}

export function fetchCoverage(signal?: AbortSignal): Promise<Coverage> {
  return callApi('/v1/copybook/coverage', { signal });
}

export async function listEditions(signal?: AbortSignal): Promise<readonly Edition[]> {
  return (await callApi<{ items: readonly Edition[] }>('/v1/copybook/editions', { signal })).items;
}

export function createThread(thread: ThreadContent, note: string): Promise<ChangedThread> {
  return callApi(threads, { method: 'POST', body: { thread, note } });
}

export function reviseThread(thread: ThreadContent, note: string, revision: number): Promise<ChangedThread> {
  return callApi(pathOf(thread.id, '/revisions'), {
    method: 'POST',
    body: { expected_revision: revision, thread, note },
  });
}

export interface Review {
  readonly act: 'approve' | 'retire';
  /** Null: the whole thread. */
  readonly place: { readonly position: number; readonly variant: number } | null;
  readonly comment: string;
  readonly withVariants: boolean;
}

/** @param revision the one that the person saw */
export function reviewThread(
  id: string,
  revision: number,
  { act, place, comment, withVariants }: Review,
): Promise<ChangedThread> {
  const shared = { expected_revision: revision, comment };
  if (place !== null) return callApi(pathOf(id, `/variants/${act}`), { method: 'POST', body: { ...shared, ...place } });
  const body = act === 'approve' ? { ...shared, with_variants: withVariants } : shared;
  return callApi(pathOf(id, `/${act}`), { method: 'POST', body });
}

export function commentThread(id: string, comment: string): Promise<ChangedThread> {
  return callApi(pathOf(id, '/comments'), { method: 'POST', body: { comment } });
}

export interface ImportedCopybook {
  readonly created: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly approved: number;
  readonly edition: number | null;
}

export function importCopybook(approve: boolean): Promise<ImportedCopybook> {
  return callApi('/v1/copybook/import', { method: 'POST', body: { approve } });
}

export interface TakenAnswer {
  readonly answer: string;
  readonly outcome: 'stored' | 'known' | 'duplicate' | 'unfit' | 'not_free' | 'not_found';
  readonly thread: string | null;
}

export async function takeAnswers(count: number): Promise<readonly TakenAnswer[]> {
  const path = '/v1/copybook/candidates/from-answers';
  return (await callApi<{ items: readonly TakenAnswer[] }>(path, { method: 'POST', body: { count } })).items;
}
