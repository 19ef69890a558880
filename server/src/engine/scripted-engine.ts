/**
 * An engine without a model, for tests: the same slots as the llama engine (slot-pool.ts) over a sequence that computes
 * its scores from a seed or takes them from a script, so that a test knows them beforehand.
 *
 * Tokens: the bytes of the text in UTF-8 (0–255), and the special tokens <|im_start|> 256, <|im_end|> 257,
 * <|endoftext|> 258, which only `tokenizePrompt` parses.
 * Scores: logit = 8 × a fraction in [0, 1) hashed from (seed, all tokens so far, candidate), or what `logit` of the
 * options says; log-probabilities are the log-softmax over all 259 tokens.
 * Free writing: `freeText`, of which the characters that the grammar's alphabet lacks are left out, as a mask would.
 * Evaluations (one per batch, one per written token) are counted; `failure` can fail any of them, and with `stepDelayMs`
 * each waits on the given clock first.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { Engine } from './engine.ts';
import { parseAlphabet } from './parse-alphabet.ts';
import type { TokenSequence, WrittenTokens } from './sequence.ts';
import { createSlotPool } from './slot-pool.ts';

const specialTokens = ['<|im_start|>', '<|im_end|>', '<|endoftext|>'] as const;
const bytesCount = 256;
const vocabularyTokens = bytesCount + specialTokens.length;
const logitSpread = 8;

export interface ScriptedEngineOptions {
  readonly slotsCount?: number;
  readonly seed?: number;
  readonly strong?: boolean;
  readonly contextTokensPerSlot?: number;
  /** Logit of a candidate after these tokens; default: hashed from the seed. */
  readonly logit?: (tokens: readonly number[], candidate: number) => number;
  /** What `stream` writes. */
  readonly freeText?: string;
  /** Called before each evaluation with its number from 1; a returned error is what the model fails with. */
  readonly failure?: (evaluation: number) => Error | null;
  /** Each evaluation takes this long on the clock. */
  readonly stepDelay?: { readonly clock: Pick<Clock, 'schedule'>; readonly delayMs: number };
}

export interface ScriptedEngine extends Engine {
  /** Evaluations begun since the engine was made, over all slots. */
  evaluationsCount(): number;
  /** Tokens evaluated since the engine was made, over all slots. */
  tokensEvaluatedCount(): number;
}

export function createScriptedEngine(options: ScriptedEngineOptions = {}): ScriptedEngine {
  const { slotsCount = 1, seed = 0, contextTokensPerSlot = 8192, freeText = 'Оформите карту в приложении.' } = options;
  const logit = options.logit ?? ((tokens, candidate) => hashedLogit(seed, tokens, candidate));
  let evaluations = 0;
  let tokensEvaluated = 0;

  async function evaluate(tokensCount: number): Promise<void> {
    evaluations += 1;
    const error = options.failure?.(evaluations) ?? null;
    const delay = options.stepDelay;
    if (delay) await new Promise<void>((resolve) => delay.clock.schedule(delay.delayMs, resolve));
    if (error) throw error;
    tokensEvaluated += tokensCount;
  }

  function createScriptedSequence(): TokenSequence {
    let held: number[] = [];
    return {
      tokens: () => held,
      async truncate(count) {
        held = held.slice(0, count);
      },
      async feed(tokens, wanted) {
        await evaluate(tokens.length);
        const before = held;
        held = [...held, ...tokens];
        return wanted.map(({ index, candidates }) =>
          logSoftmax([...before, ...tokens.slice(0, index + 1)], candidates, logit),
        );
      },
      async createWriter({ grammar }) {
        const isAllowed = parseAlphabet(grammar);
        const text = [...freeText].filter(isAllowed).join('');
        const written = Array.from(Buffer.from(text, 'utf8'));
        let position = 0;
        return {
          async write(last, tokensMax, isStopped): Promise<WrittenTokens> {
            const tokens: number[] = [];
            let next = last;
            while (tokens.length < tokensMax && !isStopped()) {
              await evaluate(1);
              held = [...held, next];
              const token = written[position];
              if (token === undefined) return { tokens, ended: true };
              position += 1;
              tokens.push(token);
              next = token;
            }
            return { tokens, ended: false };
          },
        };
      },
      async reset() {
        held = [];
      },
    };
  }

  const pool = createSlotPool({
    sequences: Array.from({ length: slotsCount }, createScriptedSequence),
    contextTokensPerSlot,
    detokenize: (tokens) => Buffer.from(tokens.filter((token) => token < bytesCount)).toString('utf8'),
  });
  return {
    slotsCount,
    describe: () => ({
      engine: 'scripted',
      modelName: 'scripted',
      modelSha256: createHash('sha256').update(`scripted ${seed}`).digest('hex'),
      modelLicence: 'Apache-2.0',
      modelBytes: 0,
      adapterName: '',
      adapterSha256: '',
      modelFile: 'none',
      strong: options.strong ?? false,
      vocabularyTokens,
    }),
    tokenize: (text) => Array.from(Buffer.from(text, 'utf8')),
    tokenizePrompt,
    openSlot: pool.openSlot,
    close: pool.close,
    evaluationsCount: () => evaluations,
    tokensEvaluatedCount: () => tokensEvaluated,
  };
}

function tokenizePrompt(prompt: string): readonly number[] {
  const parts = prompt.split(/(<\|im_start\|>|<\|im_end\|>|<\|endoftext\|>)/);
  return parts.flatMap((part) => {
    const special = (specialTokens as readonly string[]).indexOf(part);
    return special >= 0 ? [bytesCount + special] : Array.from(Buffer.from(part, 'utf8'));
  });
}

function logSoftmax(
  tokens: readonly number[],
  candidates: readonly number[],
  logit: (tokens: readonly number[], candidate: number) => number,
): readonly number[] {
  for (const token of [...tokens, ...candidates]) {
    if (!(token >= 0 && token < vocabularyTokens)) throw new Error('a token is not in the vocabulary');
  }
  const logits = Array.from({ length: vocabularyTokens }, (_, token) => logit(tokens, token));
  const max = Math.max(...logits);
  const logNormaliser = max + Math.log(logits.reduce((sum, value) => sum + Math.exp(value - max), 0));
  return candidates.map((candidate) => Math.min(0, logits[candidate]! - logNormaliser));
}

/** FNV-1a over the seed, the tokens and the candidate, with a final mix so that neighbours differ. */
function hashedLogit(seed: number, tokens: readonly number[], candidate: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const token of tokens) hash = Math.imul(hash ^ token, 0x01000193);
  hash = Math.imul(hash ^ candidate, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (logitSpread * (hash >>> 0)) / 2 ** 32;
}
