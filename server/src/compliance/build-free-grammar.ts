/**
 * The grammar of free writing (GBNF): Russian letters and a little punctuation, nothing that could be a condition.
 *
 * No digit, %, ₽ or Latin letter can be sampled, and the text ends with the end of a sentence. Character classes with
 * `{m,n}` and not alternatives of words: classes are fast, and `x? x?` makes the number of parse stacks explode
 * (llama.cpp grammars/README.md). Whether the words make sense and keep the law is the checker's to say.
 */
export interface FreeGrammarLimits {
  /** Characters of the body, both ends included. */
  readonly charsMin: number;
  readonly charsMax: number;
}

/** The shortest text that the grammar can hold: a letter, a letter, a full stop. */
const charsFloor = 3;

/** @throws RangeError when the limits hold no text. */
export function buildFreeGrammar({ charsMin, charsMax }: FreeGrammarLimits): string {
  if (!Number.isInteger(charsMin) || !Number.isInteger(charsMax) || charsMax < charsFloor || charsMin > charsMax) {
    throw new RangeError(`free grammar: charsMin ${charsMin} and charsMax ${charsMax} hold no text`);
  }
  const fixedChars = 3;
  const middleMin = Math.max(0, charsMin - fixedChars);
  const middleMax = charsMax - fixedChars;
  return [
    `root ::= capital middle{${middleMin},${middleMax}} letter end`,
    'capital ::= [А-ЯЁ]',
    'letter ::= [а-яё]',
    'middle ::= [А-Яа-яЁё ,.!?:;«»—-]',
    'end ::= [.!?]',
    '',
  ].join('\n');
}
