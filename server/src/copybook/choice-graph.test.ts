import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf, type Thread } from '../domain/thread.ts';
import { ChoiceWalk, type GraphThread, VariantTokens } from './choice-graph.ts';

/** Characters as tokens: every branch of the wording is a branch of the tokens. */
const tokenize = (text: string): number[] => [...text].map((char) => char.codePointAt(0)!);

function threadOf(id: string, positions: readonly (readonly string[])[]): Thread {
  return {
    id,
    version: '0',
    product: 'CC',
    channel: 'SMS',
    need: 'finance',
    signals: [],
    gender: 'u',
    age: 'u',
    idea: '',
    claims: [],
    positions,
  };
}

function entryOf(thread: Thread, logPrior = 0): GraphThread {
  return { thread, allowedVariants: thread.positions.map((position) => position.map((_, index) => index)), logPrior };
}

/** Walks with a picker and returns the tokens taken and the choice. */
function walkAll(threads: readonly GraphThread[], pick: (options: readonly number[]) => number) {
  const walk = new ChoiceWalk(new VariantTokens(tokenize), threads);
  const taken: number[] = [];
  while (walk.choice === null) {
    taken.push(...walk.forcedRun());
    if (walk.choice !== null) break;
    const token = pick(walk.candidates().map((candidate) => candidate.token));
    walk.choose(token);
    taken.push(token);
  }
  return { choice: walk.choice, taken, sentences: walk.decidedSentences() };
}

describe('choice graph', () => {
  const one = threadOf('one', [
    ['Карта рядом.', 'Карта под рукой.'],
    ['Откройте приложение.', 'Загляните в чат.', 'Откройте чат.'],
  ]);
  const two = threadOf('two', [['Карта рядом.', 'Счёт рядом.'], ['Позвоните.']]);

  it('walks to a body of a thread, its tokens in order', () => {
    const { choice, taken } = walkAll([entryOf(one), entryOf(two)], (options) => options.at(-1)!);
    expect(String.fromCodePoint(...taken)).toBe(bodyOf(choice!));
  });

  it('reaches every body of every thread and nothing else', () => {
    const reached = new Set<string>();
    const explore = (prefix: readonly number[]): void => {
      const walk = new ChoiceWalk(new VariantTokens(tokenize), [entryOf(one), entryOf(two)]);
      let used = 0;
      for (;;) {
        walk.forcedRun();
        if (walk.choice) {
          reached.add(bodyOf(walk.choice));
          return;
        }
        const options = walk.candidates();
        if (used < prefix.length) {
          walk.choose(prefix[used]!);
          used += 1;
        } else {
          for (const option of options) explore([...prefix, option.token]);
          return;
        }
      }
    };
    explore([]);
    const expected = [one, two].flatMap((thread) =>
      thread.positions[0]!.flatMap((a) => thread.positions[1]!.map((b) => `${a} ${b}`)),
    );
    expect([...reached].sort()).toEqual([...new Set(expected)].sort());
  });

  it('keeps two threads apart after a sentence that both share', () => {
    const walk = new ChoiceWalk(new VariantTokens(tokenize), [entryOf(one, -1), entryOf(two, 0)]);
    for (const token of tokenize('Карта рядом. ')) walk.choose(token);
    expect(walk.decidedSentences()).toEqual(['Карта рядом.']);
    const priors = new Map(walk.candidates().map(({ token, logPrior }) => [String.fromCodePoint(token), logPrior]));
    expect(priors).toEqual(
      new Map([
        ['О', -1],
        ['З', -1],
        ['П', 0],
      ]),
    );
  });

  it('refuses a token that the grammar does not allow', () => {
    const walk = new ChoiceWalk(new VariantTokens(tokenize), [entryOf(one)]);
    expect(() => walk.choose('Ю'.codePointAt(0)!)).toThrow('not a candidate');
  });

  it('leaves out variants that are not allowed', () => {
    const entry = { ...entryOf(one), allowedVariants: [[1], [2]] };
    expect(bodyOf(walkAll([entry], () => -1).choice!)).toBe('Карта под рукой. Откройте чат.');
  });

  it('always ends in an allowed body (any wording, any picks)', () => {
    const sentence = fc
      .string({ unit: fc.constantFrom('а', 'б', 'в', ' '), minLength: 1, maxLength: 6 })
      .map((s) => `${s}.`);
    const position = fc.uniqueArray(sentence, { minLength: 1, maxLength: 4 });
    const wording = fc.array(position, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(wording, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat(100)), (all, picks) => {
        const threads = all.map((positions, index) => threadOf(`t${index}`, positions));
        const bodies = new Set<string>();
        for (const thread of threads) {
          const combine = (prefix: string[], rest: readonly (readonly string[])[]): void => {
            if (rest.length === 0) bodies.add(prefix.join(' '));
            else for (const variant of rest[0]!) combine([...prefix, variant], rest.slice(1));
          };
          combine([], thread.positions);
        }
        const { choice, taken } = walkAll(
          threads.map((thread) => entryOf(thread)),
          (options) => options[picks.next().value! % options.length]!,
        );
        const body = bodyOf(choice!);
        return bodies.has(body) && String.fromCodePoint(...taken) === body;
      }),
    );
  });
});
