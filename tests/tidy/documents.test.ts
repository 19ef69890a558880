import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBigFiles, findBrokenLinks, findSilentFiles } from './documents.ts';
import { isTest, listFiles, parsedFiles, readSource, repositoryRoot } from './source-files.ts';

const bytesMax = 25 * 1024 * 1024;

test('links of the documents lead somewhere', () => {
  const documents = listFiles()
    .filter((path) => path.endsWith('.md'))
    .map(readSource);
  expect(findBrokenLinks(documents, (path) => existsSync(join(repositoryRoot, path)))).toEqual([]);
});

test('no committed file is too big', () => {
  const sizes = listFiles().map((path) => ({ path, bytes: statSync(join(repositoryRoot, path)).size }));
  expect(findBigFiles(sizes, bytesMax)).toEqual([]);
});

test('every file of code says what it is for', () => {
  expect(
    findSilentFiles(parsedFiles().filter(({ path }) => !isTest(path) && !path.startsWith('adapter/web/'))),
  ).toEqual([]);
});

test('finds broken links', () => {
  const documents = [
    {
      path: 'README.md',
      text: '# One two\n[a](docs/A.md#what-it-is) [b](#one-two) [c](docs/) [d](https://bank.example)',
    },
    {
      path: 'docs/A.md',
      text: '## What it is!\n[up](../README.md) [gone](B.md) [no heading](../README.md#three)\n`[x](y)`',
    },
  ];
  const paths = ['README.md', 'docs', 'docs/A.md'];
  expect(findBrokenLinks(documents, (path) => paths.includes(path))).toEqual([
    'docs/A.md: B.md leads nowhere',
    'docs/A.md: ../README.md#three: no such heading',
  ]);
});

test('finds big files', () => {
  const sizes = [
    { path: 'model.bin', bytes: 11 },
    { path: 'a.ts', bytes: 10 },
  ];
  expect(findBigFiles(sizes, 10)).toEqual(['model.bin has 11 bytes; at most 10 are committed']);
});

test('finds a file without a word', () => {
  expect(findSilentFiles([{ path: 'a.ts', text: '// short\nexport {};' }])).toHaveLength(1);
  expect(findSilentFiles([{ path: 'a.ts', text: '/** What it is for. */\nexport {};' }])).toEqual([]);
});
