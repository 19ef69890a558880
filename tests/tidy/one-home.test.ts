import { describe, expect, test } from 'vitest';
import { findStrayClocks, findStrayEnvironment, findStrayPackages } from './one-home.ts';
import { parse, parsedFiles } from './source-files.ts';

describe('the repository', () => {
  test('imports llama, slonik and grpc at home only', () => {
    expect(findStrayPackages(parsedFiles())).toEqual([]);
  });

  test('reads the environment at home only', () => {
    expect(findStrayEnvironment(parsedFiles())).toEqual([]);
  });

  test('takes clocks, timers and randomness from clock.ts', () => {
    expect(findStrayClocks(parsedFiles())).toEqual([]);
  });
});

test.each([
  ['server/src/generate/a.ts', `import { getLlama } from 'node-llama-cpp';`],
  ['adapter/src/routes/a.ts', `import { sql } from 'slonik';`],
  ['server/src/rpc/a.ts', `import type { Pool } from 'pg';`],
  ['adapter/src/routes/a.ts', `import { Client } from '@grpc/grpc-js';`],
  ['scripts/a.ts', `const { getLlama } = await import('node-llama-cpp');`],
])('finds a stray package in %s: %s', (path, text) => {
  expect(findStrayPackages([parse({ path, text })])).toHaveLength(1);
});

test.each([`const { HOME } = process.env;`, `function f(e = process.env) {}`, `process['env'].HOME;`])(
  'finds a stray environment: %s',
  (text) => {
    expect(findStrayEnvironment([parse({ path: 'server/src/rpc/a.ts', text })])).toHaveLength(1);
    expect(findStrayEnvironment([parse({ path: 'server/src/config.ts', text })])).toEqual([]);
  },
);

test.each([
  'setTimeout(() => {}, 10);',
  'const at = Date.now();',
  'const at = new Date();',
  'const now = performance.now;',
  'const seed = Math.random();',
  'const signal = AbortSignal.timeout(10);',
  `import { randomUUID } from 'node:crypto';`,
  `import { setTimeout as sleep } from 'node:timers/promises';`,
])('finds a stray clock: %s', (text) => {
  expect(findStrayClocks([parse({ path: 'adapter/src/routes/a.ts', text })])).toHaveLength(1);
  expect(findStrayClocks([parse({ path: 'adapter/src/clock.ts', text })])).toEqual([]);
});

test.each([`const at = new Date(0);`, `import { createHash } from 'node:crypto';`, `clock.setTimeout(() => {});`])(
  'lets pass: %s',
  (text) => {
    expect(findStrayClocks([parse({ path: 'adapter/src/routes/a.ts', text })])).toEqual([]);
  },
);
