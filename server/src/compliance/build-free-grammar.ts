/**
 * The grammar of free writing (GBNF): Russian letters and a little punctuation, nothing that could be a condition.
 *
 * No digit, %, ₽ or Latin letter can be sampled, and the text ends with the end of a sentence, quoted perhaps. Character classes with
 * `{m,n}` and not alternatives of words: classes are fast, and `x? x?` makes the number of parse stacks explode
 * (llama.cpp grammars/README.md). Whether the words make sense and keep the law is the checker's to say.
 */
export interface FreeGrammarLimits {
  /** Characters of the body, both ends included. */
  readonly charsMin: number;
  readonly charsMax: number;
}

/** A letter, a letter, a full stop. */
const charsFloor = 3;
/** And the closing quote that may follow. */
const fixedCharsMax = 4;

/** @throws RangeError when the limits hold no text. */
export function buildFreeGrammar({ charsMin, charsMax }: FreeGrammarLimits): string {
  if (!Number.isInteger(charsMin) || !Number.isInteger(charsMax) || charsMax < fixedCharsMax || charsMin > charsMax) {
    throw new RangeError(`free grammar: charsMin ${charsMin} and charsMax ${charsMax} hold no text`);
  }
  const middleMin = Math.max(0, charsMin - charsFloor);
  const middleMax = charsMax - fixedCharsMax;
  if (middleMin > middleMax)
    throw new RangeError(`free grammar: charsMin ${charsMin} is too near charsMax ${charsMax}`);
  return [
    `root ::= capital middle{${middleMin},${middleMax}} letter end`,
    'capital ::= [А-ЯЁ]',
    'letter ::= [а-яё]',
    'middle ::= [А-Яа-яЁё ,.!?:;«»—-]',
    'end ::= [.!?] [»]?',
    '',
  ].join('\n');
}
