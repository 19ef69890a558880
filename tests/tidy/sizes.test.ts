import { expect, test } from 'vitest';
import { judgeSizes, measureOversized } from './sizes.ts';
import baseline from './sizes-baseline.json' with { type: 'json' };
import { parse, parsedFiles } from './source-files.ts';

const limits = { fileLinesMax: 300, testFileLinesMax: 500, functionLinesMax: 70 };

test('files and functions are short, and what is not only shrinks', () => {
  expect(judgeSizes(measureOversized(parsedFiles(), limits), baseline)).toEqual([]);
});

const small = { fileLinesMax: 5, testFileLinesMax: 8, functionLinesMax: 2 };

test('measures files and functions', () => {
  const text = 'const long = () => {\n  call();\n};\n\n\nexport function short() {}\n';
  expect([...measureOversized([parse({ path: 'server/src/a.ts', text })], small)]).toEqual([
    ['server/src/a.ts', 6],
    ['server/src/a.ts#long', 3],
  ]);
  expect(measureOversized([parse({ path: 'server/src/a.test.ts', text })], small).size).toBe(0);
});

test('counts a function inside another apart', () => {
  const text = 'function outer() {\n  const inner = () => {\n    call();\n  };\n  return inner;\n}';
  const limits = { ...small, fileLinesMax: 9, functionLinesMax: 3 };
  expect([...measureOversized([parse({ path: 'a.ts', text })], limits)]).toEqual([['a.ts#outer', 4]]);
});

test('names methods and functions without a name', () => {
  const text = 'call(() => {\n\n});\nclass A {\n  run() {\n\n  }\n}';
  expect([...measureOversized([parse({ path: 'a.ts', text })], { ...small, fileLinesMax: 9 }).keys()]).toEqual([
    'a.ts#line 1',
    'a.ts#run',
  ]);
});

test('the ratchet turns one way', () => {
  expect(judgeSizes(new Map([['a.ts', 7]]), {})).toEqual(['a.ts has 7 lines: split it']);
  expect(judgeSizes(new Map([['a.ts', 7]]), { 'a.ts': 6 })).toEqual(['a.ts grew from 6 to 7 lines: split it']);
  expect(judgeSizes(new Map([['a.ts', 7]]), { 'a.ts': 7 })).toEqual([]);
  expect(judgeSizes(new Map([['a.ts', 7]]), { 'a.ts': 8 })).toHaveLength(1);
  expect(judgeSizes(new Map(), { 'a.ts': 8 })).toHaveLength(1);
});
