/**
 * What is wrong with a draft of a thread. The server says what it may consist of, composes texts that show every
 * sentence and judges them; the database knows which sentences were withdrawn. Nothing is stored.
 */
import type { CheckThreadResponse } from '@offerwright/proto/marketing/v1/generation_pb';
import { noContactPolicy } from '../api/contacts.ts';
import type { CheckedDraft, ThreadContent } from '../api/copybook.ts';
import type { GenerateEnvelope } from '../api/generate-request.ts';
import { resolveTerms } from '../catalogue/resolve-terms.ts';
import { findWithdrawn } from '../db/copybook/list-sentences.ts';
import { type FieldProblem, RequestError } from '../errors.ts';
import { buildProfile, type OrderTerms } from '../inference/build-batches.ts';
import { readVerdict } from '../inference/read-answer.ts';
import { limits } from '../limits.ts';
import type { CopybookContext } from './copybook-context.ts';
import { formatThreadLine, sentencesOf } from './thread-line.ts';

export interface DraftWish {
  readonly content: ThreadContent;
  readonly profile: GenerateEnvelope['profile'];
  readonly language: 'ru' | 'en';
  /** Drawn texts besides those that show every sentence. */
  readonly examplesCount: number;
  readonly seed: number;
  /** False: the server's default provider, so that terms too long for a channel are not held against a thread. */
  readonly withTerms: boolean;
}

export type JudgedDraft = Pick<CheckedDraft, 'problems' | 'claims' | 'examples'>;

/** @throws RequestError inference_unavailable */
export async function checkDraft(context: CopybookContext, wish: DraftWish): Promise<JudgedDraft> {
  const { content, profile, language } = wish;
  const terms = wish.withTerms ? await findTerms(context, content) : null;
  const checked = await context.inference.checkThread({
    json: formatThreadLine(content),
    profile: buildProfile({ profile, terms, contactPolicy: noContactPolicy }),
    examplesCount: wish.examplesCount,
    seed: wish.seed,
    language,
  });
  const examples = checked.examples.map(readExample);
  return {
    problems: [
      ...checked.problems.map(({ field, limit, given }) => ({ field: `thread.${field}`, limit, given })),
      ...lawProblems(examples),
      ...(await withdrawnProblems(context, content)),
    ].slice(0, limits.importProblemsMax),
    claims: [...checked.claims],
    examples,
  };
}

/** Null where the catalogue has nothing in force: the draft is judged with the server's default provider. */
async function findTerms({ database, clock }: CopybookContext, content: ThreadContent): Promise<OrderTerms | null> {
  const query = { productCode: content.product, channelCode: content.channel, isKnownProduct: false };
  return await resolveTerms(database, { ...query, nowMs: clock.epochMs() }).catch((error: unknown) => {
    if (error instanceof RequestError && error.kind === 'no_terms_in_force') return null;
    throw error;
  });
}

function readExample({ variants, text, body, verdict, refusal }: CheckThreadResponse['examples'][number]) {
  return {
    variants: [...variants],
    text,
    body,
    verdict: verdict ? readVerdict(verdict) : null,
    refusal: refusal ? { rule_id: refusal.ruleId, reason: refusal.reason } : null,
  };
}

/** One a rule, with the first body that breaks it. */
function lawProblems(examples: CheckedDraft['examples']): FieldProblem[] {
  const byRule = new Map<string, FieldProblem>();
  for (const { refusal, body } of examples) {
    if (refusal === null || byRule.has(refusal.rule_id)) continue;
    const limit = 'lawful in every choice of sentences';
    byRule.set(refusal.rule_id, {
      field: 'thread.positions',
      limit,
      given: `${refusal.rule_id}: ${refusal.reason} («${body}»)`,
    });
  }
  return [...byRule.values()];
}

/** A withdrawn sentence does not come back by another thread. */
async function withdrawnProblems({ database }: CopybookContext, content: ThreadContent): Promise<FieldProblem[]> {
  const sentences = sentencesOf(content).flatMap((variants, position) =>
    variants.map((text, variant) => ({ field: `thread.positions.${position}.${variant}`, text })),
  );
  const withdrawn = new Set(
    await findWithdrawn(
      database,
      sentences.map(({ text }) => text),
      content.id,
    ),
  );
  return sentences
    .filter(({ text }) => withdrawn.has(text))
    .map(({ field, text }) => ({ field, limit: 'a sentence that nobody has withdrawn', given: text }));
}
