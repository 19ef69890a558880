/** A history too long to be counted one by one: counts are estimated and say so, words are found whichever way. */
import { beforeAll, describe, expect, it } from 'vitest';
import { fillHistory } from '../bench/kit/fill-history.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const rowsCount = 30_000;

interface Facets {
  readonly total: number;
  readonly exact: boolean;
  readonly facets: Record<string, { value: string; count: number }[]>;
}

async function get<Body>(path: string): Promise<Body> {
  const answer = await callRest<Body>(service(), 'GET', path);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
const facets = (query = '') => get<Facets>(`/v1/history/facets?${query}`);
const count = async (condition: string) =>
  (
    await runSql(
      service().database.url,
      `SELECT count(*)::integer AS count FROM history_entries LEFT JOIN history_texts USING (id) WHERE ${condition}`,
    )
  )[0]!.count as number;

/** Pages of a table are sampled, and what lies in one page is alike: estimates are rough. */
const roughly = (actual: number, wanted: number) => {
  expect(actual).toBeGreaterThan(wanted * 0.7);
  expect(actual).toBeLessThan(wanted * 1.3);
};

beforeAll(async () => {
  const databaseUrl = service().database.url;
  await fillHistory({ databaseUrl, rowsCount, withinMs: 100_000, onProgress: () => {} });
}, 200_000);

describe('a long history', () => {
  it('is counted by a sample, and says so', async () => {
    const all = await facets();
    expect(all.exact).toBe(false);
    roughly(all.total, await count('true'));
    for (const { value, count: estimated } of all.facets.source!) {
      roughly(estimated, await count(`source = '${value}'`));
    }
  });

  it('is counted exactly where a filter leaves few', async () => {
    const errors = await facets('status=error');
    expect([errors.total, errors.exact]).toEqual([await count(`status = 'error'`), true]);
  });

  it('is searched for words that are rare and words that stand everywhere', async () => {
    for (const word of ['банк', 'карта', 'вторичка', 'расчёт']) {
      const matching = await count(`search @@ to_tsquery('russian', '${word}')`);
      const q = encodeURIComponent(word);
      const counted = await facets(`q=${q}`);
      if (counted.exact) expect(counted.total).toBe(matching);
      else roughly(counted.total, matching);
      const ids: string[] = [];
      for (let cursor = ''; ids.length < 150; ) {
        const page = await get<{ items: { id: string }[]; next_cursor: string | null }>(
          `/v1/history?q=${q}&limit=50${cursor}`,
        );
        ids.push(...page.items.map(({ id }) => id));
        if (page.next_cursor === null) break;
        cursor = `&cursor=${page.next_cursor}`;
      }
      const wanted = await runSql(
        service().database.url,
        `SELECT id FROM history_texts WHERE search @@ to_tsquery('russian', '${word}') ORDER BY id DESC LIMIT 150`,
      );
      expect(ids.slice(0, 150)).toEqual(wanted.map(({ id }) => id));
    }
    expect((await facets('q=%D0%B1%D0%B0%D0%BD%D0%BA')).exact).toBe(false);
  });
});
