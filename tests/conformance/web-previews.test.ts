/**
 * What the pages count and cut by themselves agrees with what the server says: segments of an SMS, seconds of a script,
 * places of disclosures; and a file of clients is read in the browser as campaigns read it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Feature } from '@offerwright/adapter/web/src/api/features.ts';
import { compareSentences } from '@offerwright/adapter/web/src/pages/compose/compare-sentences.ts';
import {
  type RowsProblem,
  readClientFile,
  readClientText,
} from '@offerwright/adapter/web/src/pages/compose/read-client-rows.ts';
import { cutPush } from '@offerwright/adapter/web/src/parts/previews/push-limits.ts';
import { splitSms } from '@offerwright/adapter/web/src/parts/previews/sms-segments.ts';
import {
  findClosingQuestion,
  pauseSeconds,
  splitSpoken,
} from '@offerwright/adapter/web/src/parts/previews/spoken-sentences.ts';
import { splitText } from '@offerwright/adapter/web/src/parts/previews/text-pieces.ts';
import { cutText } from '@offerwright/adapter/web/src/parts/verdict/cut-text.ts';
import type { RuleResult } from '@offerwright/adapter/web/src/parts/verdict/verdict-types.ts';
import {
  countSmsSegments,
  estimateSpokenSeconds,
  sentencePauseSeconds,
} from '@offerwright/server/src/compliance/measure-text.ts';
import { splitClosingQuestion } from '@offerwright/server/src/compliance/split-closing-question.ts';
import { createListVocabulary } from '@offerwright/server/src/rpc/list-vocabulary.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

let features: readonly Feature[];
beforeAll(async () => {
  const vocabulary = await createListVocabulary()({} as never, {} as never);
  features = vocabulary.features.map(({ name, kind, words, min, max, textCharsMax, aliases }) => ({
    name,
    kind: kind as Feature['kind'],
    words: words!,
    min,
    max,
    text_chars_max: textCharsMax,
    aliases,
  }));
});

const letters = fc.constantFrom(...'абвё аbc €[]^ №«».,? 😀\n1'.split(''), '😀');
const anyText = fc.array(letters, { maxLength: 400 }).map((parts) => parts.join('').toWellFormed());

describe('SMS', () => {
  it('has as many segments as the server counts, and loses no character', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { segments, left } = splitSms(text);
        expect(segments.length).toBe(countSmsSegments(text));
        expect(segments.join('')).toBe(text);
        expect(left).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    ['я'.repeat(70), 1, 0],
    ['я'.repeat(71), 2, 63],
    ['a'.repeat(160), 1, 0],
    ['a'.repeat(161), 2, 145],
    ['€'.repeat(81), 2, 144],
    ['', 0, 160],
  ])('%#: segments and room', (text, count, left) => {
    const sms = splitSms(text);
    expect([sms.segments.length, sms.left]).toEqual([count, left]);
  });
});

describe('what is spoken', () => {
  const script =
    'Здравствуйте, вам звонят из банка. Коротко о карте для покупок, которые жаль откладывать! Услугу оказывает Банк ГПБ ' +
    '(АО). Генеральная лицензия Банка России № 354. Какую покупку вы бы оплатили первой?';

  it('takes as long as the server says', () => {
    expect(pauseSeconds).toBe(sentencePauseSeconds);
    const sentences = splitSpoken(script);
    const last = sentences.at(-1)!;
    expect(sentences).toHaveLength(5);
    expect(last.beginsAt + last.seconds + pauseSeconds).toBeCloseTo(estimateSpokenSeconds(script), 0);
    for (const { text, start } of sentences) expect(script.slice(start, start + text.length)).toBe(text);
  });

  it('ends with the question that the server tells apart', () => {
    expect(findClosingQuestion(script)?.text).toBe(splitClosingQuestion(script)?.question);
    expect(findClosingQuestion('Скажите клиенту о карте.')).toBeNull();
    expect(findClosingQuestion('')).toBeNull();
  });
});

describe('pieces of a text', () => {
  const text = 'Первое. Банк ГПБ (АО). Вопрос?';
  const disclosure = { id: 'legal_name', text: 'Банк ГПБ (АО).', rule_id: 'law.provider_name' };
  const rule = (id: string, start: number, end: number, outcome: RuleResult['outcome']): RuleResult => ({
    rule_id: id,
    row: 1,
    title: id,
    article: '',
    outcome,
    spans: [{ start, end, text: text.slice(start, end) }],
    message: '',
    suggested_fix: '',
  });

  it('tell body and disclosures apart, in order, without gaps', () => {
    const pieces = splitText(text, [disclosure, { ...disclosure, text: 'нет такого' }]);
    expect(pieces.map((piece) => [piece.text, piece.disclosure?.id ?? null])).toEqual([
      ['Первое. ', null],
      ['Банк ГПБ (АО).', 'legal_name'],
      [' Вопрос?', null],
    ]);
  });

  it('know the rules that point at them, the gravest first; what passed marks nothing', () => {
    const pieces = cutText(
      text,
      [disclosure],
      [rule('one', 0, 10, 'warned'), rule('two', 5, 12, 'blocked'), rule('three', 0, 99, 'passed')],
    );
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    const marked = pieces.map((piece) => [piece.start, piece.rules.map(({ rule_id: id }) => id).join(' ')]);
    expect(marked).toEqual([
      [0, 'one'],
      [5, 'two one'],
      [8, 'two one'],
      [10, 'two'],
      [12, ''],
      [22, ''],
    ]);
  });

  it('survive spans beyond the text', () => {
    const pieces = cutText('Да.', [], [rule('one', 2, 400, 'warned')]);
    expect(pieces.map((piece) => piece.text)).toEqual(['Да', '.']);
  });

  it('are cut where a telephone cuts', () => {
    expect(cutPush('Коротко', 49)).toEqual({ shown: 'Коротко', hidden: '' });
    fc.assert(
      fc.property(anyText, fc.integer({ min: 10, max: 200 }), (push, chars) => {
        const { shown, hidden } = cutPush(push, chars);
        expect(shown + hidden).toBe(push);
        expect(shown.length).toBeLessThanOrEqual(chars);
      }),
    );
  });

  it('stand out where not all texts say them', () => {
    const compared = compareSentences(['Одно. Другое. ', 'Одно. Третье.']);
    expect(compared.map((sentences) => sentences.map(({ isCommon }) => isCommon))).toEqual([
      [true, false],
      [true, false],
    ]);
  });
});

describe('a file of clients', () => {
  const reject = async (source: File | string): Promise<RowsProblem> => {
    const reading = typeof source === 'string' ? readClientText(source, features) : readClientFile(source, features);
    return await reading.then(
      () => expect.fail('it was read'),
      (error: { problem: RowsProblem }) => error.problem,
    );
  };

  it('of the bank is read whole', async () => {
    const content = await readFile(join(import.meta.dirname, '../data/Dataset_Yakutia.xlsx'));
    const { rows, hasIds, ignoredColumns, ...table } = await readClientFile(new File([content], 'C.XLSX'), features);
    expect([rows.length, table.features.length, hasIds, ignoredColumns]).toEqual([667, 25, false, []]);
    const values = rows.flatMap((row) => Object.values(row.features));
    expect(values.some((value) => /^(null|\s*)$/i.test(String(value)))).toBe(false);
    expect(rows[0]).toMatchObject({ row: 2, clientId: null, features: { gender: 0 } });
  });

  it('is read with any delimiter, as UTF-8 or Windows-1251, with ids and the misprint of the mart', async () => {
    const lines =
      'Client_ID;age;reg_region_nm;avg_dep_avg_balance_lmonth;чужой\n7;41,5;Якутия;1 000,5;x\n;NULL;"a;b";;\n';
    const cp1251 = new Uint8Array([...lines].map((char) => toWindows1251(char)));
    for (const file of [new File([lines], 'a.csv'), new File([cp1251], 'a.csv')]) {
      const table = await readClientFile(file, features);
      expect(table.ignoredColumns).toEqual(['чужой']);
      expect(table.rows).toEqual([
        {
          row: 2,
          clientId: 7,
          concernText: '',
          features: { age: 41.5, reg_region_nm: 'Якутия', avg_dep_avg_balance_1month: 1000.5 },
        },
        { row: 3, clientId: null, concernText: '', features: { reg_region_nm: 'a;b' } },
      ]);
    }
    const pasted = await readClientText('age\tgender\r\n20\t1\r\n', features);
    expect(pasted.rows).toEqual([{ row: 2, clientId: null, concernText: '', features: { age: 20, gender: 1 } }]);
  });

  it('that is none is refused in its own words', async () => {
    expect(await reject(new File([], 'a.csv'))).toBe('empty');
    expect(await reject(new File(['PK broken'], 'a.xlsx'))).toBe('broken');
    expect(await reject(new File(['%PDF'], 'a.pdf'))).toBe('wrongType');
    expect(await reject(new File([new Uint8Array([1, 0, 2])], 'a.csv'))).toBe('wrongType');
    expect(await reject('age')).toBe('empty');
    expect(await reject('one,two\n1,2')).toBe('noFeatures');
    expect(await reject('age,"x\n1,2')).toBe('broken');
  });
});

function toWindows1251(char: string): number {
  const code = char.charCodeAt(0);
  return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
}
