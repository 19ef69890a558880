/** Items and files, good and bad; stories told twice. */
import { describe, expect, it } from 'vitest';
import { SheetError } from '../../tables/read-first-sheet.ts';
import { estimateLikeness, hashItem, signStory } from './find-story.ts';
import { marketLimits } from './market-limits.ts';
import { isProblem, type NewItem, parseItem, type RawItem } from './parse-item.ts';
import { readItemFile } from './read-item-file.ts';

const nowMs = Date.UTC(2026, 10, 26);
const good = {
  kind: 'publication',
  competitor: 'Дон-банк',
  source: 'газета',
  published_at: '2026-11-20',
  title: 'Вклад',
};
const parse = (raw: RawItem): NewItem => {
  const parsed = parseItem(raw, nowMs);
  if (isProblem(parsed)) throw new Error(JSON.stringify(parsed));
  return parsed;
};

describe('an item', () => {
  it('is read, with Russian names of kinds and signs without a picture taken out', () => {
    const item = parse({ ...good, kind: 'Отзыв', text: 'Всё\u0000 \u202eплохо ', value: '1' });
    expect(item).toMatchObject({ kind: 'review', text: 'Всё плохо', value: 1 });
    expect(parse({ ...good, kind: 'share_price', value: '1 234,5' }).value).toBe(1234.5);
  });

  it.each<[string, RawItem, string]>([
    ['no kind', { ...good, kind: 'rumour' }, 'kind'],
    ['no competitor', { ...good, competitor: ' ' }, 'competitor'],
    ['no day', { ...good, published_at: 'soon' }, 'published_at'],
    ['a day to come', { ...good, published_at: '2026-12-20' }, 'published_at'],
    ['no words', { ...good, title: '' }, 'title'],
    ['an object for a text', { ...good, text: {} }, 'text'],
    ['a text too long', { ...good, text: 'a'.repeat(20_001) }, 'text'],
    ['a price without a price', { ...good, kind: 'share_price' }, 'value'],
    ['a price below zero', { ...good, kind: 'share_price', value: -1 }, 'value'],
    ['six stars', { ...good, kind: 'review', value: 6 }, 'value'],
  ])('with %s is told by field', (_name, raw, field) => {
    expect(parseItem(raw, nowMs)).toMatchObject({ field, limit: expect.any(String), given: expect.any(String) });
  });

  it('never brings what came into the message', () => {
    const secret = 'секретное слово';
    for (const field of ['kind', 'published_at', 'value'] as const) {
      const raw = { ...good, kind: field === 'value' ? 'share_price' : good.kind, [field]: secret };
      expect(JSON.stringify(parseItem(raw, nowMs))).not.toContain(secret);
    }
  });
});

describe('files', () => {
  const read = async (content: string | Buffer, format: Parameters<typeof readItemFile>[1], about: RawItem = {}) =>
    (await readItemFile(Buffer.from(content as string), format, about)).map(({ raw }) => parseItem(raw, nowMs));

  it('csv with Russian names, jsonl with a broken line', async () => {
    const csv = 'Вид;Банк;Дата;Заголовок\nвакансия;Дон-банк;20.11.2026;Юрист\n';
    expect(await read(csv, 'csv')).toMatchObject([{ kind: 'vacancy', competitor: 'Дон-банк', title: 'Юрист' }]);
    const lines = `${JSON.stringify(good)}\n{broken\n\n[1]\n`;
    expect(await read(lines, 'jsonl')).toMatchObject([{ kind: 'publication' }, { field: 'kind' }, { field: 'kind' }]);
  });

  it('a mail in html, with a subject in base64', async () => {
    const mail = [
      'From: =?utf-8?B?0JPQsNC30LXRgtCw?= <news@example.ru>',
      'Date: Fri, 20 Nov 2026 10:00:00 +0300',
      `Subject: =?utf-8?B?${Buffer.from('Дон-банк запустил вклад').toString('base64')}?=`,
      'Content-Type: text/html; charset=utf-8',
      '',
      '<html><style>p{}</style><body><p>Вклад «Тихий»</p><script>alert(1)</script></body></html>',
    ].join('\r\n');
    const [item] = await read(mail, 'eml', { kind: 'publication', competitor: 'Дон-банк' });
    expect(item).toMatchObject({ source: 'Газета', title: 'Дон-банк запустил вклад', text: 'Вклад «Тихий»' });
  });

  it('a page and a text in Windows-1251', async () => {
    const about = { kind: 'publication', competitor: 'x', published_at: '2026-11-20' };
    const [page] = await read('<h1>Заголовок</h1><p>Текст &amp; ещё</p>', 'html', about);
    expect(page).toMatchObject({ title: 'Заголовок', text: 'Текст & ещё' });
    const bytes = Buffer.from([...'Новость'].map((char) => char.charCodeAt(0) - 0x410 + 0xc0));
    expect(await read(bytes, 'txt', about)).toMatchObject([{ title: 'Новость' }]);
  });

  it.each([
    ['', 'csv'],
    ['kind;title\nvacancy;x\n', 'csv'],
    ['not a zip', 'xlsx'],
  ] as const)('%j as %s cannot be read', async (content, format) => {
    await expect(read(content, format)).rejects.toThrow(SheetError);
  });
});

describe('stories', () => {
  const story = (title: string, text: string) => signStory({ kind: 'publication', title, text })!;
  const text =
    'Дон-банк запустил вклад «Тихий» для тех, кто откладывает понемногу. Открыть его можно в приложении и в отделениях банка, ' +
    'пополнять в любой день месяца, а снять часть денег без потери дохода.';

  it('told again with some words changed are alike, others are not', () => {
    const retold = text.replace('понемногу', 'каждую неделю').replace('любой день', 'любое время');
    expect(estimateLikeness(story('', text), story('', retold))).toBeGreaterThanOrEqual(marketLimits.likenessMin);
    const other = 'Волга-банк отчитался о прибыли за квартал и рассказал, что расходы на отделения выросли вдвое.';
    expect(estimateLikeness(story('', text), story('', other))).toBeLessThan(0.1);
  });

  it('the same item in other letters is the same; another day, source or value is another', () => {
    const item = parse({ ...good, text });
    expect(hashItem({ ...item, text: text.toUpperCase() })).toBe(hashItem(item));
    expect(hashItem({ ...item, source: 'сайт' })).not.toBe(hashItem(item));
    expect(hashItem({ ...item, publishedAtMs: nowMs })).not.toBe(hashItem(item));
    expect(hashItem({ ...item, value: 1 })).not.toBe(hashItem(item));
  });

  it('of few words, and prices, are not compared', () => {
    expect(signStory({ kind: 'vacancy', title: 'Юрист', text: '' })).toBeNull();
    expect(signStory({ kind: 'share_price', title: '', text })).toBeNull();
  });
});
