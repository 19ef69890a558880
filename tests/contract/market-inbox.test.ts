/** The watched folder of market watch, with a real folder, a real adapter and real PostgreSQL. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InboxFile, MarketInbox } from '@offerwright/adapter/src/api/market-inbox.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { callRest, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'offerwright-inbox-'));
const service = useRunningService({ adapterEnvironment: { OFFERWRIGHT_MARKET_INBOX: folder } });
const waitMsMax = 60_000;

beforeAll(() => makeUsers(service(), ['manager', 'viewer']));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function drop(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const inbox = async () => (await callRest<MarketInbox>(service(), 'GET', '/v1/insight/market/inbox')).body;
const look = (as: 'manager' | 'viewer' = 'manager') =>
  callRest(service(), 'POST', '/v1/insight/market/inbox/look', { as, body: {} });

/** Asks for looks until the folder says what is wanted. */
async function until(isThere: (state: MarketInbox) => boolean): Promise<MarketInbox> {
  let state = await inbox();
  for (const endMs = performance.now() + waitMsMax; performance.now() < endMs; await sleep(300)) {
    state = await inbox();
    if (isThere(state)) return state;
    await look();
  }
  throw new Error(`the folder did not come that far: ${JSON.stringify(state)}`);
}

const untilMoved = async (...paths: readonly string[]): Promise<InboxFile[]> => {
  const { files } = await until((state) =>
    paths.every((path) => state.files.some((file) => file.path === path && file.moved_to !== null)),
  );
  return paths.map((path) => files.find((file) => file.path === path)!);
};

const row = (index: number) => `отзыв;Дон-банк;2026-11-18;Приложение вылетает, случай ${index};1`;
const csvOf = (first: number, count: number) =>
  `kind;competitor;published_at;text;value\n${Array.from({ length: count }, (_, index) => row(first + index)).join('\n')}\n`;

async function countItems(pattern: string): Promise<number> {
  const query = 'SELECT count(*)::integer AS count FROM market_items WHERE text LIKE $1 OR title LIKE $1';
  return (await runSql(service().database.url, query, [pattern]))[0]!.count as number;
}

const mail = [
  'From: =?utf-8?B?0JPQsNC30LXRgtCw?= <news@gazette.example>',
  'To: market@bank.example',
  'Date: Tue, 17 Nov 2026 09:00:00 +0300',
  `Subject: =?utf-8?B?${Buffer.from('Речной банк открыл вклад').toString('base64')}?=`,
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'Речной банк открыл новый вклад с пополнением в любой день.',
].join('\r\n');

describe('files', () => {
  it('are taken once, and stand in done; a mail learns kind and competitor from its folders', async () => {
    drop('reviews.csv', csvOf(1, 20));
    drop('Речной банк/публикация/news.eml', mail);
    drop(
      'lines.jsonl',
      `${JSON.stringify({ kind: 'vacancy', competitor: 'x', published_at: '2026-11-18', title: 'a' })}\n`,
    );
    const [reviews, news] = await untilMoved('reviews.csv', 'Речной банк/публикация/news.eml', 'lines.jsonl');
    expect(reviews).toMatchObject({
      outcome: 'taken',
      taken: 20,
      repeated: 0,
      problems_count: 0,
      moved_to: 'done/reviews.csv',
    });
    expect(news).toMatchObject({ outcome: 'taken', taken: 1, moved_to: 'done/Речной банк/публикация/news.eml' });
    expect(existsSync(join(folder, 'done/reviews.csv'))).toBe(true);
    expect(existsSync(join(folder, 'reviews.csv'))).toBe(false);
    expect(existsSync(join(folder, 'done/reviews.csv.error.txt'))).toBe(false);
    const stored = await runSql(
      service().database.url,
      `SELECT kind, competitor, source FROM market_items WHERE title LIKE 'Речной%'`,
    );
    expect(stored).toEqual([{ kind: 'publication', competitor: 'Речной банк', source: 'Газета' }]);
  });

  it('that come again are known, and write over nothing', async () => {
    drop('reviews.csv', csvOf(1, 20));
    const again = await until(
      ({ files }) => files.filter(({ path, moved_to }) => path === 'reviews.csv' && moved_to).length === 2,
    );
    const [last] = again.files.filter(({ path }) => path === 'reviews.csv');
    expect(last).toMatchObject({
      outcome: 'taken',
      taken: 0,
      repeated: 20,
      moved_to: `done/reviews (${last!.id}).csv`,
    });
    expect(await countItems('Приложение вылетает, случай %')).toBe(20);
  });

  it('that cannot be read stand in failed with the reason beside them', async () => {
    drop('broken.xlsx', 'no archive');
    drop('picture.png', 'x');
    drop('nothing.csv', '');
    drop('all-wrong.csv', 'kind;competitor;published_at;text\nслух;x;2026-11-18;секрет\n');
    const files = await untilMoved('broken.xlsx', 'picture.png', 'nothing.csv', 'all-wrong.csv');
    expect(files.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed', 'failed']);
    for (const { path } of files) {
      expect(readFileSync(join(folder, `failed/${path}.error.txt`), 'utf8').length).toBeGreaterThan(20);
      expect(existsSync(join(folder, `failed/${path}`))).toBe(true);
    }
    expect(readFileSync(join(folder, 'failed/all-wrong.csv.error.txt'), 'utf8')).toContain('row 2: kind must be');
    expect(readFileSync(join(folder, 'failed/all-wrong.csv.error.txt'), 'utf8')).not.toContain('секрет');
    expect(files[1]!.reason).toContain('none of csv');
  });

  it('with some wrong items are taken but for those, which a note beside them tells', async () => {
    drop('partly.csv', `${csvOf(101, 3)}отзыв;Дон-банк;soon;Вылетает;1\n`);
    const [file] = await untilMoved('partly.csv');
    expect(file).toMatchObject({
      outcome: 'taken',
      taken: 3,
      problems_count: 1,
      problems: [{ row: 5, field: 'published_at' }],
    });
    expect(readFileSync(join(folder, 'done/partly.csv.error.txt'), 'utf8')).toContain('row 5: published_at');
  });

  it('that are being written wait until they are whole', async () => {
    const writing = await open(join(folder, 'slow.csv'), 'w');
    await writing.write('kind;competitor;published_at;text;value\n');
    for (let index = 0; index < 24; index += 1) {
      await writing.write(`${row(200 + index)}\n`);
      if (index % 8 === 0) await look();
      await sleep(300);
    }
    expect((await inbox()).files.some(({ path }) => path === 'slow.csv')).toBe(false);
    await writing.close();
    const [file] = await untilMoved('slow.csv');
    expect(file).toMatchObject({ taken: 24, repeated: 0, problems_count: 0 });
  });

  it('that are hidden, links, or named as unfinished are left alone', async () => {
    for (const name of ['.hidden.csv', 'half.csv.part', '~$table.xlsx', 'x.error.txt']) drop(name, csvOf(300, 1));
    symlinkSync('/etc/hostname', join(folder, 'link.txt'));
    drop('after.csv', csvOf(301, 1));
    await untilMoved('after.csv');
    for (const name of ['.hidden.csv', 'half.csv.part', '~$table.xlsx', 'x.error.txt', 'link.txt']) {
      expect(readdirSync(folder)).toContain(name);
    }
  });
});

describe('the folder', () => {
  it('that is gone is told, and is looked into again when it is back', async () => {
    renameSync(folder, `${folder}-gone`);
    expect(await until(({ problem }) => problem !== null)).toMatchObject({ problem: 'missing', folder });
    renameSync(`${folder}-gone`, folder);
    expect(await until(({ problem }) => problem === null)).toMatchObject({ problem: null });
  });

  it('is looked into for those who may take items', async () => {
    expect((await look('viewer')).status).toBe(403);
    expect((await look('manager')).status).toBe(202);
  });
});
