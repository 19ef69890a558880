/**
 * What every engine behind the port must do; run on each by tests/conformance/engine-*.test.ts.
 * The engine is made once: a model takes seconds to load. It must have two slots.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, EngineError, type EngineSlot, type FreePiece } from '../../server/src/engine/engine.ts';

export interface EngineSuiteOptions {
  readonly createEngine: () => Promise<Engine>;
  /**
   * How far the log-probabilities of the same tokens may lie apart when they were fed in other calls: batches of other
   * shapes round otherwise. The same calls must give the same scores to the bit.
   */
  readonly tolerance: number;
}

const prompts = {
  card: '<|im_start|>user\nКарта. Клиент копит деньги и ценит простоту.<|im_end|>\n<|im_start|>assistant\n',
  deposit: '<|im_start|>user\nКарта. Клиент копит деньги на отпуск, любит порядок.<|im_end|>\n<|im_start|>assistant\n',
  other: '<|im_start|>user\nPlease name three rivers.<|im_end|>\n<|im_start|>assistant\n',
} as const;
const openings = ['Оформите', 'Вклад', 'Здравствуйте', 'Карта', 'Rivers'];
const grammar = 'root ::= [А-Яа-яё] [А-Яа-яё ,.]{4,24}';
/** Tokens of a shared prefix that an engine may evaluate anew. */
const reuseSlackMax = 4;
const never = new AbortController().signal;

export function engineSuite(name: string, { createEngine, tolerance }: EngineSuiteOptions): void {
  describe(`engine suite: ${name}`, () => {
    let engine: Engine;
    let opened: EngineSlot[] = [];
    const open = () => {
      const slot = engine.openSlot();
      opened.push(slot);
      return slot;
    };
    const prompt = (key: keyof typeof prompts) => engine.tokenizePrompt(prompts[key]);
    const candidates = () => [...new Set(openings.map((opening) => engine.tokenize(opening)[0]!))];
    const closeTo = (actual: readonly number[], wanted: readonly number[]) =>
      expect(distance(actual, wanted)).toBeLessThanOrEqual(tolerance);

    beforeAll(async () => {
      engine = await createEngine();
    });
    afterEach(async () => {
      await Promise.all(opened.map((slot) => slot.release()));
      opened = [];
    });
    afterAll(() => engine.close());

    it('describes itself', () => {
      const description = engine.describe();
      expect(engine.slotsCount).toBe(2);
      expect(description.modelName).not.toBe('');
      expect(description.modelSha256).toMatch(/^[0-9a-f]{64}$/);
      expect(description.vocabularyTokens).toBeGreaterThan(256);
    });

    it('tokenises alike each time, and special tokens only in prompts', () => {
      const text = 'Оформите карту: это просто, ёмко и без спешки!';
      expect(engine.tokenize(text)).toEqual(engine.tokenize(text));
      expect(engine.tokenize(text).length).toBeGreaterThan(5);
      expect(engine.tokenizePrompt(text)).toEqual(engine.tokenize(text));
      expect(engine.tokenizePrompt('<|im_end|>')).toHaveLength(1);
      expect(engine.tokenize('<|im_end|>').length).toBeGreaterThan(1);
      const whole = engine.tokenizePrompt(prompts.card);
      expect(whole.filter((token) => token === engine.tokenizePrompt('<|im_start|>')[0])).toHaveLength(2);
      for (const token of whole) expect(token).toBeLessThan(engine.describe().vocabularyTokens);
    });

    it('scores candidates by log-probabilities of at most 0, in their order', async () => {
      const slot = open();
      const forward = await slot.start(prompt('card'), candidates(), never);
      const backward = await slot.start(prompt('card'), candidates().reverse(), never);
      expect(forward.logProbabilities).toHaveLength(candidates().length);
      for (const value of forward.logProbabilities) expect(value).toBeLessThanOrEqual(0);
      expect(sumOfProbabilities(forward.logProbabilities)).toBeLessThanOrEqual(1 + tolerance);
      expect(new Set(forward.logProbabilities).size).toBeGreaterThan(1);
      expect(backward.logProbabilities).toEqual(forward.logProbabilities.toReversed());
    });

    it('gives the same scores for the same input, others for another', async () => {
      const slot = open();
      const first = await slot.start(prompt('card'), candidates(), never);
      const other = await slot.start(prompt('other'), candidates(), never);
      const again = await slot.start(prompt('card'), candidates(), never);
      expect(again).toEqual(first);
      expect(distance(other.logProbabilities, first.logProbabilities)).toBeGreaterThan(2 * tolerance);
    });

    it('gives the probabilities before masking: a candidate scores the same alone and among others', async () => {
      const slot = open();
      const together = await slot.start(prompt('card'), candidates(), never);
      for (const [index, candidate] of candidates().entries()) {
        const alone = await slot.start(prompt('card'), [candidate], never);
        expect(alone.logProbabilities).toEqual([together.logProbabilities[index]!]);
      }
    });

    it('reuses the prefix shared with the last prompt and scores as if it had not', async () => {
      const [warm, fresh] = [open(), open()];
      await warm.start(prompt('card'), candidates(), never);
      await fresh.start(prompt('other'), candidates(), never);
      const reused = await warm.start(prompt('deposit'), candidates(), never);
      const plain = await fresh.start(prompt('deposit'), candidates(), never);
      expect(reused).toEqual(plain);
      expect(warm.tokensEvaluated()).toBeLessThanOrEqual(notShared('card') + reuseSlackMax);
      expect(fresh.tokensEvaluated()).toBeGreaterThanOrEqual(notShared('other'));
      expect(notShared('other')).toBeGreaterThan(notShared('card') + reuseSlackMax);
      expect(await warm.start(prompt('deposit'), candidates(), never)).toEqual(plain);
      expect(warm.tokensEvaluated()).toBeLessThanOrEqual(1 + reuseSlackMax);

      function notShared(key: keyof typeof prompts): number {
        return prompt('deposit').length - sharedLength(prompt(key), prompt('deposit'));
      }
    });

    it('scores after a forced run as after the longer prompt', async () => {
      const slot = open();
      const run = engine.tokenize('Оформите карту за пару минут');
      const next = [engine.tokenize(' и')[0]!, engine.tokenize(',')[0]!];
      await slot.start(prompt('card'), candidates(), never);
      const head = await slot.score(run.slice(0, 3), next, never);
      const forced = await slot.score(run.slice(3), next, never);
      expect(slot.tokensEvaluated()).toBeGreaterThanOrEqual(run.length + 1);
      const other = open();
      const whole = await other.start([...prompt('card'), ...run], next, never);
      closeTo(forced.logProbabilities, whole.logProbabilities);
      expect(await slot.start([...prompt('card'), ...run], next, never)).toEqual(whole);
      closeTo(
        (await other.start([...prompt('card'), ...run.slice(0, 3)], next, never)).logProbabilities,
        head.logProbabilities,
      );
    });

    it('refuses a slot too many, and takes releases twice', async () => {
      const [first, second] = [open(), open()];
      expect(() => engine.openSlot()).toThrow(EngineError);
      await Promise.all([first.release(), first.release()]);
      const third = open();
      await first.release();
      expect(() => engine.openSlot()).toThrow(EngineError);
      expect((await third.start(prompt('card'), candidates(), never)).logProbabilities).toHaveLength(
        candidates().length,
      );
      await expect(first.start(prompt('card'), candidates(), never)).rejects.toThrow('released');
      await second.release();
    });

    it('rejects at once when aborted, before the evaluation under way has ended; then the slot works', async () => {
      const slot = open();
      const wanted = await slot.start(prompt('card'), candidates(), never);
      await slot.start(prompt('other'), candidates(), never);
      const caller = new AbortController();
      const ended: string[] = [];
      const long = Array.from({ length: 6 }, () => prompt('deposit')).flat();
      const aborted = slot.start(long, candidates(), caller.signal).catch((error: Error) => ended.push(error.name));
      await new Promise<void>((resolve) => setImmediate(resolve));
      caller.abort();
      const next = slot.start(prompt('card'), candidates(), never).then((scores) => {
        ended.push('next');
        return scores;
      });
      await aborted;
      expect(ended).toEqual(['AbortError']);
      expect(await next).toEqual(wanted);
      await expect(slot.start(prompt('card'), candidates(), caller.signal)).rejects.toThrow(/abort/);
      expect(slot.tokensEvaluated()).toBeLessThan(long.length);
    });

    it('lets a slot released in mid-evaluation be opened when release resolves', async () => {
      const [slot, other] = [open(), open()];
      const wanted = await other.start(prompt('card'), candidates(), never);
      const caller = new AbortController();
      const aborted = slot.start(prompt('deposit'), candidates(), caller.signal).catch((error: Error) => error.name);
      await new Promise<void>((resolve) => setImmediate(resolve));
      caller.abort();
      expect(await aborted).toBe('AbortError');
      const released = slot.release();
      expect(() => engine.openSlot()).toThrow(EngineError);
      await released;
      expect(await open().start(prompt('card'), candidates(), never)).toEqual(wanted);
    });

    it('keeps two slots side by side apart', async () => {
      const [left, right] = [open(), open()];
      const run = engine.tokenize('Оформите карту');
      const alone = { card: await walk(left, 'card'), other: await walk(right, 'other') };
      const [card, other] = await Promise.all([walk(left, 'card'), walk(right, 'other')]);
      expect(card).toEqual(alone.card);
      expect(other).toEqual(alone.other);
      expect(distance(alone.card, alone.other)).toBeGreaterThan(2 * tolerance);

      async function walk(slot: EngineSlot, key: keyof typeof prompts): Promise<number[]> {
        const scores = [...(await slot.start(prompt(key), candidates(), never)).logProbabilities];
        for (const token of run) scores.push(...(await slot.score([token], candidates(), never)).logProbabilities);
        return scores;
      }
    });

    it('refuses what a slot cannot hold, and goes on', async () => {
      const slot = open();
      const tooLong = Array.from({ length: 20_000 }, () => candidates()[0]!);
      await expect(slot.start(tooLong, candidates(), never)).rejects.toThrow(
        /a slot holds \d+ tokens; 20000 were given/,
      );
      await slot.start(prompt('card'), candidates(), never);
      await expect(slot.score(tooLong, candidates(), never)).rejects.toThrow(EngineError);
      await expect(slot.score(candidates(), candidates(), never)).rejects.toThrow('bug');
    });

    it('fails as EngineError on a token the model does not have, and the slot works afterwards', async () => {
      const slot = open();
      const wanted = await slot.start(prompt('card'), candidates(), never);
      const unknown = engine.describe().vocabularyTokens + 1_000_000;
      const failure = await slot
        .start([...prompt('card'), unknown], candidates(), never)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(EngineError);
      expect((failure as EngineError).reason).not.toMatch(/[/\\]/);
      expect(await slot.start(prompt('card'), candidates(), never)).toEqual(wanted);
    });

    it('writes inside the grammar, in pieces of whole characters with their probabilities', async () => {
      const slot = open();
      const pieces = await collect(
        slot.stream(prompt('card'), { grammar, tokensMax: 200, temperature: 0.7, seed: 7 }, never),
      );
      const text = pieces.map((piece) => piece.text).join('');
      expect(text).toMatch(/^[А-Яа-яё][А-Яа-яё ,.]{4,24}$/u);
      expect(pieces.length).toBeGreaterThan(1);
      for (const piece of pieces) {
        expect(piece.text).not.toContain('\uFFFD');
        expect(piece.probability).toBeGreaterThan(0);
        expect(piece.probability).toBeLessThanOrEqual(1);
      }
      expect(slot.tokensEvaluated()).toBeGreaterThanOrEqual(pieces.length);
    });

    it('tells of each written piece the probability that scoring it gives', async () => {
      const [slot, other] = [open(), open()];
      const pieces = await collect(
        slot.stream(prompt('card'), { grammar, tokensMax: 12, temperature: 0, seed: 1 }, never),
      );
      const text = pieces.map((piece) => piece.text).join('');
      const tokens = engine.tokenize(text);
      let wanted = 0;
      for (const [index, token] of tokens.entries()) {
        const before = [...prompt('card'), ...tokens.slice(0, index)];
        wanted += (await other.start(before, [token], never)).logProbabilities[0]!;
      }
      const told = pieces.reduce((sum, piece) => sum + Math.log(piece.probability), 0);
      expect(Math.abs(told - wanted)).toBeLessThanOrEqual(tolerance * tokens.length);
    });

    it('stops writing at tokensMax, and on abort', async () => {
      const slot = open();
      const cut = await collect(slot.stream(prompt('card'), { grammar, tokensMax: 3, temperature: 0, seed: 1 }, never));
      expect(engine.tokenize(cut.map((piece) => piece.text).join('')).length).toBeLessThanOrEqual(3);
      const caller = new AbortController();
      const reading = (async () => {
        const stream = slot.stream(prompt('card'), { grammar, tokensMax: 200, temperature: 0, seed: 1 }, caller.signal);
        for await (const piece of stream) if (piece.text !== '') caller.abort();
      })();
      await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
      expect((await slot.start(prompt('card'), candidates(), never)).logProbabilities).toHaveLength(
        candidates().length,
      );
    });

    it('refuses a broken grammar', async () => {
      const slot = open();
      const stream = slot.stream(
        prompt('card'),
        { grammar: 'root ::= [а-я', tokensMax: 5, temperature: 0, seed: 1 },
        never,
      );
      await expect(collect(stream)).rejects.toThrow(EngineError);
    });

    it('refuses new slots and operations once closed', async () => {
      const last = await createEngine();
      const slot = last.openSlot();
      await slot.start(prompt('card'), candidates(), never);
      await Promise.all([last.close(), last.close()]);
      expect(() => last.openSlot()).toThrow(EngineError);
      await expect(slot.start(prompt('card'), candidates(), never)).rejects.toThrow(EngineError);
      await slot.release();
    });
  });
}

async function collect(stream: AsyncIterable<FreePiece>): Promise<FreePiece[]> {
  const pieces: FreePiece[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

/** The largest difference of two lists of log-probabilities; infinite when their lengths differ. */
function distance(left: readonly number[], right: readonly number[]): number {
  if (left.length !== right.length) return Number.POSITIVE_INFINITY;
  return Math.max(...left.map((value, index) => Math.abs(value - right[index]!)));
}

function sumOfProbabilities(logProbabilities: readonly number[]): number {
  return logProbabilities.reduce((sum, value) => sum + Math.exp(value), 0);
}

function sharedLength(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((token, position) => token !== right[position]);
  return index < 0 ? left.length : index;
}
