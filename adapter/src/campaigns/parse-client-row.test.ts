import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownContact } from '../api/contact-facts.ts';
import { type Cell, parseClientRow, parseHeader } from './parse-client-row.ts';

describe('parseHeader', () => {
  it.each(['id', 'ID', 'Client_Id', ' client_id '])('takes %j for the id column', (name) => {
    expect(parseHeader(['age', name, 'gender'])).toEqual({
      idColumn: 1,
      features: [
        { column: 0, name: 'age' },
        { column: 2, name: 'gender' },
      ],
      contact: [],
      wordsColumn: null,
      columnsCount: 3,
    });
  });

  it('leaves columns without a name out', () => {
    expect(parseHeader([null, 'age', ' ', undefined]).features).toEqual([{ column: 1, name: 'age' }]);
  });

  it.each<[Cell[], RegExp]>([
    [[], /first row must name the features.*it is blank/],
    [[null, '  '], /it is blank/],
    [['0', 52.7, 'Ханты'], /column 1 holds a number/],
    [['age', 17], /column 2 holds a number/],
    [['id', 'client_id', 'age'], /columns 1 and 2 do/],
    [['age', 'gender', 'age'], /columns 1 and 3 have the same/],
    [['x'.repeat(101)], /at most 100 characters; that of column 1 has 101/],
    [Array.from({ length: 201 }, (_, index) => `f${index}`), /at most 200 named columns; 201 came/],
  ])('refuses %j', (cells, message) => {
    expect(() => parseHeader(cells)).toThrow(message);
  });
});

describe('parseClientRow', () => {
  const withId = parseHeader(['id', 'age', 'gender']);
  const withoutId = parseHeader(['age', 'gender']);

  it('keeps values as they came and makes missing ones null', () => {
    expect(parseClientRow(['7', 'NULL'], withId, 1, new Set())).toEqual({
      kind: 'client',
      row: 1,
      clientId: 7,
      features: Object.assign(Object.create(null), { age: 'NULL', gender: null }),
      contact: unknownContact,
    });
  });

  it('takes what clients said for what it is, and no feature; a blank and NULL say nothing', () => {
    const header = parseHeader(['id', 'age', 'Concern_Text']);
    expect(header).toMatchObject({ features: [{ column: 1, name: 'age' }], wordsColumn: 2 });
    const wordsOf = (cell: Cell) => parseClientRow([1, 30, cell], header, 1, new Set());
    expect(wordsOf(' Дорого ')).toMatchObject({ concernText: ' Дорого ', features: { age: 30 } });
    expect(wordsOf(5)).toMatchObject({ concernText: '5' });
    for (const cell of [null, undefined, ' ', 'NULL']) expect(wordsOf(cell)).not.toHaveProperty('concernText');
    const problem = wordsOf('я'.repeat(20_001));
    expect(problem).toMatchObject({ kind: 'problem', error: { kind: 'invalid_client', field: 'concern_text' } });
    expect(wordsOf('a\u0000')).toMatchObject({ kind: 'problem' });
    expect(() => parseHeader(['concern_text', 'CONCERN_TEXT', 'age'])).toThrow(/columns 1 and 2 do/);
  });

  it('takes the columns about contacting a client for what they are, not for features', () => {
    const header = parseHeader(['id', 'Consent', 'age', 'DO_NOT_DISTURB', 'credit_self_ban']);
    expect(header.features).toEqual([{ column: 2, name: 'age' }]);
    expect(parseClientRow([1, 'Да', 30, 0, false], header, 1, new Set())).toMatchObject({
      features: { age: 30 },
      contact: { ...unknownContact, consent: true, do_not_disturb: false, credit_self_ban: false },
    });
    expect(parseClientRow([1, ' ', 30, 'NULL'], header, 1, new Set())).toMatchObject({ contact: unknownContact });
    const problem = parseClientRow([1, 'наверное', 30], header, 1, new Set());
    expect(problem).toMatchObject({
      kind: 'problem',
      error: { kind: 'invalid_contact', field: 'consent', given: 'text of 8 characters' },
    });
    expect(JSON.stringify(problem)).not.toContain('наверное');
    expect(() => parseHeader(['consent', 'CONSENT'])).toThrow(/columns 1 and 2 have the same/);
  });

  it('takes the row number where there is no id column', () => {
    expect(parseClientRow([51.5, 0], withoutId, 12, new Set())).toMatchObject({ clientId: 12 });
  });

  it.each<[Cell, number]>([
    ['17', 17],
    [' -3 ', -3],
    ['5.0', 5],
    [42, 42],
    ['-0', 0],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads the id %j', (cell, id) => {
    expect(parseClientRow([cell, 1, 1], withId, 1, new Set())).toMatchObject({ kind: 'client', clientId: id });
  });

  it.each<[Cell, string]>([
    [null, 'nothing'],
    ['  ', 'nothing'],
    ['abc', 'text of 3 characters'],
    ['1e5', 'text of 3 characters'],
    ['9007199254740993', 'text of 16 characters'],
    [1.5, 'fractional number'],
    [2 ** 60, 'whole number out of range'],
    [true, 'true or false'],
  ])('makes the id %j a problem of the row', (cell, kind) => {
    const row = parseClientRow([cell, 1, 1], withId, 5, new Set());
    expect(row).toMatchObject({
      kind: 'problem',
      row: 5,
      clientId: null,
      error: {
        kind: 'invalid_client_id',
        field: 'id',
        given: kind,
        message: `row 5, id: must be a whole number within ±9007199254740991; got ${kind}`,
      },
    });
  });

  it('lets the first of two equal ids through', () => {
    const seen = new Set<number>();
    expect(parseClientRow(['7', 1, 1], withId, 1, seen)).toMatchObject({ kind: 'client' });
    expect(parseClientRow([7, 2, 2], withId, 2, seen)).toMatchObject({
      kind: 'problem',
      clientId: 7,
      error: { kind: 'duplicate_client_id', field: 'id' },
    });
  });

  it('makes values beyond the header a problem, blanks not', () => {
    expect(parseClientRow([1, 2, 3, ' '], withId, 1, new Set())).toMatchObject({ kind: 'client' });
    expect(parseClientRow([1, 2, 3, 4], withId, 1, new Set())).toMatchObject({
      error: { kind: 'invalid_client', field: 'column 4', limit: 'at most 3 cells, as in the header' },
    });
  });

  it.each([
    ['x'.repeat(1001), 'at most 1000 characters'],
    ['a\ud800b', 'a text without NUL characters and broken surrogates'],
    ['a\0b', 'a text without NUL characters and broken surrogates'],
  ])('makes a value that cannot be stored a problem (%#)', (value, limit) => {
    expect(parseClientRow([1, 2, value], withId, 3, new Set())).toMatchObject({
      clientId: 1,
      error: { kind: 'invalid_features', field: 'gender', limit },
    });
  });

  it('takes a row of blanks for none', () => {
    expect(parseClientRow([null, ' ', undefined, ''], withId, 1, new Set())).toBeNull();
  });

  it('never shows a value in a problem', () => {
    const secret = fc.stringMatching(/^[а-я]{8,20}$/);
    fc.assert(
      fc.property(secret, secret, (id, feature) => {
        const row = parseClientRow([id, feature, feature, feature], withId, 1, new Set());
        expect(row?.kind).toBe('problem');
        expect(JSON.stringify(row)).not.toContain(id);
        expect(JSON.stringify(row)).not.toContain(feature);
      }),
    );
  });

  it('keeps a column called __proto__ an ordinary feature', () => {
    const row = parseClientRow(['x'], parseHeader(['__proto__']), 1, new Set());
    expect(row?.kind === 'client' && Object.keys(row.features)).toEqual(['__proto__']);
  });
});
