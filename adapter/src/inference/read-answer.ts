/** An answer of the contract → the shape that REST sends and SQL stores. No decisions here: a field for a field. */
import type {
  Answer,
  ClientError,
  Final,
  HeardConcern,
  Measures,
  Provenance,
  Timings,
  Verdict,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { type AnsweredClient, type ClientResult, type FailedClient, scoresOf } from '../api/generate-response.ts';
import {
  answerStatusSlugs,
  concernSlugs,
  confidenceBasisSlugs,
  coverageSlugs,
  ruleOutcomeSlugs,
  rulesReasonSlugs,
  sourceSlugs,
} from './slugs.ts';

/** @throws Error when the server breaks the contract (an answer without status). */
export function readAnswer(answer: Answer, index: number, clientId: number): AnsweredClient {
  const status = answerStatusSlugs[answer.status];
  if (status === undefined) throw new Error('the inference server sent an answer without a status');
  const verdict = answer.verdict ? readVerdict(answer.verdict) : null;
  return {
    index,
    id: clientId,
    status,
    text: answer.text,
    body: answer.body,
    disclosures: answer.disclosures.map(({ id, text, ruleId }) => ({ id, text, rule_id: ruleId })),
    confidence: answer.confidence,
    confidence_basis: confidenceBasisSlugs[answer.confidenceBasis] ?? null,
    confidence_calibrated: answer.confidenceCalibrated,
    source: sourceSlugs[answer.source] ?? null,
    rules_reason: rulesReasonSlugs[answer.rulesReason] ?? null,
    concern: concernSlugs[answer.concern] ?? null,
    concern_rule: answer.concernRule,
    signals: [...answer.signals],
    thread: answer.thread
      ? { id: answer.thread.id, version: answer.thread.version, variants: [...answer.thread.variants] }
      : null,
    coverage: coverageSlugs[answer.coverage] ?? null,
    verdict,
    measures: answer.measures ? readMeasures(answer.measures) : null,
    provenance: answer.provenance ? readProvenance(answer.provenance) : null,
    timings: answer.timings ? readTimings(answer.timings) : null,
    refusal: answer.refusal ? { rule_id: answer.refusal.ruleId, reason: answer.refusal.reason } : null,
    scores: scoresOf(verdict),
    repaired: answer.repaired,
    heard_concerns: answer.heardConcerns.map(readHeardConcern),
  };
}

/** @throws Error when the server breaks the contract. */
function readHeardConcern({ concern, likelihood, found, phrases }: HeardConcern) {
  const slug = concernSlugs[concern];
  if (slug === undefined) throw new Error('the inference server heard a concern that is none');
  return {
    concern: slug,
    likelihood,
    found,
    phrases: phrases.map(({ start, end, contribution }) => ({ start, end, contribution })),
  };
}

/** The end of a stream for one client. @throws Error when the server breaks the contract. */
export function readFinal({ result }: Final, { index, id }: { index: number; id: number }): ClientResult {
  if (result.case === 'answer') return readAnswer(result.value, index, id);
  if (result.case === 'error') return readClientError(result.value, index, id);
  throw new Error('the inference server sent an end without content');
}

/** The server counts places in its own message ("client", "clients[0]"), the caller in its request. */
export function readClientError(error: ClientError, index: number, id: number): FailedClient {
  const { kind, field, limit, given, message } = error;
  const inRequest = (text: string) => text.replace(/\bclients\[\d+\]/g, `clients[${index}]`);
  return { index, id, error: { kind, message: inRequest(message), field: inRequest(field), limit, given } };
}

export function readVerdict(verdict: Verdict): NonNullable<AnsweredClient['verdict']> {
  return {
    passed: verdict.passed,
    results: verdict.results.map((result) => ({
      rule_id: result.ruleId,
      row: result.row,
      title: result.title,
      article: result.article,
      outcome: ruleOutcomeSlugs[result.outcome] ?? 'blocked',
      spans: result.spans.map(({ start, end, text }) => ({ start, end, text })),
      message: result.message,
      suggested_fix: result.suggestedFix,
    })),
    law_score: verdict.lawScore,
    brand_voice_score: verdict.brandVoiceScore,
    fit_score: verdict.fitScore,
    rule_set_version: verdict.ruleSetVersion,
    rule_set_hash: verdict.ruleSetHash,
  };
}

export function readMeasures(measures: Measures): NonNullable<AnsweredClient['measures']> {
  return {
    characters: measures.characters,
    body_characters: measures.bodyCharacters,
    sms_segments: measures.smsSegments,
    spoken_seconds: measures.spokenSeconds,
  };
}

function readProvenance(provenance: Provenance): AnsweredClient['provenance'] {
  return {
    engine: provenance.engine,
    model_name: provenance.modelName,
    model_sha256: provenance.modelSha256,
    adapter_name: provenance.adapterName,
    adapter_sha256: provenance.adapterSha256,
    model_file: provenance.modelFile,
    copybook_hash: provenance.copybookHash,
    grammar_hash: provenance.grammarHash,
    rule_set_version: provenance.ruleSetVersion,
    rule_set_hash: provenance.ruleSetHash,
    prompt_version: provenance.promptVersion,
    profile_name: provenance.profileName,
    profile_version: provenance.profileVersion,
    terms_version: provenance.termsVersion,
    seed: provenance.seed,
    temperature: provenance.temperature,
    server_version: provenance.serverVersion,
  };
}

function readTimings(timings: Timings): AnsweredClient['timings'] {
  return {
    queue_ms: timings.queueMs,
    prepare_ms: timings.prepareMs,
    generate_ms: timings.generateMs,
    check_ms: timings.checkMs,
    total_ms: timings.totalMs,
    tokens_evaluated: timings.tokensEvaluated,
    decisions: timings.decisions,
  };
}
