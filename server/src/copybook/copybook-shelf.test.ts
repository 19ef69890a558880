import { expect, test } from 'vitest';
import type { Copybook } from './copybook.ts';
import { createCopybookShelf } from './copybook-shelf.ts';

const bookOf = (hash: string): Copybook => ({ hash }) as Copybook;

test('the own one is found by nothing and by its hash, and never leaves', () => {
  const own = bookOf('own');
  const shelf = createCopybookShelf(own, 2);
  for (const hash of ['a', 'b', 'c', 'own']) shelf.put(bookOf(hash));
  expect([shelf.find(''), shelf.find('own')]).toEqual([own, own]);
  expect(shelf.all().map(({ hash }) => hash)).toEqual(['own', 'b', 'c']);
});

test('the one asked for least recently goes first', () => {
  const shelf = createCopybookShelf(bookOf('own'), 2);
  for (const hash of ['a', 'b']) shelf.put(bookOf(hash));
  expect(shelf.find('a')?.hash).toBe('a');
  shelf.put(bookOf('c'));
  expect(['a', 'b', 'c'].map((hash) => shelf.find(hash)?.hash)).toEqual(['a', undefined, 'c']);
});

test('the same one again takes no second place', () => {
  const shelf = createCopybookShelf(bookOf('own'), 2);
  for (const hash of ['a', 'b', 'a']) shelf.put(bookOf(hash));
  expect(shelf.all().map(({ hash }) => hash)).toEqual(['own', 'b', 'a']);
});
