/** Market watch over REST: items by JSON and by file, stories, digests in three forms. */
import { beforeAll, describe, expect, it } from 'vitest';
import { callRest, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const market = '/v1/insight/market';
const call = <Body>(as: 'manager' | 'viewer', method: string, path: string, body?: unknown, type?: string) =>
  callRest<Body>(service(), method, `${market}${path}`, {
    as,
    ...(body !== undefined && { body }),
    ...(type !== undefined && { headers: { 'content-type': type } }),
  });

interface Taken {
  readonly taken: number;
  readonly repeated: number;
  readonly retold: number;
  readonly problems: readonly { row: number; field: string }[];
}

beforeAll(() => makeUsers(service(), ['manager', 'viewer']));

const news = {
  kind: 'publication',
  competitor: 'Речной банк',
  source: 'газета',
  published_at: '2026-11-17T09:00:00Z',
  title: 'Речной банк запустил вклад «Тихий»',
  text: 'Пополнять его можно в любой день, а открыть прямо в приложении, без визита в отделение и лишних бумаг.',
};

describe('market watch', () => {
  it('takes what is good of a request, tells the rest, and takes nothing twice', async () => {
    const items = [
      news,
      { ...news, source: 'портал', text: news.text.replace('лишних', 'всяких') },
      { kind: 'rumour' },
    ];
    const first = await call<Taken>('manager', 'POST', '/items', { items });
    expect(first.body).toMatchObject({ taken: 2, repeated: 0, retold: 1 });
    expect(first.body.problems).toMatchObject([{ row: 2, field: 'kind' }]);
    const again = await call<Taken>('manager', 'POST', '/items', { items });
    expect(again.body).toMatchObject({ taken: 0, repeated: 2, retold: 0 });
  });

  it('two callers with the same items at once keep each once', async () => {
    const items = Array.from({ length: 50 }, (_, index) => ({
      ...news,
      kind: 'vacancy',
      competitor: 'Двойной банк',
      title: `Новость ${index}`,
    }));
    const takers = await Promise.all([1, 2, 3].map(() => call<Taken>('manager', 'POST', '/items', { items })));
    expect(takers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(takers.reduce((sum, { body }) => sum + body.taken, 0)).toBe(50);
  });

  it('takes a file of reviews, and finds the wave in it', async () => {
    const rows = ['kind;competitor;published_at;text;value'];
    for (let week = 1; week <= 8; week++) {
      const day = new Date(Date.UTC(2026, 10, 18) - week * 7 * 86_400_000).toISOString().slice(0, 10);
      rows.push(`отзыв;Дон-банк;${day};Приложение зависло ${week};2`);
    }
    for (let index = 0; index < 15; index++) rows.push(`отзыв;Дон-банк;2026-11-18;Приложение вылетает ${index};1`);
    rows.push('отзыв;Дон-банк;2026-11-18;Приложение вылетает;7');
    const taken = await call<Taken>('manager', 'POST', '/files', rows.join('\n'), 'text/csv');
    expect(taken.body).toMatchObject({ taken: 23, problems: [{ row: 25, field: 'value' }] });

    const made = await call<{ id: string; events: { kind: string; topic: string; itemIds: string[] }[] }>(
      'manager',
      'POST',
      '/digests',
      { week: '2026-W47' },
    );
    expect(made.status).toBe(201);
    expect(made.body.events.map(({ kind, topic }) => `${kind} ${topic}`).sort()).toEqual([
      'negative_reviews app',
      'new_product DEPOSIT',
    ]);

    const text = await call<string>('viewer', 'GET', `/digests/${made.body.id}/digest.md`);
    expect(text.body).toContain('Речной банк запустил вклад');
    const word = await call<string>('viewer', 'GET', `/digests/${made.body.id}/digest.docx`);
    expect(word.headers.get('content-disposition')).toContain('market-2026-W47.docx');
    expect(word.body.slice(0, 2)).toBe('PK');
  });

  it('pages through items without a gap or a repetition', async () => {
    const items = Array.from({ length: 450 }, (_, index) => ({
      ...news,
      kind: 'vacancy',
      competitor: 'Длинный банк',
      title: `№ ${index}`,
    }));
    await call('manager', 'POST', '/items', { items });
    const seen: string[] = [];
    let cursor = '';
    do {
      const query = `competitor=${encodeURIComponent('Длинный банк')}${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = await call<{ items: { id: string }[]; next_cursor: string | null }>(
        'viewer',
        'GET',
        `/items?${query}`,
      );
      seen.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.next_cursor ?? '';
    } while (cursor !== '');
    expect(seen).toHaveLength(450);
    expect(new Set(seen).size).toBe(450);
  });
});
