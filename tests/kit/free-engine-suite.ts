/**
 * What every engine behind the port for free writing must do; run on each by tests/conformance/free-engine-*.test.ts.
 * The engine is made once: a model takes seconds to load. It must have two slots.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EngineError, type FreeOptions } from '../../server/src/engine/engine.ts';
import type { FreeEngine, FreeSlot, WrittenPiece } from '../../server/src/engine/free-engine.ts';

export interface FreeEngineSuiteOptions {
  readonly createEngine: () => Promise<FreeEngine>;
  /** Whether a text keeps to the grammar as it is written. */
  readonly honoursGrammar: boolean;
  readonly tellsProbabilities: boolean;
  /**
   * False: a server that batches and caches as it likes rounds otherwise from call to call, so that the same seed may
   * choose another token. Default: true.
   */
  readonly repeatsItself?: boolean;
}

const prompt = 'Напишите одно предложение о банковской карте для человека, который ценит простоту.';
const grammar = 'root ::= [А-Яа-яё] [А-Яа-яё ,.]{4,24}';
const insideGrammar = /^[А-Яа-яё][А-Яа-яё ,.]{4,24}$/u;
/** What the grammar holds is over before that; a model without one is not to write for long. */
const free: FreeOptions = { grammar, tokensMax: 40, temperature: 0.7, seed: 7 };
const never = new AbortController().signal;

export function freeEngineSuite(name: string, options: FreeEngineSuiteOptions): void {
  describe(`free engine suite: ${name}`, () => {
    let engine: FreeEngine;
    let opened: FreeSlot[] = [];
    const open = () => {
      const slot = engine.openSlot();
      opened.push(slot);
      return slot;
    };

    beforeAll(async () => {
      engine = await options.createEngine();
    });
    afterEach(async () => {
      await Promise.all(opened.map((slot) => slot.release()));
      opened = [];
    });
    afterAll(() => engine.close());

    it('describes itself', () => {
      const { modelName, modelSha256 } = engine.describe();
      expect(engine.slotsCount).toBe(2);
      expect(modelName).not.toBe('');
      expect(modelSha256).toMatch(/^([0-9a-f]{64})?$/);
    });

    it('writes in pieces of whole characters, with their probabilities or without any', async () => {
      const slot = open();
      const pieces = await collect(slot.write(prompt, free, never));
      expect(pieces.length).toBeGreaterThan(1);
      for (const { text, probability } of pieces) {
        expect(text).not.toContain('\uFFFD');
        if (options.tellsProbabilities) {
          expect(probability).toBeGreaterThan(0);
          expect(probability).toBeLessThanOrEqual(1);
        } else {
          expect(probability).toBeNull();
        }
      }
      expect(slot.tokensEvaluated()).toBeGreaterThanOrEqual(pieces.length);
    });

    it.runIf(options.honoursGrammar)('keeps to the grammar, and refuses a broken one', async () => {
      const slot = open();
      expect(textOf(await collect(slot.write(prompt, free, never)))).toMatch(insideGrammar);
      const broken = slot.write(prompt, { ...free, grammar: 'root ::= [а-я' }, never);
      await expect(collect(broken)).rejects.toThrow(EngineError);
      expect(textOf(await collect(slot.write(prompt, free, never)))).toMatch(insideGrammar);
    });

    it.runIf(options.repeatsItself ?? true)('writes the same text with the same seed, in any slot', async () => {
      const [first, second] = [open(), open()];
      const text = textOf(await collect(first.write(prompt, free, never)));
      expect(textOf(await collect(second.write(prompt, free, never)))).toBe(text);
    });

    it('stops at tokensMax', async () => {
      const whole = textOf(await collect(open().write(prompt, { ...free, temperature: 0 }, never)));
      const cut = textOf(await collect(open().write(prompt, { ...free, temperature: 0, tokensMax: 3 }, never)));
      expect(cut.length).toBeLessThan(whole.length);
      expect(cut).not.toBe('');
      if (options.repeatsItself ?? true) expect(whole.startsWith(cut)).toBe(true);
    });

    it('rejects as aborted when the signal fires, before and in the middle; then the slot works', async () => {
      const slot = open();
      const caller = new AbortController();
      const reading = (async () => {
        for await (const { text } of slot.write(prompt, free, caller.signal)) if (text !== '') caller.abort();
      })();
      await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
      const again = collect(slot.write(prompt, free, caller.signal));
      await expect(again).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
      expect(textOf(await collect(slot.write(prompt, free, never)))).not.toBe('');
    });

    it('lets the reader leave in the middle', async () => {
      const slot = open();
      for await (const { text } of slot.write(prompt, free, never)) if (text !== '') break;
      await slot.release();
      expect(textOf(await collect(open().write(prompt, free, never)))).not.toBe('');
    });

    it('refuses a slot too many, takes releases twice, and writes nothing in a released one', async () => {
      const [first, second] = [open(), open()];
      expect(() => engine.openSlot()).toThrow(EngineError);
      await Promise.all([first.release(), first.release()]);
      open();
      await first.release();
      expect(() => engine.openSlot()).toThrow(EngineError);
      await expect(collect(first.write(prompt, free, never))).rejects.toThrow('released');
      await second.release();
    });

    it('keeps two slots side by side apart', async () => {
      const [left, right] = [open(), open()];
      const alone = textOf(await collect(left.write(prompt, free, never)));
      const both = await Promise.all([left, right].map((slot) => collect(slot.write(prompt, free, never))));
      if (options.repeatsItself ?? true) expect(both.map(textOf)).toEqual([alone, alone]);
      for (const pieces of both) expect(textOf(pieces)).not.toBe('');
    });

    it('refuses new slots and texts once closed', async () => {
      const last = await options.createEngine();
      const slot = last.openSlot();
      await Promise.all([last.close(), last.close()]);
      expect(() => last.openSlot()).toThrow(EngineError);
      await expect(collect(slot.write(prompt, free, never))).rejects.toThrow(EngineError);
      await slot.release();
    });
  });
}

async function collect(stream: AsyncIterable<WrittenPiece>): Promise<WrittenPiece[]> {
  const pieces: WrittenPiece[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

function textOf(pieces: readonly WrittenPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}
