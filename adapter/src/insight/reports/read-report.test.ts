/** Statements against arithmetic done by hand, problems that were planted, and files that are hard to read. */
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../errors.ts';
import { findYearShare } from './analyse-statements.ts';
import { parseAmount } from './parse-statements.ts';
import { readReport } from './read-report.ts';
import type { ReportUnit } from './report.ts';
import { writeCompanyReport } from './write-company-report.ts';

const read = (csv: string, unit: ReportUnit = 'thousand') => readReport(Buffer.from(csv), 'csv', unit);

/** A sound company: nothing to find. */
const sound: Readonly<Record<string, readonly [number, number, number]>> = {
  '1100': [400, 400, 400],
  '1150': [380, 385, 390],
  '1200': [300, 310, 320],
  '1210': [80, 82, 84],
  '1230': [90, 92, 95],
  '1250': [60, 62, 64],
  '1300': [480, 490, 500],
  '1400': [50, 50, 50],
  '1410': [40, 40, 40],
  '1500': [170, 170, 170],
  '1510': [40, 40, 40],
  '1520': [100, 100, 100],
  '2110': [1000, 1030, 1060],
  '2120': [700, 720, 740],
  '2200': [120, 124, 128],
  '2300': [100, 104, 108],
  '2330': [10, 10, 10],
  '2400': [80, 83, 86],
};

function write(lines: Readonly<Record<string, readonly (number | undefined)[]>>): string {
  const rows = Object.entries(lines).map(([code, values]) => `${code};${values.map((value) => value ?? '').join(';')}`);
  return `Код;2023;2024;2025\n${rows.join('\n')}\n`;
}

const findingsOf = async (changes: Partial<Record<string, readonly number[]>>) => {
  const { analysis } = await read(write({ ...sound, ...(changes as Record<string, readonly number[]>) }));
  return analysis.findings;
};

describe('ratios', () => {
  it('are what the formulas give', async () => {
    const { analysis, problems } = await read(write(sound));
    expect(problems).toEqual([]);
    const last = Object.fromEntries(analysis.ratios.map(({ id, values }) => [id, values.at(-1)]));
    expect(last.current).toBeCloseTo(320 / 170, 10);
    expect(last.quick).toBeCloseTo((95 + 64) / 170, 10);
    expect(last.equity).toBeCloseTo(500 / 720, 10);
    expect(last.debt).toBeCloseTo(80 / 500, 10);
    expect(last.cover).toBeCloseTo(118 / 10, 10);
    expect(last.netDebt).toBeCloseTo((80 - 64) / 128, 10);
    expect(last.receivableDays).toBeCloseTo((95 / 1060) * 365, 10);
    expect(last.payableDays).toBeCloseTo((100 / 740) * 365, 10);
    expect(last.roa).toBeCloseTo(86 / 720, 10);
    expect(analysis.statements.computed).toEqual(['1600', '1700', '2100']);
    expect(analysis.statements.lines[2]!['2110']).toBe(1_060_000);
  });

  it('of half a year are brought to a whole one', async () => {
    const { analysis } = await read('Код;2024;30.06.2025\n1230;90;90\n2110;1000;500\n1600;500;500\n2400;50;25\n');
    const of = (id: string) => analysis.ratios.find((ratio) => ratio.id === id)!.values;
    expect(of('receivableDays')[1]).toBeCloseTo(of('receivableDays')[0]!, 10);
    expect(of('roa')[1]).toBeCloseTo(of('roa')[0]!, 10);
  });

  it('are not there where lines are missing, or something below zero would divide', async () => {
    const { analysis } = await read(write({ ...sound, '1300': [1, 1, -20], '2110': [1, 1, undefined as never] }));
    const of = (id: string) => analysis.ratios.find((ratio) => ratio.id === id)!;
    expect(of('debt').values.at(-1)).toBeNull();
    expect(of('netMargin')).toMatchObject({ verdict: 'unknown' });
  });
});

describe('findings', () => {
  it('a sound company has none', async () => {
    expect(await findingsOf({})).toEqual([]);
  });

  it.each([
    ['negative_equity', { '1300': [10, 5, -20], '1500': [640, 655, 690] }],
    ['short_money', { '1500': [170, 200, 330], '1510': [40, 70, 200], '1300': [480, 460, 340] }],
    ['heavy_debt', { '2300': [100, 104, 12], '2330': [10, 10, 30] }],
    ['slow_debtors', { '1230': [90, 120, 260], '1200': [300, 338, 485], '1300': [480, 518, 665] }],
    ['slow_stock', { '1210': [80, 82, 160], '1200': [300, 310, 396], '1300': [480, 490, 576] }],
    ['falling_margin', { '2120': [700, 720, 800], '2200': [120, 124, 68] }],
    ['loss', { '2400': [80, 83, -30], '2300': [100, 104, 90] }],
    ['growth', { '2110': [1000, 1030, 1300], '2120': [700, 720, 905] }],
    ['worn_assets', { '1150': [380, 330, 280] }],
    ['spare_cash', { '1250': [60, 62, 300], '1200': [300, 310, 556], '1300': [480, 490, 736] }],
    [
      'slow_payments',
      { '1520': [100, 100, 280], '1500': [170, 170, 350], '1200': [300, 310, 560], '1300': [480, 490, 560] },
    ],
  ] as const)('%s is found', async (id, changes) => {
    const findings = await findingsOf(changes as unknown as Record<string, readonly number[]>);
    expect(findings.map((finding) => finding.id)).toContain(id);
  });

  it('a company that can hardly pay interest is offered no new loan', async () => {
    const heavy = { '2300': [100, 104, 2], '2330': [10, 10, 60], '2110': [1000, 1030, 1500], '2120': [700, 720, 1045] };
    const findings = await findingsOf({ ...heavy, '1150': [380, 330, 280] });
    const products = findings.flatMap(({ offers }) => offers.map(({ product }) => product));
    expect(products.filter((product) => /линия|овердрафт|инвестиционный/i.test(product))).toEqual([]);
    expect(findings.find(({ id }) => id === 'heavy_debt')!.warning).toContain('не предлагать');
  });

  it('every offer shows its arithmetic, and the sum that it gives', async () => {
    const [finding] = await findingsOf({ '1230': [90, 120, 260], '1200': [300, 338, 485], '1300': [480, 518, 665] });
    const [offer] = finding!.offers;
    const norm = Math.min(45, (120 / 1030) * 365);
    expect(offer!.amount).toBeCloseTo((((260 / 1060) * 365 - norm) / 365) * 1_060_000, 3);
    expect(offer!.arithmetic).toMatch(/÷ 365 × .* = /);
  });
});

describe('files', () => {
  it.each([
    ['(1 234,5)', -1234.5],
    ['1 234', 1234],
    ['−5', -5],
    ['–', 0],
    ['12.5', 12.5],
  ])('%s is %d', (text, value) => {
    expect(parseAmount(text)).toBe(value);
  });

  it.each(['', 'нет', '1,2,3', '=1+1'])('%s is no amount', (text) => {
    expect(parseAmount(text)).toBeUndefined();
  });

  it.each([
    ['2025', 1],
    ['31.12.2025', 1],
    ['30.06.2025', 0.5],
    ['2025 Q1', 0.25],
    ['3 кв. 2025', 0.75],
  ])('%s is %d of a year', (period, share) => {
    expect(findYearShare(period)).toBe(share);
  });

  it('lines are told by name too, and remarks name the row', async () => {
    const csv = 'Показатель;2024;2025\nВыручка;100;x\nЗапасы;(5);6\nНечто;1;2\nВыручка;3;4\n1600;10;10\n1700;10;99\n';
    const { analysis, problems } = await read(csv, 'million');
    expect(analysis.statements.lines[0]).toMatchObject({ '2110': 100_000_000, '1210': -5_000_000 });
    expect(problems.map(({ kind }) => kind)).toEqual([
      'unreadable_value',
      'unknown_line',
      'repeated_line',
      'does_not_add_up',
    ]);
    expect(problems[0]!.message).toContain('Строка 2, 2025');
  });

  it.each([
    ['a;b\n1;2\n', 'a header with years'],
    ['a;2025\nb;2\n', 'rows with codes'],
    [`a;${Array.from({ length: 21 }, (_, index) => 2000 + index).join(';')}\n1600;1\n`, 'at most 20 periods'],
  ])('%j is refused', async (csv, words) => {
    const refused = await read(csv).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RequestError);
    expect((refused as RequestError).message).toContain(words);
  });

  it('names of companies are text in the report', async () => {
    const report = writeCompanyReport({ company: '<b>*x*</b>', ...(await read(write(sound))) });
    expect(report).toContain('\\<b\\>\\*x\\*\\</b\\>');
  });
});
