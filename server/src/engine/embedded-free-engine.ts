/**
 * Free writing by the embedded engine: the same slots, with the prompt in the model's own markup (ChatML, as the models
 * of the registry are trained on).
 */
import type { Engine } from './engine.ts';
import type { FreeEngine } from './free-engine.ts';

export function createEmbeddedFreeEngine(engine: Engine): FreeEngine {
  return {
    slotsCount: engine.slotsCount,
    describe: () => engine.describe(),
    openSlot() {
      const slot = engine.openSlot();
      return {
        write: (prompt, options, signal) => slot.stream(engine.tokenizePrompt(inMarkup(prompt)), options, signal),
        tokensEvaluated: slot.tokensEvaluated,
        release: slot.release,
      };
    },
    close: engine.close,
  };
}

/** Words that look like markup lose their bracket: they must not become the model's special tokens. */
function inMarkup(prompt: string): string {
  return `<|im_start|>user\n${prompt.replaceAll('<|', '|')}<|im_end|>\n<|im_start|>assistant\n`;
}
