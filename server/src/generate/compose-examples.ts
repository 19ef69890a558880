/**
 * Example texts of a draft: every variant at least once, the shortest and the longest body, and seeded choices beside
 * them; each with disclosures and verdict, as a client would get it. No model, nothing kept.
 */
import type { CheckContext } from '../compliance/types.ts';
import { type ParsedThread, showingChoices, threadOf } from '../copybook/index.ts';
import { createRandom } from '../domain/random.ts';
import { bodyOf, type Thread } from '../domain/thread.ts';
import { type FinishOutcome, finishText } from './finish-text.ts';

/** Stands for the product's name in a family's thread. */
const exampleName = 'Пример';

export interface ExampleText {
  /** Index by position; named variants count after the plain ones. */
  readonly variants: readonly number[];
  readonly body: string;
  readonly outcome: FinishOutcome;
}

export interface ExampleWish {
  /** Besides those that show every variant. */
  readonly randomCount: number;
  readonly seed: number;
}

/** One after another: each takes a millisecond or two, and the caller lets others have their turn between them. */
export function* composeExamples(
  parsed: ParsedThread,
  context: CheckContext,
  wish: ExampleWish,
): Generator<ExampleText> {
  const thread = withNamedVariants(parsed);
  const random = createRandom(wish.seed);
  const drawn = Array.from({ length: wish.randomCount }, () =>
    thread.positions.map((variants) => Math.floor(random.next() * variants.length)),
  );
  for (const variants of [...showingChoices(thread), ...drawn]) {
    const body = bodyOf({ thread, variants });
    yield { variants, body, outcome: finishText(body, context) };
  }
}

function withNamedVariants(parsed: ParsedThread): Thread {
  const thread = threadOf(parsed);
  if (!('thread' in parsed)) return thread;
  const named = parsed.namedVariants.map((variant) => variant.replace('{name}', exampleName));
  return {
    ...thread,
    positions: thread.positions.map((variants, position) =>
      position === parsed.namedPosition ? [...variants, ...named] : variants,
    ),
  };
}
