/**
 * Free writing by the embedded engine: the same slots, with the prompt in the model's own markup (ChatML, as the models
 * of the registry are trained on).
 */
import { type Engine, EngineError } from './engine.ts';
import type { FreeEngine } from './free-engine.ts';

export function createEmbeddedFreeEngine(engine: Engine): FreeEngine {
  return {
    slotsCount: engine.slotsCount,
    describe: () => engine.describe(),
    openSlot() {
      const slot = engine.openSlot();
      return {
        async *write(prompt, options, signal) {
          yield* slot.stream(tokensOf(engine, prompt), options, signal);
        },
        tokensEvaluated: slot.tokensEvaluated,
        release: slot.release,
      };
    },
    close: engine.close,
  };
}

/** A closed model has no tokeniser either. @throws EngineError */
function tokensOf(engine: Engine, prompt: string): readonly number[] {
  try {
    return engine.tokenizePrompt(inMarkup(prompt));
  } catch (cause) {
    throw new EngineError('the engine reads no prompt: it is closed, or failed', { cause });
  }
}

/** Words that look like markup lose their bracket: they must not become the model's special tokens. */
function inMarkup(prompt: string): string {
  return `<|im_start|>user\n${prompt.replaceAll('<|', '|')}<|im_end|>\n<|im_start|>assistant\n`;
}
