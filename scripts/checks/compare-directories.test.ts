import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareDirectories } from './compare-directories.ts';

let base: string;

async function write(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(base, path, '..'), { recursive: true });
    await writeFile(join(base, path), text);
  }
}

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'offerwright-compare-'));
});

afterEach(() => rm(base, { recursive: true }));

test('names stale, missing and left-over files', async () => {
  await write({
    'old/same': '1',
    'new/same': '1',
    'old/a/stale': '1',
    'new/a/stale': '2',
    'old/left': '',
    'new/b/c': '',
  });
  expect(await compareDirectories(join(base, 'old'), join(base, 'new'))).toEqual([
    'a/stale is stale',
    'b/c is generated, but not committed',
    'left is committed, but no longer generated',
  ]);
});

test('finds nothing in equal directories', async () => {
  await write({ 'old/a': '1', 'new/a': '1' });
  expect(await compareDirectories(join(base, 'old'), join(base, 'new'))).toEqual([]);
});
