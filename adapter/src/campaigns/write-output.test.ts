import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cellOf, type OutputRow, outputColumns } from './output-row.ts';
import { assertWritable, writeOutput } from './write-output.ts';

// A million rows and hundreds of files take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offerwright-output-'));
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * Left out: control characters and the marks of broken text (U+FFFD to U+FFFF), which the xlsx library drops since XML
 * 1.0 cannot hold most of them, and words like "valueOf", which it takes for shared strings it has (write-excel-file
 * 4.1.1 keeps them as keys of a plain object). Texts have none of these: the checker's alphabet refuses them.
 */
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => /^(?![\s\S]*[\uFFFD-\uFFFF])[\P{Cc}\n\t]+$/u.test(text) && text.trim() !== '' && !(text in {}));
const nullable = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });
const score = nullable(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0));
const count = nullable(fc.nat(1000));
const rowArbitrary: fc.Arbitrary<OutputRow> = fc.record({
  id: nullable(fc.maxSafeInteger()),
  status: fc.constantFrom('sendable', 'not_sendable', 'refused', 'error'),
  source: nullable(fc.constantFrom('model', 'rules')),
  text: nullable(
    fc.oneof(
      word,
      word.map((text) => `=${text}`),
      word.map((text) => `@${text}`),
      word.map((text) => `-${text}`),
    ),
  ),
  confidence: score,
  concern: nullable(word),
  concern_rule: nullable(word),
  signals: fc.array(fc.stringMatching(/^[a-z_]{1,9}$/), { maxLength: 4 }),
  thread_id: nullable(word),
  variants: fc.array(fc.nat(9), { minLength: 2, maxLength: 4 }),
  coverage: nullable(word),
  rules_reason: nullable(word),
  refusal: nullable(word),
  error: nullable(word),
  verdict_passed: nullable(fc.boolean()),
  law_score: score,
  brand_voice_score: score,
  fit_score: score,
  sms_segments: count,
  characters: count,
  spoken_seconds: score,
  total_ms: score,
  request_id: nullable(fc.uuid()),
  row: fc.integer({ min: 1, max: 1_000_000 }),
  campaign_id: fc.uuid(),
  model_name: nullable(word),
  model_sha256: nullable(word),
  copybook_hash: nullable(word),
  rule_set_version: nullable(word),
  profile_version: nullable(word),
  seed: count,
  answered_at: nullable(
    fc
      .date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') })
      .map((date) => date.toISOString()),
  ),
});
const rowsArbitrary = fc.array(rowArbitrary, { minLength: 1, maxLength: 5 });

async function* stream(rows: readonly OutputRow[]) {
  yield* rows;
}

const cellsOf = (row: OutputRow) => outputColumns.map((column) => cellOf(row[column]));

describe('writeOutput', () => {
  it('writes JSONL that reads back as it was, types and all', async () => {
    const path = join(folder, 'a.jsonl');
    await fc.assert(
      fc.asyncProperty(rowsArbitrary, async (rows) => {
        await writeOutput(path, 'jsonl', stream(rows));
        const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
        expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('writes CSV that reads back as it was, formulas disarmed', async () => {
    const path = join(folder, 'a.csv');
    const asRead = (cell: string | number | boolean | null) => {
      if (cell === null) return '';
      if (typeof cell === 'string' && /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell)) return `'${cell}`;
      return String(cell);
    };
    await fc.assert(
      fc.asyncProperty(rowsArbitrary, async (rows) => {
        await writeOutput(path, 'csv', stream(rows));
        const text = await readFile(path, 'utf8');
        expect(text.startsWith('\uFEFFid,status,source,text,confidence,')).toBe(true);
        const [header, ...records] = parse(text, { bom: true });
        expect(header).toEqual(outputColumns);
        expect(records).toEqual(rows.map((row) => cellsOf(row).map(asRead)));
      }),
      { numRuns: 60 },
    );
  });

  it.each(['=1+1', '+7', '-1', '@cmd', '\tx'])(
    'disarms the formula %j in CSV, whatever column it is in',
    async (text) => {
      const [row] = fc.sample(rowArbitrary, 1);
      const path = join(folder, 'formula.csv');
      await writeOutput(path, 'csv', stream([{ ...row!, text, error: text, thread_id: text, id: -5 }]));
      const [record] = parse(await readFile(path, 'utf8'), { bom: true, columns: true }) as Record<string, string>[];
      expect(record).toMatchObject({ text: `'${text}`, error: `'${text}`, thread_id: `'${text}`, id: '-5' });
    },
  );

  it('writes xlsx that reads back as it was', async () => {
    const path = join(folder, 'a.xlsx');
    await fc.assert(
      fc.asyncProperty(rowsArbitrary, async (rows) => {
        await writeOutput(path, 'xlsx', stream(rows));
        const [sheet] = await readExcelFile(path, { trim: false });
        const [header, ...records] = sheet!.data;
        expect(header).toEqual(outputColumns);
        const width = outputColumns.length;
        expect(records.map((cells) => Array.from({ length: width }, (_, index) => cells[index] ?? null))).toEqual(
          rows.map(cellsOf),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('leaves the old file and no half of a new one when the rows fail', async () => {
    for (const format of ['csv', 'jsonl', 'xlsx'] as const) {
      const place = await mkdtemp(join(folder, 'half-'));
      const path = join(place, `texts.${format}`);
      await writeFile(path, 'old');
      const failing = async function* () {
        yield* fc.sample(rowArbitrary, 1);
        throw new Error('the store went away');
      };
      await expect(writeOutput(path, format, failing())).rejects.toThrow('the store went away');
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(place)).toEqual([`texts.${format}`]);
    }
  });

  it('says which error of the disk stopped it', async () => {
    const missing = join(folder, 'gone', 'texts.csv');
    await expect(writeOutput(missing, 'csv', stream([]))).rejects.toMatchObject({
      kind: 'output_not_written',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

describe('assertWritable', () => {
  it('takes a new file in a folder', async () => {
    await expect(assertWritable(join(folder, 'new.csv'), 'out')).resolves.toBeUndefined();
  });

  it.each([
    ['no folder', 'nowhere/texts.csv', /^--out: its folder must exist; there is none\.$/],
    ['a folder of that name', 'taken.csv', /^--out: a file must be given; a folder or a device came\.$/],
    ['a file where a folder should be', 'plain/texts.csv', /^--out: the path leads through a file/],
  ])('refuses %s', async (_name, path, message) => {
    await mkdir(join(folder, 'taken.csv'), { recursive: true });
    await writeFile(join(folder, 'plain'), '');
    await expect(assertWritable(join(folder, path), 'out')).rejects.toMatchObject({
      kind: 'wrong_output_file',
      message: expect.stringMatching(message),
    });
  });

  it.skipIf(process.getuid?.() === 0)('refuses a folder that may not be written to', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed);
    await chmod(closed, 0o500);
    await expect(assertWritable(join(closed, 'texts.csv'), 'out')).rejects.toThrow('must be writable');
  });
});
