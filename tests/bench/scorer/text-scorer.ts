/**
 * Log-probabilities of whole texts from llama.cpp, with and without an adapter: what `bench scorer` measures.
 *
 * The engine's port reads the candidates of one step; here each token of a text is wanted, so this speaks to
 * node-llama-cpp itself and reads them all from one evaluation. Settings are those of llama-engine.ts.
 */
import { type ControlledEvaluateInputItem, getLlama, LlamaLogLevel, type Token } from 'node-llama-cpp';

export interface TextScorer {
  tokenize(text: string): readonly number[];
  /** Parses the model's markup. */
  tokenizePrompt(prompt: string): readonly number[];
  /** Natural log-probability of each token of the text after the prompt, over the whole vocabulary. */
  score(prompt: readonly number[], text: readonly number[]): Promise<readonly number[]>;
  close(): Promise<void>;
}

export interface TextScorerOptions {
  readonly modelPath: string;
  /** A LoRA adapter in GGUF, or null. */
  readonly adapterPath: string | null;
  readonly threadsCount: number;
}

const contextTokens = 1024;

export async function openTextScorer(options: TextScorerOptions): Promise<TextScorer> {
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: 0,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath: options.modelPath });
  const context = await model.createContext({
    sequences: 1,
    contextSize: contextTokens,
    flashAttention: false,
    threads: options.threadsCount,
    failedCreationRemedy: false,
    ...(options.adapterPath === null ? {} : { lora: { adapters: [{ filePath: options.adapterPath }] } }),
  });
  const sequence = context.getSequence();
  return {
    tokenize: (text) => model.tokenize(text),
    tokenizePrompt: (prompt) => model.tokenize(prompt, true),
    async score(prompt, text) {
      const all = [...prompt, ...text] as Token[];
      if (all.length > contextTokens) throw new Error(`a text and its prompt have ${contextTokens} tokens at most`);
      const kept = Math.min(sharedLength(sequence.contextTokens, all), prompt.length - 1);
      if (kept < sequence.nextTokenIndex) {
        await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
      }
      const input: ControlledEvaluateInputItem[] = all.slice(kept, -1).map((token, index) => {
        const place = kept + index;
        if (place < prompt.length - 1) return token;
        const filter = { tokens: [all[place + 1]!], includeSelected: true };
        return [token, { generateNext: { logits: { filter }, totalLogitWeight: true } }];
      });
      const output = await sequence.controlledEvaluate(input);
      return text.map((token, index) => {
        const { logits, totalLogitWeight } = output[prompt.length - 1 - kept + index]?.next ?? {};
        const logit = logits?.get(token as Token);
        if (logits === undefined || logit === undefined || totalLogitWeight === undefined) {
          throw new Error('llama.cpp gave no logits');
        }
        // The largest logit comes with the greedy choice, see llama-engine.ts.
        return logit - Math.max(...logits.values()) - Math.log(totalLogitWeight);
      });
    },
    async close() {
      await context.dispose();
      await model.dispose();
      await llama.dispose();
    },
  };
}

function sharedLength(a: readonly number[], b: readonly number[]): number {
  const end = Math.min(a.length, b.length);
  for (let index = 0; index < end; index += 1) if (a[index] !== b[index]) return index;
  return end;
}
