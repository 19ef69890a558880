/** What people may hand to propensity by mistake: each is refused with the file, the place and the limit, or read right. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModel } from '@offerwright/server/src/propensity/model-file.ts';
import { readCsv, readCsvBytes } from '@offerwright/server/src/propensity/read-csv.ts';
import { readEventLog } from '@offerwright/server/src/propensity/retailrocket/event-log.ts';
import { generateEvents } from '@offerwright/server/src/propensity/retailrocket/generate-events.ts';
import { buildVisitorTable } from '@offerwright/server/src/propensity/retailrocket/visitor-table.ts';
import {
  buildColumns,
  buildLabelled,
  parseNumber,
  parseSchema,
  resolveSchema,
} from '@offerwright/server/src/propensity/schema.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyModel } from '../kit/tiny-propensity-model.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'offerwright-propensity-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readCsvBytes('a.csv', bytes(text));
const wishes = { target: 'y', dropped: [], declared: {} };

async function table(text: string, positive = 'yes') {
  const raw = await read(text);
  return buildLabelled(raw, resolveSchema(raw, wishes), positive);
}

describe('a CSV file', () => {
  it.each([
    ['', 'a.csv is empty'],
    ['a;y\n', 'a.csv has a header and no rows'],
    ['a;a\n1;2\n', 'two columns are called "a"'],
    ['a;;b\n1;2;3\n', 'column 2 has no name'],
    ['a;y\n1;2\n3\n', 'line 3: another number of cells'],
    ['a;y\n"1;2\n', 'quotes'],
    ['onlyone\n1\n', 'has one column'],
    ['a;y\n1;\u0000\n', 'zero bytes'],
    ['PK\u0003\u0004;', 'archive or a workbook'],
  ])('%j is refused', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('in UTF-16 is refused', async () => {
    await expect(readCsvBytes('a.csv', Uint8Array.of(0xff, 0xfe, 0x61, 0))).rejects.toThrow('UTF-16');
  });

  it('that is not there, or a directory, is refused', async () => {
    await expect(readCsv(join(directory, 'none.csv'))).rejects.toThrow('none.csv cannot be read');
    await expect(readCsv(directory)).rejects.toThrow('is no file');
  });

  it('in cp1251 is read, and says so', async () => {
    const raw = await readCsvBytes('a.csv', Uint8Array.of(0xe3, 0x3b, 0x79, 0x0a, 0xe4, 0xe0, 0x3b, 0x31, 0x0a));
    expect([raw.encoding, raw.columns[0]!.name, raw.columns[0]!.texts]).toEqual(['windows-1251', 'г', ['да']]);
  });

  it('keeps quotes, separators in them and missing values', async () => {
    const raw = await read('\ufeff"a";"b,c";y\n"x;y";NA;yes\n;"2,5";no\n');
    const schema = resolveSchema(raw, wishes);
    expect(schema).toEqual({ a: 'categorical', 'b,c': 'numeric', y: 'target' });
    const [a, b] = buildColumns(raw, schema);
    expect(a).toMatchObject({ levels: ['x;y'], codes: Int32Array.of(0, -1) });
    expect(b).toMatchObject({ values: Float64Array.of(Number.NaN, 2.5) });
  });
});

describe('the target and the schema', () => {
  it('take another case and another word for yes, where one value can be meant', async () => {
    expect((await table('a;y\n1;Yes\n2;no\n')).labels).toEqual(Uint8Array.of(1, 0));
    expect((await table('a;y\n1;1\n2;0\n', 'TRUE')).labels).toEqual(Uint8Array.of(1, 0));
    expect((await table('a;y\n1;"true"\n2;"false"\n', '1')).labels).toEqual(Uint8Array.of(1, 0));
  });

  it.each([
    ['a;y\n1;YES\n2;Yes\n3;no\n', 'case differs'],
    ['a;y\n1;maybe\n2;no\n', 'no row has "yes" in "y"'],
    ['a;y\n1;yes\n2;yes\n', 'two classes are needed'],
    ['a;y\n1;yes\n2;\n', 'line 3: the target "y" is missing'],
    ['a;z\n1;yes\n2;no\n', 'no column "y" (the target); it has "a", "z"'],
  ])('%j is refused', async (text, message) => {
    await expect(table(text)).rejects.toThrow(message);
  });

  it('refuse text in a column that was declared numeric, by its line', async () => {
    const raw = await read('a;y\n1;yes\nx;no\n');
    const schema = resolveSchema(raw, { ...wishes, declared: { a: 'numeric' } });
    expect(() => buildColumns(raw, schema)).toThrow('a.csv, line 3: column "a" is numeric');
  });

  it('refuse a schema that is none', () => {
    expect(() => parseSchema('s.json', '[1]')).toThrow('must be an object');
    expect(() => parseSchema('s.json', '{"a":"number"}')).toThrow('column "a" must be one of');
    expect(() => parseSchema('s.json', '{')).toThrow('no JSON');
  });

  it('read any finite number as it was written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(parseNumber(String(number))).toBe(Number(String(number)));
      }),
    );
  });
});

describe('a model file', () => {
  it('is read, with its hash', () => {
    const loaded = readModel('m.json', bytes(tinyModel()));
    expect([loaded.card.title, loaded.sha256.length]).toEqual(['tiny', 64]);
  });

  it.each([
    ['no JSON', 'no JSON'],
    ['{"format":"offerwright-propensity","version":2}', 'no model file of version 1'],
    [tinyModel().replace('"lefts":[1,0,0]', '"lefts":[0,0,0]'), 'leads nowhere'],
    [tinyModel().replace('"lefts":[1,0,0]', '"lefts":[2,0,0]'), 'leads nowhere'],
    [tinyModel().replace('"features":[0,', '"features":[7,'), 'leads nowhere'],
    [tinyModel().replace('"values":[0,', '"values":['), 'unlike length'],
    [tinyModel().replace('"age":"numeric"', '"age":"ignored"'), 'not in the schema'],
  ])('%# that is unsound is refused', (text, message) => {
    expect(() => readModel('m.json', bytes(text))).toThrow(message);
  });
});

describe('an event log', () => {
  const log = async (text: string) => {
    const path = join(directory, 'events.csv');
    await writeFile(path, text);
    return await readEventLog(path);
  };
  const header = 'timestamp,visitorid,event,itemid,transactionid\n';

  it.each([
    ['', 'empty'],
    [header, 'holds no events'],
    ['time,visitor\n1,2\n', 'the header must be timestamp,visitorid'],
    [`${header}1,1,look,1,\n`, 'line 2: "event" must be one of view, addtocart, transaction'],
    [`${header}1,1,view,1,\nx,1,view,1,\n`, 'line 3: "timestamp" must be a whole number'],
    [`${header}1,1,view\n`, 'line 2: not the five cells'],
  ])('%j is refused', async (text, message) => {
    await expect(log(text)).rejects.toThrow(message);
  });

  it('gives a table without what comes after the first purchase', async () => {
    const events = await log(
      `${header}10,1,view,5,\n20,1,view,5,\n30,1,addtocart,5,\n40,1,transaction,5,0\n50,1,view,6,\n60,2,view,7,\n70,3,transaction,8,1\n`,
    );
    const reference = buildVisitorTable(events, 'reference');
    expect(reference.table.columns.map((column) => 'values' in column && [...column.values])).toEqual([
      [2, 1, 0],
      [3, 1, 0],
    ]);
    const free = buildVisitorTable(events, 'leak-free');
    expect([free.buyersCount, free.leftOutCount, [...free.table.labels]]).toEqual([2, 1, [1, 0]]);
    const [items, views, carts] = free.table.columns;
    expect([items, views, carts].map((column) => 'values' in column! && column.values[0])).toEqual([1, 2, 1]);
  });

  it('is generated the same for the same seed, in the format', async () => {
    const lines = [...generateEvents(2000, 5)];
    expect([...generateEvents(2000, 5)]).toEqual(lines);
    expect([...generateEvents(2000, 6)]).not.toEqual(lines);
    const events = await log(lines.join(''));
    expect(events.length).toBe(2000);
    expect(new Set(events.kinds)).toEqual(new Set([0, 1, 2]));
  });
});
