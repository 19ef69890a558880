import { expect, test } from 'vitest';
import { listFiles, readSource } from './source-files.ts';
import { findBannedWords, findMixedWords } from './words.ts';

const isText = (path: string) =>
  /\.(ts|tsx|mjs|json|jsonl|md|sql|proto|ya?ml|css|html|sh)$|(^|\/)(Dockerfile\.\w+|run|\.[\w.]+)$/.test(path);
// The samples below hold what they are about; the lock file is npm's.
const texts = listFiles()
  .filter((path) => isText(path) && path !== 'tests/tidy/words.test.ts' && path !== 'package-lock.json')
  .map(readSource);
/** Tests, and the samples that stand with each rule of the checker, show look-alikes on purpose. */
const withoutSamples = texts.filter(
  ({ path }) => !/^tests\/|\.test\.ts$|^server\/src\/compliance\/rules\/|^docs\/reference\/rules\.md$/.test(path),
);

test('no text of the repository holds a banned word', () => {
  expect(findBannedWords(texts)).toEqual([]);
});

test('no word of the code or the copybook mixes Latin and Cyrillic', () => {
  expect(findMixedWords(withoutSamples)).toEqual([]);
});

test.each([
  ['server/src/a.ts', '// TODO: later'],
  ['docs/A.md', 'FIXME'],
  ['server/src/a.test.ts', `test.skip('it works')`],
  ['server/src/a.test.ts', `describe.only('it works')`],
  ['scripts/a.ts', `const path = '/work/main';`],
  ['docs/A.md', 'Look in /root/.cache'],
  ['docs/A.md', 'cd /home/anna'],
  ['.npmrc', 'registry=https://registry.npmjs.org/'],
  ['server/src/a.ts', '// @ts-ignore'],
])('finds it in %s: %s', (path, text) => {
  expect(findBannedWords([{ path, text }])).toHaveLength(1);
});

test.each([
  ['server/src/a.ts', '// Mastodon, XXXL, todo list'],
  ['server/src/a.test.ts', `test.runIf(isRoot)('x')`],
  ['docs/A.md', 'See docs/work/plan.md, ~/.cache and https://bank.example/home/cards'],
])('lets pass in %s: %s', (path, text) => {
  expect(findBannedWords([{ path, text }])).toEqual([]);
});

test('finds a look-alike letter', () => {
  // The first word has a Latin "a", the second a Cyrillic "с".
  const text = 'вклaд\ndeсision\nвклад decision SMS-рассылка\\nвклад';
  expect(findMixedWords([{ path: 'a.ts', text }])).toHaveLength(2);
});
