import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CopybookError, loadCopybook } from './load-copybook.ts';

const claims = [
  { id: 'courier_delivery', products: ['CC'], statement: 'Карту привозит курьер', patterns: [{ match: 'курьер' }] },
];
const thread = {
  id: 'CC-SMS-1',
  product: 'CC',
  channel: 'SMS',
  need: 'finance',
  signals: [],
  gender: 'u',
  age: 'u',
  idea: 'запас',
  claims: ['courier_delivery'],
  positions: [['Крупная трата посреди недели?', 'Трата пришла раньше срока?'], ['Выручит кредитная карта.']],
};
const family = {
  ...thread,
  id: 'FAMILY_CARD-SMS-1',
  product: 'FAMILY_CARD',
  claims: [],
  named: { position: 1, variants: ['Выручит «{name}».'] },
};

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'copybook-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function load(files: Readonly<Record<string, string | readonly unknown[]>>) {
  const all: Readonly<Record<string, string | readonly unknown[]>> = {
    'claims.json': JSON.stringify(claims),
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    const text = typeof content === 'string' ? content : content.map((line) => JSON.stringify(line)).join('\n');
    await writeFile(join(directory, name), text);
  }
  return loadCopybook(directory);
}

describe('loadCopybook', () => {
  it('indexes threads by product and channel, families apart, and counts', async () => {
    const copybook = await load({ 'CC.jsonl': [thread], 'FAMILY_CARD.jsonl': [family], 'notes.txt': 'not read' });
    expect(copybook.threadsOf('CC', 'SMS').map(({ id }) => id)).toEqual(['CC-SMS-1']);
    expect(copybook.threadsOf('CC', 'PUSH')).toEqual([]);
    expect(copybook.familyThreadsOf('card', 'SMS').map((entry) => entry.thread.id)).toEqual(['FAMILY_CARD-SMS-1']);
    expect(copybook).toMatchObject({ threadsCount: 2, variantsCount: 7, claims });
  });

  it('names versions and the copybook by content alone', async () => {
    const other = { ...thread, id: 'CC-SMS-2' };
    const one = await load({ 'CC.jsonl': [thread, other] });
    const reversed = Object.fromEntries(Object.entries(thread).reverse());
    const two = await load({ 'CC.jsonl': `\n${JSON.stringify(other)}\n\n${JSON.stringify(reversed)}\n` });
    expect(two.hash).toBe(one.hash);
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/u);
    const changed = await load({ 'CC.jsonl': [{ ...thread, idea: 'другая' }, other] });
    expect(changed.hash).not.toBe(one.hash);
    const versions = [one, two, changed].map(
      (copybook) => copybook.threads.find(({ id }) => id === thread.id)!.version,
    );
    expect(versions[1]).toBe(versions[0]);
    expect(versions[2]).not.toBe(versions[0]);
    expect(versions[0]).toMatch(/^[0-9a-f]{12}$/u);
  });
});

describe('grades of readers', () => {
  it('are none without a file', async () => {
    expect((await load({ 'CC.jsonl': [thread] })).grades.size).toBe(0);
  });

  it('are read by thread and version, and are no part of the hash', async () => {
    const plain = await load({ 'CC.jsonl': [thread] });
    const key = `${thread.id}@${plain.threads[0]!.version}`;
    const graded = await load({ 'CC.jsonl': [thread], 'grades.json': JSON.stringify({ [key]: 4.5 }) });
    expect([...graded.grades]).toEqual([[key, 4.5]]);
    expect(graded.hash).toBe(plain.hash);
  });

  it.each(['{', '[]', '{"CC-SMS-1": 4}', '{"CC-SMS-1@0123456789ab": 6}'])(
    'are refused when they are %s',
    async (text) => {
      await expect(load({ 'CC.jsonl': [thread], 'grades.json': text })).rejects.toThrow(
        'copybook: grades.json: must hold a grade from 1 to 5 by "id@version"',
      );
    },
  );
});

describe('a wrong copybook', () => {
  const long = 'Очень длинное предложение, которое повторяет само себя снова и снова, пока не кончится место.';
  const cases: readonly (readonly [string, Readonly<Record<string, string | readonly unknown[]>>, string])[] = [
    ['no JSON', { 'CC.jsonl': `${JSON.stringify(thread)}\n{` }, 'CC.jsonl, line 2: is no JSON'],
    ['an unknown product', { 'CC.jsonl': [{ ...thread, product: 'XX' }] }, 'CC.jsonl, line 1: product:'],
    ['an unknown signal', { 'CC.jsonl': [{ ...thread, signals: ['rich'] }] }, 'CC.jsonl, line 1: signals.0:'],
    ['an unknown field', { 'CC.jsonl': [{ ...thread, extra: 1 }] }, 'CC.jsonl, line 1: thread: Unrecognized key'],
    ['a digit', { 'CC.jsonl': [{ ...thread, positions: [['Карта 5']] }] }, 'positions.0.0: only Russian letters'],
    ['a space at an end', { 'CC.jsonl': [{ ...thread, positions: [[' Карта']] }] }, 'positions.0.0: no spaces'],
    ['a double', { 'CC.jsonl': [{ ...thread, positions: [['Карта', 'Карта']] }] }, 'the same variant twice'],
    ['no variant', { 'CC.jsonl': [{ ...thread, positions: [[]] }] }, 'positions.0:'],
    ['a body too short', { 'CC.jsonl': [{ ...thread, positions: [['Карта.']] }] }, 'the limit is 38–96'],
    ['a body too long', { 'CC.jsonl': [{ ...thread, positions: [[long], ['Карта.']] }] }, 'the limit is 38–96'],
    ['the same id twice', { 'CC.jsonl': [thread, thread] }, 'line 2: id: already used in CC.jsonl, line 1'],
    ['an unknown claim', { 'CC.jsonl': [{ ...thread, claims: ['magic'] }] }, 'claims: magic is not in claims.json'],
    ['a claim of others', { 'CC.jsonl': [{ ...thread, product: 'DC' }] }, 'is not claimed of DC'],
    ['a family with signals', { 'FAMILY_CARD.jsonl': [{ ...family, signals: ['car'] }] }, 'line 1: signals'],
    [
      'a family without its place for the name',
      { 'FAMILY_CARD.jsonl': [{ ...family, named: { position: 0, variants: ['Выручит «имя».'] } }] },
      'named.variants.0: must quote',
    ],
    [
      'a family whose place for the name is none',
      { 'FAMILY_CARD.jsonl': [{ ...family, named: { ...family.named, position: 2 } }] },
      'named.position: must be below 2',
    ],
    ['claims that are no list', { 'claims.json': '{}' }, 'copybook: claims.json: thread:'],
    [
      'a claim with a broken pattern',
      { 'claims.json': JSON.stringify([{ ...claims[0], patterns: [{ match: '(' }] }]) },
      'not a regular expression',
    ],
    ['no threads', {}, 'directory: has no threads'],
  ];
  it.each(cases)('with %s is refused, naming file, line and field', async (_, files, message) => {
    await expect(load(files)).rejects.toThrow(message);
    await expect(load(files)).rejects.toBeInstanceOf(CopybookError);
  });

  it('that is not there is refused without a path of the machine', async () => {
    const error = await loadCopybook(join(directory, 'missing')).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(CopybookError);
    expect(String(error)).toContain('directory: cannot be read');
    expect(String(error)).not.toContain(directory);
  });
});
