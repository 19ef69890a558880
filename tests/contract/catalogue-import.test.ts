/**
 * Imports of the offer catalogue, by REST and by the command, before the real server and PostgreSQL: all rows or none,
 * every mistake with its row, broken files, and a round trip through both formats.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogueTerms, ImportReport } from '@offerwright/adapter/src/api/catalogue.ts';
import { main } from '@offerwright/adapter/src/catalogue/run-catalogue.ts';
import readExcelFile from 'read-excel-file/node';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { parse, stringify } from 'yaml';
import { callRest } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const yamlType = { 'content-type': 'application/yaml' };
const xlsxType = { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
const path = '/v1/catalogue/import';
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offerwright-catalogue-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const row = { legal_name: 'АО «Банк Пример»', licence: '№ 1234', effective_from: '2026-01-01' };

async function importYaml<Body = ImportReport>(products: unknown, query = '') {
  const body = stringify({ products });
  return await callRest<Body>(service(), 'POST', `${path}${query}`, { headers: yamlType, body });
}

type SheetValue = string | number | boolean | Date | null;

async function sheetOf(...rows: SheetValue[][]): Promise<Uint8Array<ArrayBuffer>> {
  const file = join(folder, 'sheet.xlsx');
  const cells = rows.map((cellsOfRow) =>
    cellsOfRow.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : value)),
  );
  await writeExcelFile(cells).toFile(file);
  return new Uint8Array(await readFile(file));
}

async function versionsCount(product: string): Promise<number> {
  const { body } = await callRest<{ items: unknown[] }>(service(), 'GET', `/v1/catalogue/${product}`);
  return body.items.length;
}

describe('an import', () => {
  it('of YAML makes versions, and none of what is there already', async () => {
    const products = [
      { product: 'DC', ...row, tails: { SMS: 'Ждём вас в приложении.' }, confirmed_claims: ['apply_online'] },
      { product: 'OMS', ...row },
      { product: 'OMS', ...row, licence: '№ 5678', effective_from: '2027-01-01' },
    ];
    const dry = await importYaml(products, '?dry_run=true');
    expect([dry.status, dry.body.dry_run, dry.body.created.length]).toEqual([200, true, 3]);
    expect(await versionsCount('DC')).toBe(1);
    const { status, body } = await importYaml(products);
    expect([status, body.rows_count, body.dry_run]).toEqual([200, 3, false]);
    expect(body.created).toEqual([
      { product: 'DC', version: 2 },
      { product: 'OMS', version: 2 },
      { product: 'OMS', version: 3 },
    ]);
    const again = await importYaml(products);
    expect(again.body).toMatchObject({ created: [], unchanged: body.created });
    expect(await versionsCount('OMS')).toBe(3);
  });

  it('of a spreadsheet reads dates, lists, yes and no, and channels', async () => {
    const body = await sheetOf(
      ['product', 'legal_name', 'effective_from', 'confirmed_claims', 'claims_reviewed', 'erids.PUSH', 'erids.*', null],
      [
        'IZP',
        'АО «Банк Пример»',
        new Date('2026-02-03'),
        'apply_online, autopayment',
        'да',
        'token-1',
        'token-2',
        null,
      ],
      [null, null, null, null, null, null, null, null],
      ['TRUST', 'АО «Банк Пример»', '2026-02-03', null, false, null, null, null],
    );
    const answer = await callRest<ImportReport>(service(), 'POST', path, { headers: xlsxType, body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const { body: izp } = await callRest<{ items: CatalogueTerms[] }>(service(), 'GET', '/v1/catalogue/IZP');
    expect(izp.items[0]).toMatchObject({
      version: 2,
      effective_from: '2026-02-03',
      confirmed_claims: ['apply_online', 'autopayment'],
      claims_reviewed: true,
      erids: { PUSH: 'token-1', '*': 'token-2' },
      origin: 'import',
      created_by: 'admin',
    });
  });

  it('tells every mistake with its row and stores nothing', async () => {
    const answer = await importYaml<{ error: { kind: string }; problems: { field: string; given: string }[] }>([
      { product: 'NSG', ...row },
      { product: 'CC', ...row, rate: 19.9 },
      { product: 'DEPOSIT', ...row, rate: 'до 15', licenc: 'x' },
      { product: 'ISG', legal_name: '', effective_from: '2026-13-01' },
      { product: 'TOPUP', ...row, effective_to: '2025-01-01' },
      { product: 'NSG', ...row, licence: '№ 2' },
      'not a row',
    ]);
    expect([answer.status, answer.body.error.kind]).toEqual([422, 'invalid_import']);
    expect(answer.body.problems.map(({ field }) => field)).toEqual([
      'row 2 (CC), rate',
      'row 3 (DEPOSIT), licenc',
      'row 4 (ISG), legal_name',
      'row 4 (ISG), effective_from',
      'row 5 (TOPUP), effective_to',
      'row 6 (NSG), effective_from',
      'row 7, body',
    ]);
    expect(await versionsCount('NSG')).toBe(1);
  });

  it('is judged by the server as a whole: unlawful terms and unknown claims of any row stop it', async () => {
    const answer = await importYaml<{ problems: { field: string; given: string }[] }>([
      { product: 'NSG', ...row },
      {
        product: 'REFIN',
        ...row,
        full_cost_min: '20',
        full_cost_max: '30',
        full_terms: 'Полная стоимость кредита 20–30 % годовых, срок до 5 лет.',
      },
      { product: 'MORTG', ...row, confirmed_claims: ['courier_delivery'] },
    ]);
    expect(answer.status).toBe(422);
    expect(answer.body.problems).toEqual([
      expect.objectContaining({
        field: 'row 2 (REFIN), full_terms',
        given: expect.stringContaining('law.study_terms'),
      }),
      expect.objectContaining({ field: 'row 3 (MORTG), confirmed_claims', given: 'courier_delivery' }),
    ]);
    expect(await versionsCount('NSG')).toBe(1);
  });

  it('does not overwrite what somebody else has changed since the export', async () => {
    expect((await importYaml([{ product: 'CURR_EXC', ...row }])).status).toBe(200);
    const stale = await importYaml<{ problems: unknown[] }>([
      { product: 'CURR_EXC', version: 1, ...row, licence: '№ 9' },
      { product: 'NSG', ...row },
    ]);
    expect(stale.status).toBe(422);
    expect(stale.body.problems).toEqual([
      {
        field: 'row 1 (CURR_EXC), version',
        limit: 'the last version of these terms (2), or nothing',
        given: '1',
      },
    ]);
    expect(await versionsCount('NSG')).toBe(1);
    expect((await importYaml([{ product: 'CURR_EXC', version: 2, ...row, licence: '№ 9' }])).status).toBe(200);
  });
});

describe('a broken file', () => {
  const refusalOf = async (headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) => {
    const answer = await callRest(service(), 'POST', path, { headers, body });
    return [answer.status, answer.body.error.kind, answer.body.error.message] as const;
  };

  it.each<[string, string, RegExp]>([
    ['no YAML', 'products: [', /YAML in UTF-8.* in line 1/],
    ['a key twice', 'products: []\nproducts: []', /DUPLICATE_KEY/],
    ['another shape', 'terms: []', /list of terms under "products"/],
    ['a list alone', '- product: CC', /list of terms under "products"/],
    ['nothing', ' ', /list of terms under "products"/],
    ['no rows', 'products: []', /at least one product/],
    ['too many rows', `products:\n${'  - 1\n'.repeat(1001)}`, /at most 1000 rows.*1001 rows/],
    [
      'aliases that multiply',
      `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nproducts: [*c,*c,*c]`,
      /YAML in UTF-8/,
    ],
  ])('%s', async (_name, body, message) => {
    const [status, kind, told] = await refusalOf(yamlType, body);
    expect([status, kind]).toEqual([422, 'invalid_import']);
    expect(told).toMatch(message);
  });

  it('text that is not UTF-8', async () => {
    const [status, , told] = await refusalOf(yamlType, new Uint8Array([0xff, 0xfe, 0x41]));
    expect([status, told]).toEqual([422, expect.stringContaining('UTF-8')]);
  });

  it('a spreadsheet that is none, is cut short, has no header, a strange column or one twice', async () => {
    const whole = await sheetOf(['product', 'legal_name'], ['CC', 'x']);
    for (const [content, message] of [
      [new Uint8Array([1, 2, 3]), /not a whole zip archive/],
      [whole.slice(0, whole.length - 40), /not a whole zip archive/],
      [await sheetOf(['legal_name'], ['x']), /a column "product"/],
      [await sheetOf(['product', 'colour'], ['CC', 'red']), /column 2/],
      [await sheetOf(['product', 'product'], ['CC', 'CC']), /names that come once/],
      [await sheetOf(['product', 5], ['CC', 'red']), /column 2/],
      [await sheetOf(['product', 'legal_name']), /at least one product/],
    ] as const) {
      const [status, kind, told] = await refusalOf(xlsxType, content);
      expect([status, kind]).toEqual([422, 'invalid_import']);
      expect(told).toMatch(message);
    }
  });

  it('of another type, or without one', async () => {
    for (const headers of [{ 'content-type': 'application/json' }, { 'content-type': 'text/csv' }]) {
      expect((await refusalOf(headers, '{}')).slice(0, 2)).toEqual([415, 'unsupported_media_type']);
    }
  });
});

describe('the command', () => {
  let said = '';
  afterEach(() => vi.restoreAllMocks());

  async function run(...commandArguments: string[]): Promise<number> {
    said = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    return await main(commandArguments, {
      DATABASE_URL: service().database.url,
      OFFERWRIGHT_INFERENCE_ADDRESS: service().server.grpcAddress,
    });
  }

  it.each(['xlsx', 'yaml'])('exports to %s what it imports again without a change', async (format) => {
    const file = join(folder, `catalogue.${format}`);
    expect(await run('export', file), said).toBe(0);
    expect(await run('import', file), said).toBe(0);
    expect(said).toMatch(/0 new versions, 2\d unchanged/);
  });

  it('imports a changed export, in either format', async () => {
    const file = join(folder, 'changed.yaml');
    await run('export', file);
    const { products } = parse(await readFile(file, 'utf8')) as { products: { product: string; licence?: string }[] };
    const changed = products.map((one) => (one.product === 'PREMIUM' ? { ...one, licence: '№ 777' } : one));
    await writeFile(file, stringify({ products: changed }));
    expect(await run('import', file, '--dry-run'), said).toBe(0);
    expect(said).toContain('would make PREMIUM version 2');
    expect(await run('import', file), said).toBe(0);
    expect(said).toContain('made PREMIUM version 2');
    const sheet = join(folder, 'changed.xlsx');
    await run('export', sheet);
    const [first] = await readExcelFile(sheet);
    const header = first!.data[0] as string[];
    const premium = first!.data.find((cells) => cells[header.indexOf('product')] === 'PREMIUM')!;
    expect(premium[header.indexOf('licence')]).toBe('№ 777');
    expect(premium[header.indexOf('version')]).toBe(2);
  });

  it('says what is wrong, and gives 2 for the caller’s mistakes', async () => {
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, stringify({ products: [{ product: 'CC', ...row, rate: 5 }, { product: 'DC' }] }));
    expect(await run('import', file)).toBe(2);
    expect(said).toContain('row 1 (CC), rate: must be a text; got whole number');
    expect(said).toMatch(/row 2 \(DC\), legal_name.*\n.*\n?catalogue: invalid_import: 3 mistakes, nothing was stored/);
    for (const wrong of [
      [],
      ['import'],
      ['import', 'a.csv'],
      ['import', 'a.yaml', 'b.yaml'],
      ['export', 'a.yaml', '--dry-run'],
      ['import', 'a.yaml', '--fast'],
      ['delete', 'a.yaml'],
      ['import', join(folder, 'no-such.yaml')],
    ]) {
      expect([wrong, await run(...wrong)]).toEqual([wrong, 2]);
      expect(said).toMatch(/^catalogue: /);
    }
  });
});
