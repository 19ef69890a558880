/** Turns a draft into a text that may leave: disclosures by law, then the independent check over the whole. */
import { checkText, composeText, measureText } from '../compliance/index.ts';
import type { CheckContext, ComposedText, Measures, Refusal, Span, Verdict } from '../compliance/types.ts';
import type { Clock } from '../domain/clock.ts';
import type { ValidClient, ValidOrder } from '../domain/valid-request.ts';

export interface FinishedText extends ComposedText {
  readonly verdict: Verdict;
  readonly measures: Measures;
}

export type FinishOutcome =
  | { readonly finished: FinishedText }
  /** `spans`: what blocked, in the body; [] when something is missing or too long. */
  | { readonly refusal: Refusal; readonly spans: readonly Span[] };

export function checkContextOf(clock: Clock, order: ValidOrder, client: ValidClient): CheckContext {
  return {
    product: order.product,
    channel: order.channel,
    profile: order.profile,
    ownValues: client.portrait.ownValues,
    disclosures: [],
    today: clock.today(),
    language: order.options.language,
  };
}

/** The finished text, or why this body cannot become one. */
export function finishText(body: string, context: CheckContext): FinishOutcome {
  const composed = composeText(body, context);
  if (!('text' in composed)) return { refusal: composed, spans: [] };
  const verdict = checkText(composed.text, { ...context, disclosures: composed.disclosures });
  if (!verdict.passed) {
    const blocking = verdict.results.filter((result) => result.outcome === 'blocked');
    return {
      refusal: { ruleId: blocking[0]?.ruleId ?? 'law.unknown', reason: blocking[0]?.message ?? '' },
      spans: blocking.flatMap((result) => result.spans.flatMap((span) => placeInBody(body, span))),
    };
  }
  return {
    finished: { ...composed, verdict, measures: measureText(composed.text, body, context.channel.code) },
  };
}

/** Disclosures stand before a closing question, so a place in the text is not its place in the body. */
function placeInBody(body: string, span: Span): Span[] {
  const start = body.indexOf(span.text);
  return span.text === '' || start < 0 ? [] : [{ start, end: start + span.text.length, text: span.text }];
}
