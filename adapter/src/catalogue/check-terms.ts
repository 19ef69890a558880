/**
 * Whether lawful texts can be made with terms, judged by who makes them: the server composes a text with the terms for
 * every channel and profile, by rules, and checks it. What it refuses in e-mail (room is no question there) or in the
 * profile strict cannot be stored; a channel without room for the complete terms is only told.
 */

import { type CatalogueTerms, type TermsCheck, type TermsContent, termsFields } from '../api/catalogue.ts';
import { channelCodes } from '../api/channels.ts';
import { unknownContact } from '../api/contact-facts.ts';
import { noContactPolicy } from '../api/contacts.ts';
import type { FieldProblem } from '../errors.ts';
import { buildBatches, type Order } from '../inference/build-batches.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { readAnswer } from '../inference/read-answer.ts';
import { limits } from '../limits.ts';
import { toOrderTerms } from './resolve-terms.ts';

export interface CheckContext {
  readonly inference: InferenceClient;
  readonly requestId: string;
}

type Place = Pick<TermsCheck, 'channel' | 'profile'>;

/**
 * @returns null when the server does not have the product in its table: nothing can be composed then
 * @throws RequestError when the server cannot be asked
 */
export async function checkTerms(
  context: CheckContext,
  product: string,
  terms: TermsContent,
): Promise<TermsCheck[] | null> {
  const { productCodes } = await context.inference.describe();
  if (!productCodes.includes(product)) return null;
  const places: Place[] = channelCodes.flatMap((channel) =>
    terms.full_terms === ''
      ? [{ channel, profile: 'strict' }]
      : [
          { channel, profile: 'strict' },
          { channel, profile: 'law2025' },
        ],
  );
  const checks: TermsCheck[] = [];
  const waiting = places.entries();
  const work = async () => {
    for (const [index, place] of waiting) checks[index] = await checkPlace(context, product, terms, place);
  };
  await Promise.all(Array.from({ length: limits.termsChecksAtOnceMax }, work));
  return checks;
}

async function checkPlace(
  { inference, requestId }: CheckContext,
  product: string,
  terms: TermsContent,
  place: Place,
): Promise<TermsCheck> {
  const order = orderFor(product, terms, place);
  const client = { id: 0, features: {}, recentThreadIds: [], contact: unknownContact };
  const [batch] = buildBatches(order, [client], limits.answerWithinMsMax, {
    clientsMax: 1,
    bytesMax: limits.messageBytesMax,
  });
  const responses = inference.generateBatch({
    request: batch!.request,
    deadlineMs: limits.termsCheckWaitMs,
    signal: new AbortController().signal,
    requestId,
  });
  for await (const { result } of responses) {
    if (result.case === 'error') throw new Error(`the server refused a client without features: ${result.value.kind}`);
    if (result.case !== 'answer') break;
    const { status, refusal, text } = readAnswer(result.value, 0, 0);
    const passed = status !== 'refused';
    return { ...place, passed, rule_id: refusal?.rule_id ?? '', reason: refusal?.reason ?? '', text };
  }
  throw new Error('the inference server ended a batch without a result for its client');
}

function orderFor(product: string, terms: TermsContent, { channel, profile }: Place): Order {
  const content = Object.fromEntries(termsFields.map((field) => [field, terms[field]])) as TermsContent;
  return {
    product: { code: product, name: '', description: '' },
    channel: { code: channel, description: '' },
    profile,
    terms: toOrderTerms({ ...content, version: 0 } as CatalogueTerms, channel),
    contactPolicy: noContactPolicy,
    options: {
      policy: 'rules_only',
      mode: 'composed',
      seed: 1,
      answer_within_ms: limits.answerWithinMsMax,
      language: 'ru',
    },
  };
}

/** What makes terms unfit to be stored. */
export function findUnlawful(checks: readonly TermsCheck[], terms: TermsContent): FieldProblem[] {
  return checks.filter(isUnlawful).map(({ channel, profile, rule_id, reason }) => ({
    field: profile === 'law2025' ? 'full_terms' : fieldOfStrict(terms, channel),
    limit: `terms that a lawful text can be made with (${profile}, ${channel})`,
    given: `${rule_id}: ${reason}`,
  }));
}

/** What is stored all the same, and may surprise. */
export function findWarnings(checks: readonly TermsCheck[]): FieldProblem[] {
  return checks
    .filter((check) => !check.passed && !isUnlawful(check))
    .map(({ channel, profile, rule_id, reason }) => ({
      field: profile === 'law2025' ? 'full_terms' : 'confirmed_claims',
      limit: `a text for ${channel} in the profile ${profile}`,
      given: `${rule_id}: ${reason}`,
    }));
}

function isUnlawful({ passed, profile, channel, rule_id }: TermsCheck): boolean {
  // Of the copybook: no thread is left with the claims that are confirmed. That is the bank's to say.
  if (passed || rule_id.startsWith('copybook.')) return false;
  return profile === 'strict' || channel === 'EMAIL';
}

function fieldOfStrict(terms: TermsContent, channel: TermsCheck['channel']): string {
  if (terms.tails[channel] !== undefined) return `tails.${channel}`;
  return terms.tails['*'] === undefined ? 'legal_name' : 'tails.*';
}
