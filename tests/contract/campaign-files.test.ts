/** Files that cannot be campaigns, and files that can although they are odd: what is told, and that nothing is left. */
import { deflateRawSync } from 'node:zlib';
import type { FileReport, OpenedFile } from '@offerwright/adapter/src/api/campaign-files.ts';
import { featureKinds } from '@offerwright/adapter/src/api/client-features.ts';
import { featureKinds as serverKinds } from '@offerwright/server/src/signals/features.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { csvOfClients, upload, xlsxType } from '../kit/campaign-plans.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest, type ErrorBody } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const header = 'id,age,gender\n';
let sheet: Buffer;

beforeAll(async () => {
  const rows = [['id', 'age'], ...Array.from({ length: 30 }, (_, index) => [index + 1, 30])];
  sheet = await writeExcelFile(rows).toBuffer();
});

/** A zip archive of one entry that unpacks to far more than it weighs. */
function zipBomb(): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const size = 300 * 1024 * 1024;
  const packed = deflateRawSync(Buffer.alloc(size), { level: 9 });
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(size, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 4);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(size, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

describe('files that cannot be read', () => {
  it.each([
    ['empty.csv', 'empty', ''],
    ['blank.csv', 'no header', '\n\n\n'],
    ['header.csv', 'no rows', header],
    ['zeros.csv', 'not text', Buffer.from(`${header}1,\u0000,1\n`)],
    ['utf16.csv', 'UTF-16', Buffer.from(`\uFEFF${header}1,30,1`, 'utf16le')],
    ['quotes.csv', 'broken quotes', `${header}1,"30,1\n`],
    ['old.xlsx', 'encrypted or old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['text.xlsx', 'not an xlsx', `${header}1,30,1`],
    ['picture.csv', 'not text', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['wide.csv', 'too many columns', `${Array.from({ length: 201 }, (_, index) => `c${index}`).join(',')}\n1\n`],
    ['long.csv', 'too many rows', csvOfClients(200_001)],
  ])('%s: %s', async (name, problem, content) => {
    const { status, body } = await upload<ErrorBody>(service(), name, content);
    expect([status, body.error.kind, body.error.given]).toEqual([422, 'wrong_clients_file', problem]);
  });

  it('a sheet cut off, one that is called .csv, and an archive that fills the memory', async () => {
    const cut = await upload<ErrorBody>(service(), 'cut.xlsx', sheet.subarray(0, sheet.length / 2));
    expect(cut.body.error.given).toBe('damaged xlsx');
    const named = await upload<ErrorBody>(service(), 'named.csv', sheet);
    expect(named.body.error.given).toBe('xlsx named csv');
    const bomb = await upload<ErrorBody>(service(), 'bomb.xlsx', zipBomb());
    expect(bomb.body.error.given).toBe('archive too big inside');
  });

  it('another type, and no name', async () => {
    const type = { headers: { 'content-type': 'application/pdf' } };
    expect((await upload(service(), 'a.csv', '%PDF', type)).status).toBe(415);
    const named = { headers: { 'content-type': xlsxType }, body: sheet };
    expect((await callRest(service(), 'POST', '/v1/campaigns/files', named)).status).toBe(422);
  });

  it('leave no rows behind', async () => {
    const rows = await runSql(service().database.url, 'SELECT count(*)::integer AS count FROM campaign_file_rows');
    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe('files that are odd, and can be read', () => {
  it('Windows-1251 with semicolons and decimal commas', async () => {
    const text = 'ID;Возраст;Пол\n1;52,68;1\n';
    const bytes = Buffer.from([...text].map((letter) => toWindows1251(letter)));
    const { status, body } = await upload(service(), 'касса.csv', bytes);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      file: { encoding: 'windows-1251', columns: ['ID', 'Возраст', 'Пол'] },
      suggested: {
        id_column: 0,
        columns: [
          { column: 1, target: 'age' },
          { column: 2, target: 'gender' },
        ],
      },
      sample: [{ row: 1, cells: ['1', '52.68', '1'] }],
    });
  });

  it('blank rows in between keep the numbers of the others', async () => {
    const { body } = await upload(service(), 'gaps.csv', `${header}1,30,1\n,,\n2,31,0\n`);
    expect(body.sample.map(({ row }) => row)).toEqual([1, 3]);
  });

  it('formulas and scripts are kept as they are, and never told back in errors', async () => {
    const script = '<script>alert(1)</script>';
    const { body: opened } = await upload(service(), `${script}.csv`, `${header}1,=1+1,1\n2,${script},1\n`);
    expect(opened.file.name).toBe(`${script}.csv`);
    const { body } = await callRest<FileReport>(service(), 'POST', `/v1/campaigns/files/${opened.file.id}/check`, {
      body: { mapping: opened.suggested },
    });
    expect(body).toMatchObject({
      rows: 2,
      rows_good: 0,
      problems: [{ kind: 'invalid_features', field: 'age', count: 2 }],
    });
    expect(JSON.stringify(body)).not.toContain('script');
  });

  it('two hundred thousand rows', async () => {
    const { status, body } = await upload<OpenedFile>(service(), 'whole.csv', csvOfClients(200_000));
    expect([status, body.file.rows]).toEqual([201, 200_000]);
    const report = await callRest<FileReport>(service(), 'POST', `/v1/campaigns/files/${body.file.id}/check`, {
      body: { mapping: body.suggested },
    });
    expect(report.body).toMatchObject({ rows: 200_000, rows_good: 200_000 });
  }, 300_000);
});

describe('the features of the adapter', () => {
  it('are those of the server', () => expect(featureKinds).toEqual(serverKinds));
});

function toWindows1251(letter: string): number {
  const code = letter.codePointAt(0)!;
  return code < 128 ? code : code - 0x410 + 0xc0;
}
