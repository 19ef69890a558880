import { describe, expect, it } from 'vitest';
import { checkLine, textCharsMax } from './check-line.ts';
import { LawContexts } from './law-context.ts';
import { parseLawCatalogue } from './law-terms.ts';

const { terms } = parseLawCatalogue(
  JSON.stringify({
    DC: { legal_name: 'АО «Банк Пример»', licence: '1234' },
    CC: {},
    DEPOSIT: { legal_name: 'АО «Банк Пример»', full_terms: 'Ставка 12 % годовых.\nСрок 90 дней.' },
  }),
  'x.json',
);
const contexts = new LawContexts({ terms, today: new Date('2026-11-25'), language: 'ru' });
const check = (line: string) => JSON.parse(checkLine(line, contexts).line);
const lawful = 'Карта под рукой. АО «Банк Пример», лицензия № 1234.';

const lineOf = (fields: object) =>
  JSON.stringify({ text: lawful, product: 'DC', channel: 'SMS', profile: 'strict', ...fields });

describe('checkLine', () => {
  it('keeps the line as it was written and adds the verdict', () => {
    const line =
      '{ "id": 12345678901234567890, "text": "Карта.", "product": "DC", "channel": "SMS", "profile":"strict" }';
    const checked = checkLine(line, contexts);
    expect(checked.outcome).toBe('blocked');
    expect(checked.rows).toEqual([1, 22]);
    expect(checked.line.startsWith(line.slice(0, -2))).toBe(true);
    expect(check(line).findings).toEqual([
      { row: 1, rule: 'law.provider_name', severity: 'block', span: null, message: expect.any(String) },
      { row: 22, rule: 'law.licence', severity: 'block', span: null, message: expect.any(String) },
    ]);
  });

  it('passes a lawful text, and names warnings', () => {
    expect(check(lineOf({}))).toMatchObject({ blocked: false, findings: [] });
    expect(check(lineOf({ text: `Только карта. ${lawful}` }))).toMatchObject({
      blocked: false,
      findings: [{ row: 9, rule: 'law.exclusivity', severity: 'warn', span: { start: 0, end: 6, text: 'Только' } }],
    });
  });

  it('gives spans of the original text', () => {
    const text = `Ка\u00adрта  бесп\u0301латно. ${lawful}`;
    const [finding] = check(lineOf({ text })).findings;
    expect(finding).toMatchObject({ row: 11, severity: 'block' });
    expect(text.slice(finding.span.start, finding.span.end)).toBe(finding.span.text);
    expect(finding.span.text).toBe('бесп\u0301латно');
  });

  it('takes complete terms for complete whatever their line breaks', () => {
    const text = 'Вклад. Ставка 12 % годовых. Срок 90 дней. АО «Банк Пример»';
    const fields = { text, product: 'DEPOSIT', profile: 'law2025' };
    expect(check(lineOf(fields)).blocked).toBe(false);
    expect(check(lineOf({ ...fields, text: text.replace('90', '91') })).blocked).toBe(true);
    expect(check(lineOf({ ...fields, profile: 'strict' })).blocked).toBe(true);
  });

  it('asks for some legal entity where the catalogue names none', () => {
    const text = 'Карта про запас. Оценивайте свои финансовые возможности и риски.';
    expect(checkLine(lineOf({ text, product: 'CC' }), contexts).rows).toEqual([1]);
    expect(check(lineOf({ text: `${text} ПАО «Любой банк»`, product: 'CC' })).blocked).toBe(false);
    expect(checkLine(lineOf({ text: `${text} Любой банк`, product: 'CC' }), contexts).rows).toEqual([1]);
  });

  it('writes anew a line that has the added fields already', () => {
    const fields = check(lineOf({ blocked: 'old', findings: 1 }));
    expect(fields).toMatchObject({ blocked: false, findings: [] });
    expect(checkLine(lineOf({ blocked: true }), contexts).line.match(/"blocked"/gu)).toHaveLength(1);
  });

  it.each([
    ['broken JSON', '{"text": "x"', { field: 'line', given: 'broken JSON of 12 characters' }],
    ['a list', '[1]', { field: 'line', given: 'a list' }],
    ['null', 'null', { field: 'line', given: 'null' }],
    ['no text', lineOf({ text: undefined }), { field: 'text', given: 'nothing' }],
    ['an empty text', lineOf({ text: '' }), { field: 'text', given: 'an empty text' }],
    ['a blank text', lineOf({ text: ' \n' }), { field: 'text', given: 'a text of 2 characters' }],
    ['a number for a text', lineOf({ text: 5 }), { field: 'text', given: 'a number' }],
    ['too long a text', lineOf({ text: 'а'.repeat(textCharsMax + 1) }), { field: 'text' }],
    ['an unknown product', lineOf({ product: 'LOAN' }), { field: 'product', given: 'a text of 4 characters' }],
    ['a name of every object', lineOf({ product: 'toString' }), { field: 'product' }],
    ['no channel', lineOf({ channel: null }), { field: 'channel', given: 'null' }],
    ['an unknown profile', lineOf({ profile: 'law2024' }), { field: 'profile', limit: 'one of strict, law2025' }],
  ])('tells what is wrong with %s', (_name, line, error) => {
    const checked = checkLine(line, contexts);
    expect(checked.outcome).toBe('error');
    expect(JSON.parse(checked.line).error).toMatchObject(error);
    expect(JSON.parse(checked.line)).not.toHaveProperty('blocked');
  });

  it('keeps the other fields of a line in error, and never tells what was given', () => {
    expect(check(lineOf({ product: 'СЕКРЕТ', id: 7 }))).toMatchObject({ id: 7, text: lawful });
    expect(JSON.stringify(check(lineOf({ product: 'СЕКРЕТ' })).error)).not.toContain('СЕКРЕТ');
  });

  it('has room for fields of its own in an empty object', () => {
    expect(check('{}').error.field).toBe('text');
  });
});
