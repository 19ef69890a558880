/** Logs that are hard to read, or cannot be. */
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../errors.ts';
import { parseTime } from '../parse-time.ts';
import { drawJourneyMap } from './draw-journey-map.ts';

import { readJourney } from './read-journey.ts';
import { writeJourneyReport } from './write-journey-report.ts';

const nowMs = Date.UTC(2026, 10, 26);
const read = (csv: string | Buffer, query: Partial<Parameters<typeof readJourney>[2]> = {}) =>
  readJourney(Buffer.from(csv as string), 'csv', { goals: [], ...query }, nowMs);
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it was read'),
    (error: unknown) => {
      if (!(error instanceof RequestError)) throw error;
      return error;
    },
  );

describe('times', () => {
  it.each([
    ['2026-08-01T10:00:00Z', '2026-08-01T10:00:00.000Z'],
    ['2026-08-01 13:00', '2026-08-01T10:00:00.000Z'],
    ['2026-08-01', '2026-07-31T21:00:00.000Z'],
    ['01.08.2026 13:00:05', '2026-08-01T10:00:05.000Z'],
    ['1785578400', '2026-08-01T10:00:00.000Z'],
    ['1785578400000', '2026-08-01T10:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(parseTime(text)!).toISOString()).toBe(expected);
  });

  it.each(['yesterday', '31.02.2026', '12:00', '2026-13-01', '01.08.2026 25:00', '12345', '1900-01-01', ''])(
    '%s is none',
    (text) => {
      expect(parseTime(text)).toBeUndefined();
    },
  );
});

describe('a log', () => {
  it('keeps what can be read and tells the rest by kind with rows', async () => {
    const csv = [
      'id;event;time',
      '1;a;2026-08-01T10:00:00Z',
      ';a;2026-08-01T10:00:00Z',
      '1;;2026-08-01T10:00:00Z',
      '1;b;',
      '1;b;soon',
      '1;b;2027-08-01T10:00:00Z',
      `1;${'x'.repeat(300)};2026-08-01T10:00:00Z`,
      '1;b;2026-08-01T11:00:00Z',
    ].join('\n');
    const { problems, analysis, columns } = await read(csv);
    expect(columns).toEqual({ case: 'id', step: 'event', time: 'time' });
    expect(analysis.totals).toMatchObject({ cases: 1, events: 2 });
    expect(Object.fromEntries(problems.map(({ kind, rows }) => [kind, rows]))).toEqual({
      no_case: [3],
      no_step: [4],
      no_time: [5],
      unreadable_time: [6],
      future_time: [7],
      too_long: [8],
    });
  });

  it('may come in Windows-1251', async () => {
    const text = 'Кейс;Шаг;Время\n1;Заявка;01.08.2026 10:00\n';
    const bytes = Buffer.from(
      [...text].map((char) => (char >= 'А' && char <= 'я' ? char.charCodeAt(0) - 0x410 + 0xc0 : char.charCodeAt(0))),
    );
    const { analysis } = await read(bytes);
    expect(analysis.steps.map(({ step }) => step)).toEqual(['Заявка']);
  });

  it.each([
    ['', 'file'],
    ['case;step;time\n', 'file'],
    ['case;step\n1;a\n', 'time'],
    ['case;step;time\n1;a;never\n', 'file'],
  ])('%j cannot be read', async (csv, field) => {
    expect(await refusal(read(csv))).toMatchObject({ kind: 'invalid_import', field });
  });

  it('refuses a goal that no case meets, a column that is not there, and steps without end', async () => {
    const csv = 'case;step;time\n1;a;2026-08-01\n';
    expect(await refusal(read(csv, { goals: ['b'] }))).toMatchObject({ field: 'goal[0]' });
    expect(await refusal(read(csv, { case: 'no' }))).toMatchObject({ field: 'case' });
    expect(await refusal(read(csv, { case: 'step' }))).toMatchObject({ field: 'step' });
    const many = Array.from({ length: 201 }, (_, index) => `1;s${index};2026-08-01`).join('\n');
    expect(await refusal(read(`case;step;time\n${many}\n`))).toMatchObject({ field: 'step' });
  });

  it('with one case and one step has no proposals', async () => {
    const { analysis } = await read('case;step;time\n1;a;2026-08-01\n');
    expect(analysis.improvements).toEqual([]);
    expect(writeJourneyReport({ process: 'p', problems: [], analysis })).toContain('мало данных');
  });
});

describe('the map and the report', () => {
  it('show names as text, whatever signs they have', async () => {
    const evil = '<script>alert(1)</script>';
    const csv = `case,step,time\n1,"${evil}",2026-08-01\n1,"\\N ""quoted"" | b",2026-08-02\n`;
    const { analysis, problems } = await read(csv);
    const svg = await drawJourneyMap(`${evil} & co`, analysis);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).toContain('\\N &quot;quoted&quot; | b');
    const report = writeJourneyReport({ process: evil, problems, analysis });
    expect(report).not.toMatch(/(?<!\\)<script/);
  });
});
