import { expect, test } from 'vitest';
import { findAbbreviations, findBadFileNames, findMissingUnits } from './names.ts';
import { listFiles, parse, parsedFiles } from './source-files.ts';

test('files are named in kebab-case', () => {
  expect(findBadFileNames(listFiles())).toEqual([]);
});

test('names are not abbreviated', () => {
  expect(findAbbreviations(parsedFiles())).toEqual([]);
});

test('times say their unit', () => {
  expect(findMissingUnits(parsedFiles())).toEqual([]);
});

test.each([
  'server/src/generateAnswer.ts',
  'scripts/run_all.mjs',
  'adapter/src/db/InsertAnswer.ts',
  'migrations/1.Users.sql',
])('finds %s', (path) => {
  expect(findBadFileNames([path])).toHaveLength(1);
});

test.each([
  'const req = 1;',
  'function f(ctx) {}',
  'const { value: tmp } = f();',
  'const [first, idx = 0] = f();',
  'const f = ({ ...opts }) => 1;',
])('finds an abbreviation: %s', (text) => {
  expect(findAbbreviations([parse({ path: 'a.ts', text })])).toHaveLength(1);
});

test('takes names of others as they are', () => {
  const text = 'const { req: request } = f(); call({ args: 1 }); context.res.end();';
  expect(findAbbreviations([parse({ path: 'a.ts', text })])).toEqual([]);
});

test('finds a time without a unit', () => {
  expect(findMissingUnits([parse({ path: 'a.ts', text: 'const connectTimeout = 60 * 1000;' })])).toHaveLength(1);
  expect(findMissingUnits([parse({ path: 'limits.ts', text: 'export const limits = { delay: 5 };' })])).toHaveLength(1);
  const text = 'const connectTimeoutMs = 5; call({ timeout: 5 }); const interval = f();';
  expect(findMissingUnits([parse({ path: 'a.ts', text })])).toEqual([]);
});
