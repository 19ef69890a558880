import { expect, test } from 'vitest';
import { findCycles, findForbiddenImports } from './import-rules.ts';
import { parse, parsedFiles } from './source-files.ts';

test('the repository keeps the import rules', () => {
  expect(findForbiddenImports(parsedFiles())).toEqual([]);
});

test('the repository has no cycles', () => {
  expect(findCycles(parsedFiles())).toEqual([]);
});

test.each([
  ['server/src/domain/a.ts', `import { b } from '../generate/b.ts';`, 'domain may not import generate'],
  ['server/src/generate/a.ts', `import { b } from '../engine/llama-engine.ts';`, 'generate may not import engine'],
  ['server/src/compliance/a.ts', `export * from '../rpc/b.ts';`, 'compliance may not import rpc'],
  ['server/src/rpc/a.ts', `const b = await import('../main.ts');`, 'rpc may not import main.ts'],
  [
    'server/src/surprise/a.ts',
    `import { b } from '../domain/b.ts';`,
    'server/src/surprise is not in the table of imports',
  ],
  ['server/src/rpc/a.ts', `import { b } from '../../../adapter/src/b.ts';`, 'server may not import adapter'],
  ['server/src/rpc/a.ts', `import { b } from '@offerwright/adapter';`, 'server may not import adapter'],
  ['adapter/src/db/a.ts', `import { b } from '../routes/b.ts';`, 'db may not import routes'],
  ['adapter/src/app.ts', `import { b } from '../../tests/kit/b.ts';`, 'adapter may not import tests'],
  ['adapter/web/src/a.tsx', `import { b } from '../../src/api/b.ts';`, 'adapter/web takes only types from the adapter'],
  ['proto/a.ts', `import { b } from '../server/src/b.ts';`, 'proto may not import server'],
])('%s: %s', (path, text, reason) => {
  expect(findForbiddenImports([parse({ path, text })])).toEqual([expect.stringContaining(reason)]);
});

test.each([
  ['server/src/generate/a.ts', `import type { Engine } from '../engine/engine.ts';`],
  ['server/src/engine/a.test.ts', `import { engineSuite } from '../../../tests/kit/engine-suite.ts';`],
  ['adapter/src/inference/a.ts', `import { b } from '@offerwright/proto/grpc-service';`],
  ['adapter/web/src/a.tsx', `import type { B } from '../../src/api/b.ts';`],
])('%s may: %s', (path, text) => {
  expect(findForbiddenImports([parse({ path, text })])).toEqual([]);
});

test('finds a cycle of values, not of types', () => {
  const a = parse({ path: 'server/src/domain/a.ts', text: `import { b } from './b.ts'; export const a = b;` });
  const b = `from './a.ts'; export const b = 1;`;
  expect(findCycles([a, parse({ path: 'server/src/domain/b.ts', text: `import { a } ${b}` })])).toEqual([
    'server/src/domain/a.ts → server/src/domain/b.ts → server/src/domain/a.ts',
  ]);
  expect(findCycles([a, parse({ path: 'server/src/domain/b.ts', text: `import type { a } ${b}` })])).toEqual([]);
});
