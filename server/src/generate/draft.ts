/** A body before disclosures and checks, whoever composed it. */
import type { ConfidenceBasis, Coverage, RulesReason, Source, ThreadUse } from '../domain/answer.ts';
import type { ThreadChoice } from '../domain/thread.ts';

export interface Draft {
  readonly body: string;
  readonly thread: ThreadUse | null;
  readonly coverage: Coverage;
  readonly source: Source;
  readonly rulesReason: RulesReason | null;
  readonly confidence: number;
  readonly confidenceBasis: ConfidenceBasis;
  readonly tokensEvaluated: number;
  readonly decisions: number;
  /** Sentences were dropped to pass the check. */
  readonly repaired: boolean;
}

export function threadUseOf(choice: ThreadChoice): ThreadUse {
  return { id: choice.thread.id, version: choice.thread.version, variants: choice.variants };
}
