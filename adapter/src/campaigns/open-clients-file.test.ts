import { mkdtemp, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { detectDelimiter } from '../tables/csv-dialect.ts';
import { campaignLimits } from './campaign-limits.ts';
import { openClientsFile } from './open-clients-file.ts';
import type { ClientsFormat } from './parse-arguments.ts';
import type { ClientRow, ProblemRow } from './parse-client-row.ts';

const yakutia = new URL('../../../tests/data/Dataset_Yakutia.xlsx', import.meta.url).pathname;
// A million rows and hundreds of files take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';
let filesCount = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offerwright-clients-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Uint8Array, format: ClientsFormat = 'csv'): Promise<string> {
  filesCount += 1;
  const path = join(folder, `clients-${filesCount}.${format}`);
  await writeFile(path, content);
  return path;
}

async function rowsOf(path: string, format: ClientsFormat = 'csv', limit: number | null = null) {
  const file = await openClientsFile(path, format, limit);
  const rows: (ClientRow | ProblemRow)[] = [];
  for await (const row of file.rows()) rows.push(row);
  expect(rows).toHaveLength(file.rowsCount);
  expect(rows.at(-1)?.row).toBe(file.lastRow);
  expect(rows.filter((row) => row.kind === 'client')).toHaveLength(file.clientsCount);
  return rows;
}

/** Windows-1251 by turning its decoder round. */
function encodeWindows1251(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1251');
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (char) => bytes.get(char) ?? expect.fail(`no byte for ${char}`));
}

const featuresOf = (row: ClientRow | ProblemRow | undefined) => (row?.kind === 'client' ? { ...row.features } : row);

describe('the real file', () => {
  it('gives 667 clients numbered by their rows, values untouched', async () => {
    const rows = await rowsOf(yakutia, 'xlsx');
    expect(rows).toHaveLength(667);
    expect(rows.map((row) => row.clientId)).toEqual(Array.from({ length: 667 }, (_, index) => index + 1));
    expect(featuresOf(rows[0])).toMatchObject({
      gender: '0',
      age: 52.68817204301075,
      max_outstanding_amount_6m: 'NULL',
    });
    expect(Object.keys(featuresOf(rows[0])!)).toHaveLength(25);
    // A lone space of the file stays one: the server says what it means.
    expect(rows.some((row) => row.kind === 'client' && Object.values(row.features).includes(' '))).toBe(true);
  });

  it('stops at the limit', async () => {
    expect(await rowsOf(yakutia, 'xlsx', 3)).toHaveLength(3);
  });
});

describe('CSV', () => {
  const table = [
    ['ID', 'age', 'reg_region_nm', 'super_clust'],
    ['5', '41.5', 'Республика Саха', 'a. Супер-ЗП (6,15)'],
    ['6', 'NULL', ' ', 'сказал «да», "нет"\nи ушёл; совсем'],
  ];
  const expected = [
    { age: '41.5', reg_region_nm: 'Республика Саха', super_clust: 'a. Супер-ЗП (6,15)' },
    { age: 'NULL', reg_region_nm: ' ', super_clust: 'сказал «да», "нет"\nи ушёл; совсем' },
  ];
  const encodings: [string, (text: string) => Uint8Array][] = [
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['Windows-1251', encodeWindows1251],
  ];
  for (const [encoding, encode] of encodings) {
    for (const delimiter of [',', ';', '\t']) {
      it(`reads ${encoding} delimited by ${JSON.stringify(delimiter)}`, async () => {
        const rows = await rowsOf(await fileOf(encode(stringify(table, { delimiter }))));
        expect(rows.map((row) => row.clientId)).toEqual([5, 6]);
        expect(rows.map(featuresOf)).toEqual(expected);
      });
    }
  }

  it('reads CRLF, no final line break, and counts blank rows without making clients of them', async () => {
    const rows = await rowsOf(await fileOf('age,gender\r\n30,1\r\n\r\n,\r\n40,0'));
    expect(rows.map((row) => [row.row, row.clientId])).toEqual([
      [1, 1],
      [4, 4],
    ]);
  });

  it('reads decimal commas where semicolons delimit, and only there', async () => {
    const semicolons = await rowsOf(await fileOf('age;note\n"52,68";"1,2,3"\n'));
    expect(featuresOf(semicolons[0])).toEqual({ age: '52.68', note: '1,2,3' });
    const commas = await rowsOf(await fileOf('age,note\n"52,68",x\n'));
    expect(featuresOf(commas[0])).toEqual({ age: '52,68', note: 'x' });
  });

  it('reads back any table that csv-stringify writes', async () => {
    const value = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((text) => !/^\s*[+-]?\d+,\d+\s*$/.test(text) && !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.boolean(),
        async (pairs, delimiter, bom) => {
          const ids = pairs.map((pair, index) => [String(index + 1), ...pair]);
          const path = await fileOf(stringify([['id', 'a', 'b'], ...ids], { delimiter, bom, quoted_string: true }));
          const rows = await rowsOf(path);
          expect(rows.map(featuresOf)).toEqual(pairs.map(([a, b]) => ({ a, b })));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps problems of single rows among the clients', async () => {
    const rows = await rowsOf(await fileOf('id,age\n1,30\nx,31\n1,32\n2,33,extra\n3,34\n'));
    expect(rows.map((row) => (row.kind === 'client' ? row.clientId : row.error.kind))).toEqual([
      1,
      'invalid_client_id',
      'duplicate_client_id',
      'invalid_client',
      3,
    ]);
  });

  it('takes a tie for a comma and does not look inside quotes', () => {
    expect(detectDelimiter('age')).toBe(',');
    expect(detectDelimiter('a,b;c')).toBe(',');
    expect(detectDelimiter('"a,b,c";d')).toBe(';');
    expect(detectDelimiter('"never, closed')).toBe(',');
  });
});

describe('files that cannot be read', () => {
  const cases: [string, string, ClientsFormat, string | Uint8Array, RegExp][] = [
    ['an empty CSV file', 'e', 'csv', '', /the file is empty/],
    ['an empty xlsx file', 'e', 'xlsx', '', /the file is empty/],
    ['a CSV file of blank lines', 'b', 'csv', '\n\n', /first row must name the features.*blank/],
    ['a header without clients', 'h', 'csv', 'age,gender\n', /at least one client/],
    ['a CSV file without a header', 'n', 'csv', '0,52.6,Москва\n1,30,Омск\n', /column 1 holds a number/],
    ['a quote never closed', 'q', 'csv', 'age,note\n1,"never closed\n2,x\n', /quote is never closed/],
    ['a quote in the middle of a cell', 'q', 'csv', 'age,note\n1,a"b\n', /quote inside a cell must be doubled.*line 2/],
    ['text after a closing quote', 'q', 'csv', 'age,note\n1,"a"b\n', /after a closing quote.*line 2/],
    ['a picture named .csv', 'p', 'csv', Uint8Array.of(0x89, 0x50, 0, 0, 1), /zero bytes/],
    ['an archive named .csv', 'z', 'csv', 'PK\u0003\u0004rest', /must be named \.xlsx/],
    ['UTF-16', 'u', 'csv', Buffer.from('\uFEFFage,gender', 'utf16le'), /UTF-16/],
    [
      'an old .xls named .xlsx',
      'o',
      'xlsx',
      Buffer.from('d0cf11e0a1b11ae1000000', 'hex'),
      /\.xls file or an encrypted/,
    ],
    ['text named .xlsx', 't', 'xlsx', 'age,gender\n1,2\n', /not that of an \.xlsx file/],
    ['a broken archive', 'z', 'xlsx', 'PK\u0003\u0004 and then nothing', /damaged: it is not a whole zip archive/],
  ];
  it.each(cases)('%s', async (_name, _short, format, content, message) => {
    const path = await fileOf(content, format);
    await expect(openClientsFile(path, format, null)).rejects.toMatchObject({
      kind: 'wrong_clients_file',
      message: expect.stringMatching(message),
    });
  });

  it('a missing file and a folder', async () => {
    await expect(openClientsFile(join(folder, 'none.csv'), 'csv', null)).rejects.toThrow('there is no such file');
    await expect(openClientsFile(folder, 'csv', null)).rejects.toThrow('a folder or a device came');
  });

  it('an xlsx file cut short', async () => {
    const path = await fileOf('', 'xlsx');
    await writeExcelFile([['age'], [30]]).toFile(path);
    await truncate(path, 600);
    await expect(openClientsFile(path, 'xlsx', null)).rejects.toThrow('not a whole zip archive');
  });

  it('an archive without a sheet', async () => {
    // The smallest zip archive: an end record alone, after a signature that looks like content.
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt32LE(30, 16);
    const path = await fileOf(Buffer.concat([Buffer.from('PK\u0003\u0004'.padEnd(30, '\0'), 'latin1'), end]), 'xlsx');
    await expect(openClientsFile(path, 'xlsx', null)).rejects.toMatchObject({ kind: 'wrong_clients_file' });
  });

  it('an archive that declares more than it may unpack to', async () => {
    const path = await fileOf('', 'xlsx');
    await writeExcelFile([['age'], [30]]).toFile(path);
    const bytes = await readFile(path);
    const entry = bytes.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes.writeUInt32LE(campaignLimits.xlsxUnpackedBytesMax + 1, entry + 24);
    await writeFile(path, bytes);
    await expect(openClientsFile(path, 'xlsx', null)).rejects.toThrow(/may unpack to 268435456 bytes.*\.csv/);
  });

  it('an archive that unpacks to more than it declares', async () => {
    const path = await fileOf('', 'xlsx');
    await writeExcelFile([['age'], [30]]).toFile(path);
    const bytes = await readFile(path);
    const entry = bytes.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes.writeUInt32LE(bytes.readUInt32LE(entry + 24) - 1, entry + 24);
    await writeFile(path, bytes);
    await expect(openClientsFile(path, 'xlsx', null)).rejects.toThrow('not a whole zip archive');
  });

  it('a row longer than the limit', async () => {
    const path = await fileOf(`age,note\n1,"${'x'.repeat(campaignLimits.csvRecordBytesMax + 1)}"\n`);
    await expect(openClientsFile(path, 'csv', null)).rejects.toThrow('a row is longer than 1048576 bytes');
  });

  it('more rows than the limit', async () => {
    const path = await fileOf(`age\n${'1\n'.repeat(campaignLimits.csvRowsMax + 1)}`);
    await expect(openClientsFile(path, 'csv', null)).rejects.toThrow('at most 1000000 rows');
  });

  it('a file changed between two walks', async () => {
    const path = await fileOf('age\n30\n');
    const file = await openClientsFile(path, 'csv', null);
    await utimes(path, new Date(0), new Date(0));
    await expect(file.rows().next()).rejects.toThrow('changed while the campaign ran');
  });
});
