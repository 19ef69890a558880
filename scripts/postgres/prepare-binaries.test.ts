import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linkLibraries } from './prepare-binaries.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'offerwright-links-'));
  await mkdir(join(directory, 'native', 'lib'), { recursive: true });
  const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }];
  await writeFile(join(directory, 'native', 'pg-symlinks.json'), JSON.stringify(links));
});

afterEach(() => rm(directory, { recursive: true }));

test('makes the links an install without scripts lacks, once', async () => {
  await writeFile(join(directory, 'native', 'lib', 'libx.so.1.2'), 'library');
  await linkLibraries(directory);
  await linkLibraries(directory);
  expect(await readFile(join(directory, 'native', 'lib', 'libx.so.1'), 'utf8')).toBe('library');
});

test('fails where a library itself is missing', async () => {
  await expect(linkLibraries(directory)).rejects.toThrow(/ENOENT/);
});
