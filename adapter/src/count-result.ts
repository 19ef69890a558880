/** Counts what became of one client for /metrics. Labels are codes, rules and reasons of ours: no client data. */
import type { ClientResult } from './api/generate-response.ts';
import type { Metrics } from './metrics.ts';

export interface CountedOffer {
  readonly product: { readonly code: string; readonly description?: string };
  readonly channel: { readonly code: string; readonly description?: string };
}

/** Callers may describe a product in words, under any code: those are counted together. */
const described = 'described';

export function countResult(metrics: Metrics, result: ClientResult, offer: CountedOffer): void {
  if ('error' in result) {
    metrics.errors.inc({ kind: result.error.kind, scope: 'client' });
    return;
  }
  const source = result.source ?? 'none';
  const channel = codeOf(offer.channel);
  metrics.answers.inc({
    source,
    status: result.status,
    reason: result.rules_reason ?? 'none',
    product: codeOf(offer.product),
    channel,
  });
  if (result.timings !== null) metrics.answerSeconds.observe({ source, channel }, result.timings.total_ms / 1000);
  if (result.refusal !== null) metrics.verdicts.inc({ rule: result.refusal.rule_id, outcome: 'refused' });
  for (const { rule_id, outcome } of result.verdict?.results ?? []) {
    if (outcome !== 'passed') metrics.verdicts.inc({ rule: rule_id, outcome });
  }
}

function codeOf({ code, description = '' }: CountedOffer['product']): string {
  return description === '' && code !== '' ? code : described;
}
