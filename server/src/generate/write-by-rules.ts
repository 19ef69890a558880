/** Composition without the model: the same threads, a seeded pick. Microseconds, no engine. */
import { composeByRules, type Eligible } from '../copybook/index.ts';
import type { RulesReason } from '../domain/answer.ts';
import type { Random } from '../domain/random.ts';
import { bodyOf } from '../domain/thread.ts';
import type { Usage } from '../domain/usage.ts';
import { confidenceOfFit } from './confidence.ts';
import { type Draft, threadUseOf } from './draft.ts';

export function writeByRules(eligible: Eligible, random: Random, usage: Usage, reason: RulesReason): Draft {
  const { choice, fit } = composeByRules(eligible, { random, usage });
  return {
    body: bodyOf(choice),
    thread: threadUseOf(choice),
    coverage: eligible.coverage,
    source: 'rules',
    rulesReason: reason,
    confidence: confidenceOfFit(fit),
    confidenceBasis: 'fit',
    tokensEvaluated: 0,
    decisions: 0,
    repaired: false,
  };
}
