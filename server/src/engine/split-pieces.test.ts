import { expect, test } from 'vitest';
import { createPieceSplitter } from './split-pieces.ts';

const detokenize = (tokens: readonly number[]) => Buffer.from(tokens).toString('utf8');

test('holds a character back until its last byte, with the product of its probabilities', () => {
  const splitter = createPieceSplitter(detokenize, []);
  const [first, second, third] = Buffer.from('я!');
  expect(splitter.push(first!, 0.5)).toBeNull();
  expect(splitter.push(second!, 0.5)).toEqual({ text: 'я', probability: 0.25 });
  expect(splitter.push(third!, 0.9)).toEqual({ text: '!', probability: 0.9 });
});

test('holds four bytes back at most', () => {
  const splitter = createPieceSplitter(detokenize, []);
  const pieces = [...Buffer.from('😀')].map((byte) => splitter.push(byte, 1));
  expect(pieces).toEqual([null, null, null, { text: '😀', probability: 1 }]);
  const broken = [0xf0, 0xf0, 0xf0, 0xf0].map((byte) => splitter.push(byte, 1));
  expect(broken.slice(0, 3)).toEqual([null, null, null]);
  expect(broken[3]).not.toBeNull();
});

test('tells the tokeniser what came before, the prompt first', () => {
  const seen: (readonly number[])[] = [];
  const splitter = createPieceSplitter(
    (tokens, before) => {
      seen.push(before);
      return detokenize(tokens);
    },
    [1, 2],
  );
  splitter.push(65, 1);
  splitter.push(66, 1);
  expect(seen).toEqual([
    [1, 2],
    [1, 2, 65],
  ]);
});

test('a token without text is no piece', () => {
  expect(createPieceSplitter(() => '', []).push(7, 1)).toBeNull();
});
