/** Drafts of threads: judged and composed by the server before anything is stored. */
import { callApi } from './call-api.ts';
import type { ThreadContent, ThreadStatus } from './copybook.ts';
import type { FieldProblem, Profile, Verdict } from './rules.ts';

export interface DraftExample {
  readonly variants: readonly number[];
  /** Empty when none can be made: `refusal` says why. */
  readonly text: string;
  readonly body: string;
  readonly verdict: Verdict | null;
  readonly refusal: { readonly rule_id: string; readonly reason: string } | null;
}

export interface Duplicate {
  readonly field: string;
  readonly kind: 'same' | 'similar';
  readonly similarity: number;
  readonly thread: string;
  readonly text: string;
  readonly status: ThreadStatus;
}

export interface CheckedDraft {
  readonly passed: boolean;
  readonly problems: readonly FieldProblem[];
  readonly claims: readonly string[];
  readonly duplicates: readonly Duplicate[];
  readonly examples: readonly DraftExample[];
}

export interface DraftWish {
  readonly thread: ThreadContent;
  readonly profile: Profile;
  readonly language: string;
}

export function checkDraft(wish: DraftWish, signal?: AbortSignal): Promise<CheckedDraft> {
  return callApi('/v1/copybook/threads/check', { method: 'POST', body: wish, signal });
}

export interface ComposedDraft {
  readonly problems: readonly FieldProblem[];
  readonly examples: readonly DraftExample[];
}

export function composeDraft(
  wish: DraftWish & { readonly count: number; readonly seed: number },
  signal?: AbortSignal,
): Promise<ComposedDraft> {
  return callApi('/v1/copybook/threads/compose', { method: 'POST', body: wish, signal });
}
