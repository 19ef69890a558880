import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { difference, installDependencies, nodePackage } from './install-dependencies.mjs';

let root: string;

const locked = {
  '': { name: 'root' },
  adapter: { name: 'adapter' },
  'node_modules/koa': { version: '3.3.0', integrity: 'sha512-a' },
  'node_modules/@a/b/node_modules/ms': { version: '2.0.0', integrity: 'sha512-b' },
  'node_modules/only-on-darwin': { version: '1.0.0', integrity: 'sha512-c', optional: true },
  [`node_modules/${nodePackage}`]: { version: '24.21.0', integrity: 'sha512-d', optional: true },
};

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function install(packages: Record<string, object | undefined>): void {
  write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  write(`node_modules/${nodePackage}/bin/node`, '');
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'offerwright install '));
  write('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: locked }));
});

afterEach(() => rmSync(root, { recursive: true }));

test('is content with what is locked, without the optional packages of other machines', () => {
  const { 'node_modules/only-on-darwin': _, ...installed } = locked;
  install(installed);
  expect(difference(root)).toBeUndefined();
});

test('sees that nothing is installed, or not to the end', () => {
  expect(difference(root)).toBe('none installed yet');
  write('node_modules/.package-lock.json', '{"packages": {');
  expect(difference(root)).toBe('none installed yet');
});

test.each([
  [
    'another version',
    { 'node_modules/koa': { version: '3.2.0', integrity: 'sha512-a' } },
    'koa is not the locked version',
  ],
  ['other bytes', { 'node_modules/koa': { version: '3.3.0', integrity: 'sha512-z' } }, 'koa is not the locked version'],
  ['a nested package left out', { 'node_modules/@a/b/node_modules/ms': undefined }, 'ms is missing'],
  ['Node left out', { [`node_modules/${nodePackage}`]: undefined }, `${nodePackage} is missing`],
])('sees %s', (_, changes, reason) => {
  install({ ...locked, ...changes });
  expect(difference(root)).toBe(reason);
});

test('sees that the files of Node are gone', () => {
  install(locked);
  rmSync(join(root, 'node_modules', nodePackage), { recursive: true });
  expect(difference(root)).toBe(`${nodePackage} is missing`);
});

test('does nothing where all is installed, and says why npm failed where not', async () => {
  install(locked);
  const lines: string[] = [];
  await installDependencies(root, (line) => lines.push(line));
  expect(lines).toEqual([]);
  rmSync(join(root, 'node_modules'), { recursive: true });
  // npm has no package.json here.
  await expect(installDependencies(root, (line) => lines.push(line))).rejects.toThrow(
    /npm ci failed \(exit code \d+\)/,
  );
  expect(lines[0]).toMatch(/^installing dependencies \(none installed yet\)/);
});
