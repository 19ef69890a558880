/** `npm run -s law:check` as a stranger runs it: files in, files out, exit codes, and what a person is told. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { link, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';

const catalogue = join(repositoryRoot, 'tests', 'data', 'law-corpus', 'catalogue.json');
const lawful = {
  text: 'Карта под рукой. ПАО «Северный берег банк», лицензия № 2910.',
  product: 'DC',
  channel: 'SMS',
  profile: 'strict',
};
const unlawful = { ...lawful, text: `Карта бесплатно. ${lawful.text}` };

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'offerwright-law-check-'));
});
afterAll(async () => rm(directory, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...commandArguments: string[]): Promise<Run> {
  const script = join(repositoryRoot, 'scripts', 'run.mjs');
  return new Promise((resolve) => {
    execFile(process.execPath, [script, 'law-check', ...commandArguments], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}

const path = (name: string): string => join(directory, name);
const writeLines = (name: string, lines: readonly unknown[]): Promise<void> =>
  writeFile(path(name), lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
const readLines = async (name: string) =>
  (await readFile(path(name), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('law:check', () => {
  it('gives every line back in its order, checked', async () => {
    const lines = Array.from({ length: 3000 }, (_, id) => ({ id, ...(id % 3 === 0 ? unlawful : lawful) }));
    await writeLines('many.jsonl', lines);
    const { code, stdout, stderr } = await run(
      ...['--in', path('many.jsonl'), '--out', path('many.out'), '--catalogue', catalogue, '--workers', '2'],
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/3000 lines .*: 2000 lawful, 1000 blocked, 0 in error/);
    expect(stderr).toContain('row 11: 1000');
    const checked = await readLines('many.out');
    expect(checked.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
    expect(checked.map(({ blocked }) => blocked)).toEqual(lines.map(({ id }) => id % 3 === 0));
    expect(checked[0].findings).toEqual([
      {
        row: 11,
        rule: 'law.free_of_charge',
        severity: 'block',
        span: { start: 6, end: 15, text: 'бесплатно' },
        message: expect.any(String),
      },
    ]);
    expect((await readdir(directory)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('goes on after bad lines', async () => {
    await writeLines('bad.jsonl', [lawful, '{"text":', '', '[]', { ...lawful, product: 'X' }, '   ', unlawful, '']);
    const { code, stderr } = await run('--in', path('bad.jsonl'), '--out', path('bad.out'), '--catalogue', catalogue);
    expect(code).toBe(0);
    expect(stderr).toContain('5 lines');
    expect(stderr).toContain('3 in error');
    const checked = await readLines('bad.out');
    expect(checked.map(({ blocked, error }) => blocked ?? error.field)).toEqual([
      false,
      'line',
      'line',
      'product',
      true,
    ]);
  });

  it('checks against the sample catalogue when none is given, and says so', async () => {
    const sample = {
      ...lawful,
      text: 'Карта под рукой. Банк ГПБ (АО). Генеральная лицензия Банка России № 354.',
    };
    await writeLines('sample.jsonl', [sample, lawful]);
    const { code, stderr } = await run('--in', path('sample.jsonl'), '--out', path('sample.out'));
    expect(code).toBe(0);
    expect(stderr).toContain('sample catalogue');
    expect((await readLines('sample.out')).map(({ blocked }) => blocked)).toEqual([false, true]);
  });

  it('makes an empty file of an empty file', async () => {
    await writeFile(path('empty.jsonl'), '');
    const { code, stderr } = await run('--in', path('empty.jsonl'), '--out', path('empty.out'));
    expect(code).toBe(0);
    expect(stderr).toContain('0 lines');
    expect(await readFile(path('empty.out'), 'utf8')).toBe('');
  });

  it('refuses to write over what it reads, by whatever name', async () => {
    await writeLines('same.jsonl', [lawful]);
    await link(path('same.jsonl'), path('hard.jsonl'));
    await symlink(path('same.jsonl'), path('soft.jsonl'));
    for (const out of ['same.jsonl', 'hard.jsonl', 'soft.jsonl']) {
      const { code, stderr } = await run('--in', path('same.jsonl'), '--out', path(out));
      expect(code).toBe(2);
      expect(stderr).toContain('the same file');
    }
    expect(await readLines('same.jsonl')).toEqual([lawful]);
  });

  it.each([
    ['no arguments', () => [], /--in is missing[\s\S]*usage:/],
    ['no --out', () => ['--in', catalogue], /--out is missing/],
    ['an unknown option', () => ['--if', 'x'], /--if[\s\S]*usage:/],
    ['a missing file', () => ['--in', path('none'), '--out', path('x')], /--in: .*none cannot be read: ENOENT/],
    ['a directory', () => ['--in', directory, '--out', path('x')], /--in: .* is a directory/],
    ['no place to write', () => ['--in', catalogue, '--out', path('no/such/x')], /--out: .* cannot be written: ENOENT/],
    [
      'a missing catalogue',
      () => ['--in', catalogue, '--out', path('x'), '--catalogue', path('none')],
      /--catalogue: .* cannot be read: ENOENT/,
    ],
    ['too many workers', () => ['--in', catalogue, '--out', path('x'), '--workers', '1000'], /--workers must be/],
  ])('exits 2 on %s and leaves no file', async (_name, commandArguments, message) => {
    const { code, stderr } = await run(...commandArguments());
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(path('x'))).toBe(false);
  });
});
