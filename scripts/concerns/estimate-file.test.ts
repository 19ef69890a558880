import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'concerns-'));
});
afterAll(() => rm(directory, { recursive: true }));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...commandArguments: string[]): Promise<Run> {
  const command = [join(repositoryRoot, 'scripts', 'commands', 'concerns.ts'), ...commandArguments];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { timeout: 120_000 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

async function estimate(name: string, content: string | Buffer) {
  const [input, output] = [join(directory, `${name}.jsonl`), join(directory, `${name}.out.jsonl`)];
  await writeFile(input, content);
  const result = await run('--in', input, '--out', output);
  const lines = (await readFile(output, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return { ...result, lines: lines.map((line) => JSON.parse(line)) };
}

/** What Russian systems of old write; only what the test needs. */
const windows1251 = (text: string) =>
  Buffer.from(
    Array.from(text, (letter) => {
      const code = letter.codePointAt(0)!;
      return code < 128 ? code : code - 0x410 + 0xc0;
    }),
  );

describe('npm run concerns', () => {
  it('answers each line with likelihoods and phrases, keeps what came, and writes nothing to standard output', async () => {
    const rows = [
      { text: 'Ставка слишком высокая', product: 'Кредит наличными', id: 5 },
      { text: 'The app crashes all the time', product: 'DC' },
      { text: '😀' },
      { text: 'Где моя карта', product: { code: 'CC' } },
    ];
    const { code, stdout, lines } = await estimate(
      'good',
      `\uFEFF${rows.map((row) => JSON.stringify(row)).join('\r\n')}\n\n`,
    );
    expect([code, stdout]).toEqual([0, '']);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatchObject(rows[0]!);
    expect(Object.keys(lines[0].likelihoods)).toEqual(['finance', 'efficiency', 'purchase', 'support']);
    expect(lines[0].likelihoods.finance).toBeGreaterThan(0.5);
    expect(lines[0].phrases[0]).toMatchObject({ concern: 'finance' });
  }, 120_000);

  it('keeps bad lines with what is wrong, and says so by its exit code', async () => {
    const bad = ['{', '[1]', '{"product":"CC"}', '{"text":5}', '{"text":"  "}', '{"text":"да","product":7}'];
    const { code, stdout, lines } = await estimate('bad', [...bad, '{"text":"Мало процентов"}'].join('\n'));
    expect([code, stdout]).toEqual([2, '']);
    expect(lines).toHaveLength(7);
    expect(lines.slice(0, 6).every(({ error }) => typeof error === 'string')).toBe(true);
    expect(lines[0].line).toBe('{');
    expect(lines[6].likelihoods).toBeDefined();
  }, 120_000);

  it('reads Windows-1251, and a line too long costs that line only', async () => {
    const content = Buffer.concat([
      windows1251('{"text":"Приложение зависает"}\n'),
      Buffer.from(`{"text":"${'а'.repeat(600_000)}"}\n{"text":"Ставка высокая"}`),
    ]);
    const { code, lines } = await estimate('cp1251', content);
    expect(code).toBe(2);
    expect(lines[0].text).toBe('Приложение зависает');
    expect(lines[1].error).toMatch(/bytes/);
    expect(lines[2].likelihoods.finance).toBeGreaterThan(0.3);
  }, 120_000);

  it('says what is wrong with the call', async () => {
    expect((await run()).code).toBe(1);
    expect((await run('--in', join(directory, 'none'), '--out', join(directory, 'x'))).stderr).toMatch(/not a file/);
    expect((await run('--colour')).stderr).toMatch(/usage/);
  }, 120_000);
});
