/** The rules of law, any text judged by them, stored texts judged again, and the contact policy. */
import { callApi } from './call-api.ts';
import type { Words } from './vocabulary.ts';

export const profiles = ['strict', 'law2025'] as const;
export type Profile = (typeof profiles)[number];
export type Outcome = 'passed' | 'fixed' | 'warned' | 'blocked';

export interface FieldProblem {
  readonly field: string;
  readonly limit: string;
  readonly given: string;
}

export interface RuleResult {
  readonly rule_id: string;
  readonly row: number;
  readonly title: string;
  readonly article: string;
  readonly outcome: Outcome;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly message: string;
  readonly suggested_fix: string;
}

export interface Verdict {
  readonly passed: boolean;
  readonly results: readonly RuleResult[];
  readonly law_score: number;
  readonly brand_voice_score: number;
  readonly fit_score: number;
}

export interface RuleExample {
  readonly text: string;
  readonly product: string;
  readonly channel: string;
  readonly profile: Profile;
}

export interface Rule {
  readonly id: string;
  readonly row: number;
  readonly version: number;
  readonly title: Words;
  readonly article: string;
  readonly source_marks: readonly string[];
  readonly source_note: string;
  readonly effective_from: string | null;
  readonly effective_to: string | null;
  readonly in_force: boolean;
  readonly severity: 'block' | 'fix' | 'warn';
  /** []: all. */
  readonly products: readonly string[];
  readonly all_credits: boolean;
  /** []: all. */
  readonly channels: readonly string[];
  readonly message: Words;
  readonly suggested_fix: Words;
  readonly decided_elsewhere: string | null;
  readonly passing: readonly RuleExample[];
  readonly failing: readonly RuleExample[];
}

export interface RuleSet {
  readonly rule_set_version: string;
  readonly rule_set_hash: string;
  readonly rules: readonly Rule[];
}

export function fetchRules(signal?: AbortSignal): Promise<RuleSet> {
  return callApi('/v1/rules', { signal });
}

export interface CheckedText {
  readonly verdict: Verdict;
  readonly measures: {
    readonly characters: number;
    readonly sms_segments: number;
    readonly spoken_seconds: number;
  };
  readonly terms_version: string;
  readonly sample_terms: boolean;
}

export interface CheckWish extends RuleExample {
  readonly language: string;
}

export function checkText(wish: CheckWish): Promise<CheckedText> {
  return callApi('/v1/check', { method: 'POST', body: wish });
}

export interface BrokenText {
  readonly id: string;
  readonly client_id: number | null;
  readonly product: string;
  readonly channel: string;
  readonly rule_ids: readonly string[];
  readonly asked_at: string;
  readonly profile: string;
  readonly text: string;
  readonly before: { readonly rule_set_version: string; readonly warned: readonly string[] };
  readonly after: readonly RuleResult[];
}

export interface ReplayPage {
  readonly checked: number;
  readonly skipped: number;
  readonly broken: readonly BrokenText[];
  readonly rule_set_version: string;
  readonly next_cursor: string | null;
}

export interface ReplayWish {
  readonly product?: string;
  readonly channel?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export function replayTexts(wish: ReplayWish, signal?: AbortSignal): Promise<ReplayPage> {
  return callApi('/v1/replay', { method: 'POST', body: wish, signal });
}

export interface PolicyContent {
  readonly quiet_hours: { readonly start: string; readonly end: string } | null;
  /** 0: no limit. */
  readonly channel_messages_max: number;
  /** 0: no limit. */
  readonly all_messages_max: number;
  readonly window_days: number;
  readonly consent_required: boolean;
}

export interface ContactPolicy extends PolicyContent {
  /** 0: none was ever set. */
  readonly version: number;
  readonly created_by: string | null;
  readonly created_at: string | null;
}

export const policyKey = ['contact-policy'] as const;

export function fetchPolicy(signal?: AbortSignal): Promise<ContactPolicy> {
  return callApi('/v1/contact-policy', { signal });
}

export async function listPolicies(signal?: AbortSignal): Promise<readonly ContactPolicy[]> {
  return (await callApi<{ items: readonly ContactPolicy[] }>('/v1/contact-policy/versions', { signal })).items;
}

/** @param version the one that the person saw */
export function putPolicy(policy: PolicyContent, version: number): Promise<ContactPolicy> {
  return callApi('/v1/contact-policy', { method: 'PUT', body: policy, headers: { 'if-match': `"${version}"` } });
}
