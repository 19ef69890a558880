/**
 * The engine on llama.cpp, in this process: the only file that knows node-llama-cpp.
 *
 * Order of calls: llama.cpp's prebuilt CPU binary (never built, never downloaded) → model → one context with a sequence
 * a slot → slots over the sequences (slot-pool.ts).
 *
 * Reproducible to the bit (see sequence-slot.ts), at a price: flash attention is off, because its tiles round by the
 * shape of the batch (10 % more for a prompt of 100 tokens); and each batch serves one slot, because rows of another
 * slot shift the groups that llama.cpp evaluates together. Sharing batches gained nothing for composed texts: two
 * prompts of 100 tokens took 906 ms together, one 448 ms (0.5B, 2 threads).
 *
 * Scores: only the last token of a batch gets logits, and only the candidates' and the largest leave the addon (all
 * 151,936 as a sorted map cost 400 ms a step). log-probability = logit − max − ln(Σ exp(logit − max)), before masking.
 * The largest comes by `includeSelected` of a greedy sampler, because `includeMax` of 3.22.1 gives it only when it is a
 * candidate anyway (AddonContext.cpp asks any_of where none_of is meant).
 */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type ControlledEvaluateInputItem,
  type CustomBatchingPrioritizationStrategy,
  getLlama,
  type Llama,
  type LlamaContext,
  LlamaGrammarEvaluationState,
  LlamaLogLevel,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import { asPublished, describeModelFile, type Engine, EngineError, type ModelFileDescription } from './engine.ts';
import { hasGgufMagic, sha256OfFile } from './gguf-file.ts';
import type { TokenSequence, TokenWriter, WrittenTokens } from './sequence.ts';
import { createSlotPool } from './slot-pool.ts';

/** Of llama.cpp's own messages, those at least this grave are written. */
export type LlamaEngineLogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export interface LlamaEngineOptions {
  /** A GGUF file. */
  readonly modelPath: string;
  readonly modelName: string;
  readonly modelSha256: string;
  readonly modelLicence: string;
  /** Declared strong enough for free writing. */
  readonly strong: boolean;
  readonly slotsCount: number;
  /** Null: as many as the machine has cores for mathematics. */
  readonly threadsCount: number | null;
  /** Tokens of prompt and text that a slot can hold; rounded up to a multiple of 256 by llama.cpp. */
  readonly contextTokensPerSlot: number;
  /** A LoRA adapter in GGUF, applied to the model. */
  readonly loraPath?: string;
  /** By default: a published file. */
  readonly modelFile?: ModelFileDescription;
  readonly logLevel: LlamaEngineLogLevel;
  /** Takes llama.cpp's messages; by default they go to stderr. They may hold paths, never a client's data. */
  readonly log?: (level: Exclude<LlamaEngineLogLevel, 'silent'>, message: string) => void;
}

/** @throws EngineError when a file is missing or damaged, memory is short, or no binary fits the machine. */
export async function createLlamaEngine(options: LlamaEngineOptions): Promise<Engine> {
  const modelBytes = await assertGguf(options.modelPath, 'model');
  if (options.loraPath !== undefined) await assertGguf(options.loraPath, 'adapter');
  const modelFile = await describeFile(options);
  const llama = await loadLlama(options);
  try {
    const model = await attempt(
      'the model file cannot be loaded: it is damaged, or of a kind unknown to llama.cpp',
      () => llama.loadModel({ modelPath: options.modelPath }),
    );
    const context = await attempt('the model does not get its memory, or the adapter does not fit it', () =>
      model.createContext({
        sequences: options.slotsCount,
        contextSize: options.contextTokensPerSlot,
        flashAttention: false,
        batching: { itemPrioritizationStrategy: serveFirstAlone },
        threads: options.threadsCount ?? llama.cpuMathCores,
        failedCreationRemedy: false,
        ...(options.loraPath === undefined ? {} : { lora: options.loraPath }),
      }),
    );
    return buildEngine({ llama, model, context, options, modelBytes, modelFile });
  } catch (error) {
    await llama.dispose();
    throw error;
  }
}

interface Loaded {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly options: LlamaEngineOptions;
  readonly modelBytes: number;
  readonly modelFile: ModelFileDescription;
}

/** An adapter given by its path alone is named after its file. */
async function describeFile({ modelFile = asPublished, loraPath }: LlamaEngineOptions): Promise<ModelFileDescription> {
  if (loraPath === undefined || modelFile.adapterSha256 !== '') return modelFile;
  return { ...modelFile, adapterName: basename(loraPath, '.gguf'), adapterSha256: await sha256OfFile(loraPath) };
}

function buildEngine({ llama, model, context, options, modelBytes, modelFile }: Loaded): Engine {
  const pool = createSlotPool({
    sequences: Array.from({ length: options.slotsCount }, () => createLlamaSequence(llama, model, context)),
    // llama.cpp keeps one cell back; beyond it node-llama-cpp would silently drop the beginning of the prompt.
    contextTokensPerSlot: context.contextSize - 1,
    detokenize: (tokens, before) => model.detokenize(asTokens(tokens), false, asTokens(before)),
  });
  const vocabularyTokens = model.fileInfo.metadata.tokenizer?.ggml?.tokens?.length ?? 0;
  let closing: Promise<void> | null = null;
  const close = async () => {
    await pool.close();
    await context.dispose();
    await model.dispose();
    await llama.dispose();
  };
  return {
    slotsCount: options.slotsCount,
    describe: () => ({
      engine: 'llama',
      modelName: options.modelName,
      modelSha256: options.modelSha256,
      modelLicence: options.modelLicence,
      modelBytes,
      adapterName: modelFile.adapterName,
      adapterSha256: modelFile.adapterSha256,
      modelFile: describeModelFile(modelFile, vocabularyTokens),
      strong: options.strong,
      vocabularyTokens,
    }),
    tokenize: (text) => model.tokenize(text),
    tokenizePrompt: (prompt) => model.tokenize(prompt, true),
    openSlot: pool.openSlot,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function createLlamaSequence(llama: Llama, model: LlamaModel, context: LlamaContext): TokenSequence {
  let sequence = context.getSequence();
  return {
    tokens: () => sequence.contextTokens,
    truncate: (count) => sequence.eraseContextTokenRanges([{ start: count, end: sequence.nextTokenIndex }]),
    async feed(tokens, wanted) {
      const input: ControlledEvaluateInputItem[] = asTokens(tokens).slice();
      for (const { index, candidates } of wanted) {
        const filter = { tokens: asTokens(candidates), includeSelected: true };
        input[index] = [asTokens(tokens)[index]!, { generateNext: { logits: { filter }, totalLogitWeight: true } }];
      }
      const output = await sequence.controlledEvaluate(input);
      return wanted.map(({ index, candidates }) => {
        const { logits, totalLogitWeight } = output[index]?.next ?? {};
        if (logits === undefined || totalLogitWeight === undefined) throw new Error('llama.cpp gave no logits');
        const logNormaliser = Math.max(...logits.values()) + Math.log(totalLogitWeight);
        return asTokens(candidates).map((candidate) => {
          const logit = logits.get(candidate);
          if (logit === undefined) throw new Error('llama.cpp gave no logit for a candidate');
          // A certain token can come out above 0 by float rounding of the sum.
          return Math.min(0, logit - logNormaliser);
        });
      });
    },
    async createWriter({ grammar, temperature, seed }): Promise<TokenWriter> {
      const compiled = await attempt('the grammar cannot be read', () => llama.createGrammar({ grammar }));
      const grammarEvaluationState = new LlamaGrammarEvaluationState({ model, grammar: compiled });
      let runs = 0;
      return {
        async write(last, tokensMax, isStopped): Promise<WrittenTokens> {
          // Each run has a sampler of its own: with the same seed every run would draw the same numbers.
          const options = { grammarEvaluationState, temperature, seed: seed + runs };
          runs += 1;
          const tokens: number[] = [];
          for await (const token of sequence.evaluate([...asTokens([last])], options)) {
            tokens.push(token);
            if (tokens.length === tokensMax || isStopped()) return { tokens, ended: false };
          }
          return { tokens, ended: true };
        },
      };
    },
    async reset() {
      await sequence.dispose();
      sequence = context.getSequence();
    },
  };
}

const serveFirstAlone: CustomBatchingPrioritizationStrategy = ({ items, size }) =>
  items.slice(0, 1).map((item) => ({ item, processAmount: Math.min(item.tokens.length, size) }));

async function loadLlama(options: LlamaEngineOptions): Promise<Llama> {
  return attempt('llama.cpp has no prebuilt binary that runs on this machine', () =>
    getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      // 0: the context's own number of threads is the number used.
      maxThreads: 0,
      logLevel: llamaLogLevels[options.logLevel],
      logger(level, message) {
        const name = ownLogLevels[level];
        if (name === null) return;
        if (options.log) options.log(name, message.trimEnd());
        else process.stderr.write(`llama.cpp ${name}: ${message.trimEnd()}\n`);
      },
    }),
  );
}

const llamaLogLevels: Readonly<Record<LlamaEngineLogLevel, LlamaLogLevel>> = {
  silent: LlamaLogLevel.disabled,
  error: LlamaLogLevel.error,
  warn: LlamaLogLevel.warn,
  info: LlamaLogLevel.info,
  debug: LlamaLogLevel.debug,
};

const ownLogLevels: Readonly<Record<LlamaLogLevel, Exclude<LlamaEngineLogLevel, 'silent'> | null>> = {
  disabled: null,
  fatal: 'error',
  error: 'error',
  warn: 'warn',
  info: 'info',
  log: 'info',
  debug: 'debug',
};

/** @returns the file's size. @throws EngineError without the path: it goes out in answers. */
async function assertGguf(path: string, kind: 'model' | 'adapter'): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new EngineError(`the ${kind} file does not exist`);
  const isGguf = await attempt(`the ${kind} file cannot be read`, () => hasGgufMagic(path));
  if (!isGguf) throw new EngineError(`the ${kind} file is not a GGUF file`);
  return found.size;
}

async function attempt<T>(reason: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new EngineError(reason, { cause });
  }
}

/** node-llama-cpp brands its tokens; ours are plain numbers from its own tokeniser. */
function asTokens(tokens: readonly number[]): readonly Token[] {
  return tokens as readonly Token[];
}
