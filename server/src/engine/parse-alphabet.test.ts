import { expect, test } from 'vitest';
import { EngineError } from './engine.ts';
import { parseAlphabet } from './parse-alphabet.ts';

test.each([
  ['root ::= [а-яё]+', 'жё', 'a!-'],
  ['root ::= first rest{3,9}\nfirst ::= [А-Я]\nrest ::= [а-я ,.-] # the rest', 'Яя ,.-', 'z#'],
  [String.raw`root ::= [\]\\\n\x41\u044f\-]`, ']\\\nAя-', 'B['],
  [String.raw`root ::= "да\"" | [0-9]`, 'да"7', 'е'],
])('reads the alphabet of %s', (grammar, inside, outside) => {
  const isAllowed = parseAlphabet(grammar);
  expect([...inside].filter((character) => !isAllowed(character))).toEqual([]);
  expect([...outside].filter(isAllowed)).toEqual([]);
});

test.each(['', 'start ::= [a]', 'root ::= [а-я', 'root ::= [^а]', 'root ::= "a'])('refuses %j', (grammar) => {
  expect(() => parseAlphabet(grammar)).toThrow(EngineError);
});
