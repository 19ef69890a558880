/** GET /v1/stats/…: planted rows come back as the numbers that they are, by day, offer, source, label and outcome. */
import type {
  CalibrationStats,
  LabelStats,
  LatencyStats,
  OutcomeStats,
  QueueStats,
  RuleStats,
  VersionStats,
  VolumeStats,
} from '@offerwright/adapter/src/api/stats.ts';
import type { ThreadStats, UpliftStats, VariantStats } from '@offerwright/adapter/src/api/stats-results.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PlantedAnswer, plantAnswers } from '../kit/planted-answers.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const period = 'from=2026-03-01T00:00:00%2B03:00&to=2026-04-01T00:00:00%2B03:00';

async function stats<Body>(section: string, query = ''): Promise<Body> {
  const { status, body } = await callRest<Body>(service(), 'GET', `/v1/stats/${section}?${period}${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const at = (text: string): number => Date.parse(`2026-03-${text}+03:00`);
const times = (count: number, make: (index: number) => PlantedAnswer): PlantedAnswer[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Numbers that the tests below expect. */
const planted: readonly PlantedAnswer[] = [
  // 1 March, 23:30 in Moscow: 20:30 UTC.
  ...times(8, (index) => ({
    atMs: at('01T23:30'),
    source: 'model',
    totalMs: 1000 + index * 100,
    threadId: 'CC-SMS-1',
  })),
  ...times(2, () => ({ atMs: at('01T23:30'), source: 'rules', reason: 'deadline', totalMs: 2100 })),
  { atMs: at('01T23:40'), status: 'refused', refusedBy: 'law.minor' },
  { atMs: at('01T23:40'), status: 'error', errorKind: 'overloaded' },
  { atMs: at('01T23:40'), status: null },
  // 2 March, 00:10 in Moscow: still 1 March in UTC.
  {
    atMs: at('02T00:10'),
    product: 'DC',
    channel: 'EMAIL',
    status: 'not_sendable',
    refusedBy: 'law.consent',
    reason: 'policy',
    results: [
      { rule_id: 'law.tail', outcome: 'fixed' },
      { rule_id: 'law.tone', outcome: 'passed' },
    ],
    threadId: 'DC-EMAIL-1',
    ruleSetVersion: '2',
  },
];

beforeAll(async () => {
  await plantAnswers(service().database.url, planted);
});

describe('volumes', () => {
  it('count by day in the zone asked for, by offer, source and status', async () => {
    const volumes = await stats<VolumeStats>('volumes');
    expect(volumes.is_complete).toBe(true);
    expect(volumes.total).toEqual({
      asked: 14,
      model: 8,
      rules: 3,
      not_sendable: 1,
      refused: 1,
      errors: 1,
      unanswered: 1,
    });
    expect(volumes.days.map(({ day, asked }) => [day, asked])).toEqual([
      ['2026-03-01', 13],
      ['2026-03-02', 1],
    ]);
    expect(volumes.products.map(({ product, asked }) => [product, asked])).toEqual([
      ['CC', 13],
      ['DC', 1],
    ]);
    expect(volumes.reasons).toEqual([
      { reason: 'deadline', count: 2 },
      { reason: 'policy', count: 1 },
    ]);
    expect(volumes.error_kinds).toEqual([{ kind: 'overloaded', count: 1 }]);
    const inUtc = await stats<VolumeStats>('volumes', '&zone=UTC');
    expect(inUtc.days.map(({ day, asked }) => [day, asked])).toEqual([['2026-03-01', 14]]);
  });

  it('keep to product, channel and period', async () => {
    expect((await stats<VolumeStats>('volumes', '&product=DC')).total.asked).toBe(1);
    expect((await stats<VolumeStats>('volumes', '&channel=SMS&product=DC')).total.asked).toBe(0);
    const { status, body } = await callRest(service(), 'GET', '/v1/stats/volumes?from=2020-01-01T00:00:00Z');
    expect([status, body.error.field]).toEqual([422, 'from']);
  });

  it('see what is answered later, and an error that becomes an answer', async () => {
    const atMs = at('20T12:00');
    await plantAnswers(service().database.url, [
      { atMs, status: null },
      { atMs, status: 'error' },
    ]);
    await refreshed();
    const before = await stats<VolumeStats>('volumes', '&zone=UTC');
    expect(before.days.at(-1)).toMatchObject({ day: '2026-03-20', asked: 2, errors: 1, unanswered: 1 });
    await runSql(
      service().database.url,
      `UPDATE answers SET status = 'sendable', error = NULL, text = 'x', source = 'rules', confidence = 1,
         provenance = '{}', answered_at = now() WHERE status = 'error' AND asked_client_id >= $1`,
      ['019ce000-0000-7000-8000-000000000000'],
    );
    await refreshed();
    const after = await stats<VolumeStats>('volumes', '&zone=UTC');
    expect(after.days.at(-1)).toMatchObject({ day: '2026-03-20', asked: 2, errors: 0, rules: 1, unanswered: 1 });
    await runSql(service().database.url, `DELETE FROM answers WHERE text = 'x'`);
    await runSql(service().database.url, `DELETE FROM asked_clients WHERE asked_at = $1`, [new Date(atMs)]);
    await runSql(service().database.url, `INSERT INTO stats_stale_hours VALUES ($1)`, [new Date(atMs)]);
    await refreshed();
  });
});

/** Counts stay fresh for 20 s by the adapter's own clock: the test counts by itself. */
async function refreshed(): Promise<void> {
  const { openDatabase } = await import('@offerwright/adapter/src/db/database.ts');
  const { refreshStats } = await import('@offerwright/adapter/src/stats/refresh-stats.ts');
  const database = await openDatabase(service().database.url, { warn: () => {} });
  await refreshStats(database, Date.now(), () => false);
  await database.end();
}

describe('latency', () => {
  it('gives percentiles to 2.5 %, and what is late exactly', async () => {
    const latency = await stats<LatencyStats>('latency');
    expect(latency.total.texts).toBe(12);
    expect(latency.total.late).toMatchObject({ count: 2, of: 12 });
    const model = latency.sources.find(({ source }) => source === 'model')!;
    expect(model.p50_ms! / 1300).toBeCloseTo(1, 1);
    expect(Math.abs(model.p50_ms! / 1300 - 1)).toBeLessThan(latency.error_share + 0.001);
    expect(Math.abs(model.p99_ms! / 1700 - 1)).toBeLessThan(latency.error_share + 0.001);
    expect(latency.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(12);
  });
});

describe('rules and versions', () => {
  it('count what did not just pass, and refusals', async () => {
    const { judged, asked, rules } = await stats<RuleStats>('rules');
    expect([judged, asked]).toEqual([11, 14]);
    expect(rules.map(({ share: _share, ...rest }) => rest)).toEqual([
      { rule_id: 'law.consent', fixed: 0, warned: 0, blocked: 0, refused: 1 },
      { rule_id: 'law.minor', fixed: 0, warned: 0, blocked: 0, refused: 1 },
      { rule_id: 'law.tail', fixed: 1, warned: 0, blocked: 0, refused: 0 },
    ]);
    expect(rules[0]!.share).toMatchObject({ count: 1, of: 14 });
  });

  it('tell which versions wrote, and when', async () => {
    const { parts } = await stats<VersionStats>('versions');
    const of = (name: string) => parts.find(({ part }) => part === name)!.versions;
    expect(of('model').map(({ version, texts }) => [version, texts])).toEqual([['qwen', 8]]);
    expect(of('rule_set').map(({ version, texts, days }) => [version, texts, days])).toEqual([
      ['2', 1, [{ day: '2026-03-02', count: 1 }]],
      ['1', 11, [{ day: '2026-03-01', count: 11 }]],
    ]);
    expect(of('copybook')[0]!.version).toBe('c0c0c0c0c0c0');
  });
});

describe('labels', () => {
  beforeAll(async () => {
    const atMs = at('10T12:00');
    // 90 texts with confidence 0.85, 81 of them good; 30 with 0.25, 6 of them good; one that is disputed.
    const answers: PlantedAnswer[] = [
      ...times(90, () => ({
        atMs,
        confidence: 0.85,
        source: 'model',
        threadId: 'CC-SMS-2',
        signals: ['driver'],
        variants: [0, 1],
      })),
      ...times(30, () => ({
        atMs,
        confidence: 0.25,
        source: 'model',
        threadId: 'CC-SMS-3',
        concern: 'finance',
        variants: [1, 0],
      })),
      { atMs, confidence: 0.5, threadId: 'CC-SMS-2', variants: [1, 1] },
    ];
    const ids = await plantAnswers(service().database.url, answers);
    const marks = ids.map((_, index) =>
      index < 81 || (index >= 90 && index < 96) || index === 120 ? 'good' : 'wrong',
    );
    await label(ids, marks, 'admin');
    await label([ids[120]!], ['wrong'], 'command-line:campaign');
    await refreshed();
  });

  async function label(ids: readonly string[], marks: readonly string[], user: string): Promise<void> {
    await runSql(
      service().database.url,
      `INSERT INTO labels (id, asked_client_id, user_id, mark, reason, text_key, labelled_at)
       SELECT gen_random_uuid(), given.id, users.id, mark, CASE WHEN mark = 'wrong' THEN 'tone' END, 0, now()
       FROM unnest($1::uuid[], $2::text[]) AS given (id, mark) JOIN users ON users.name = $3`,
      [ids, marks, user],
    );
  }

  it('give rates with intervals, disputed ones apart', async () => {
    const labels = await stats<LabelStats>('labels');
    expect(labels.total).toMatchObject({ labelled: 121, disputed: 1, good: { count: 87, of: 120, rate: 0.725 } });
    // Wilson's interval of 87 of 120.
    expect(labels.total.good.low).toBeCloseTo(0.6391, 3);
    expect(labels.total.good.high).toBeCloseTo(0.7967, 3);
    expect(labels.signals).toMatchObject([{ signal: 'driver', labelled: 90, good: { count: 81, of: 90 } }]);
    expect(labels.concerns).toMatchObject([{ concern: 'finance', good: { count: 6, of: 30 } }]);
    expect(labels.reasons).toEqual([{ reason: 'tone', count: 34 }]);
  });

  it('stand beside confidence by tenths', async () => {
    const calibration = await stats<CalibrationStats>('calibration');
    expect([calibration.is_enough, calibration.needed]).toEqual([true, 100]);
    const [model] = calibration.sources;
    expect(model).toMatchObject({ source: 'model', labelled: 120, calibrated: 0 });
    expect(model!.bins.map(({ from, to, good }) => [from, to, good.count, good.of])).toEqual([
      [0.2, 0.3, 6, 30],
      [0.8, 0.9, 81, 90],
    ]);
    // |81 − 76.5| and |6 − 7.5| of 120.
    expect(model!.error).toBeCloseTo((4.5 + 1.5) / 120, 6);
    // Pairs: 81 × 24 in order, 81 × 9 and 6 × 24 undecided, 6 × 9 in disorder.
    expect(model!.order).toBeCloseTo((81 * 24 + (81 * 9 + 6 * 24) / 2) / (87 * 33), 6);
    const few = await stats<CalibrationStats>('calibration', '&product=DC');
    expect([few.is_enough, few.sources]).toEqual([false, []]);
  });

  it('give threads shrunk estimates, and sentences their own', async () => {
    const { threads, threads_count } = await stats<ThreadStats>('threads', '&product=CC');
    expect(threads_count).toBe(3);
    const second = threads.find(({ thread_id }) => thread_id === 'CC-SMS-2')!;
    expect(second.good).toMatchObject({ count: 81, of: 90 });
    const third = threads.find(({ thread_id }) => thread_id === 'CC-SMS-3')!;
    expect(third.good_estimate!.mean).toBeGreaterThan(6 / 30);
    expect(third.good_estimate!.high).toBeLessThan(second.good_estimate!.low);
    expect(threads.find(({ thread_id }) => thread_id === 'CC-SMS-1')!.good_estimate).toBeNull();
    const variants = await stats<VariantStats>('threads/CC-SMS-2');
    expect(variants.versions).toHaveLength(1);
    expect(variants.versions[0]!.texts).toBe(91);
    expect(
      variants.versions[0]!.positions.map(({ position, variants: list }) => [
        position,
        list.map(({ variant, texts, good }) => [variant, texts, good.count, good.of]),
      ]),
    ).toEqual([
      [
        0,
        [
          [0, 90, 81, 90],
          [1, 1, 0, 0],
        ],
      ],
      [1, [[1, 91, 81, 90]]],
    ]);
  });
});

describe('outcomes', () => {
  it('count texts, not events, by the day of asking', async () => {
    const ids = await plantAnswers(
      service().database.url,
      times(10, () => ({ atMs: at('15T12:00'), channel: 'PUSH' })),
    );
    const event = (index: number, name: string, hour: number) => ({
      answer_id: ids[index],
      event: name,
      at: `2026-03-16T${hour}:00:00+03:00`,
    });
    const outcomes = [
      ...ids.slice(0, 8).map((_, index) => event(index, 'delivered', 10)),
      ...[0, 1, 2].flatMap((index) => [event(index, 'clicked', 11), event(index, 'clicked', 12)]),
      event(0, 'accepted', 13),
      event(8, 'accepted', 13),
    ];
    const posted = await callRest<object>(service(), 'POST', '/v1/outcomes', { body: { outcomes } });
    expect(posted.body).toMatchObject({ stored_count: 16, problems: [] });
    await refreshed();
    const { total, days } = await stats<OutcomeStats>('outcomes', '&channel=PUSH');
    expect(total).toMatchObject({ texts: 10, delivered: 9, clicked: 3, accepted: 2, acceptance: { count: 2, of: 9 } });
    expect(days).toMatchObject([{ day: '2026-03-15', accepted: 2 }]);
  });
});

describe('uplift', () => {
  it('compares everybody as drawn, with Newcombe’s interval', async () => {
    const url = service().database.url;
    const [planId, campaignId] = [crypto.randomUUID(), crypto.randomUUID()];
    const atMs = at('18T12:00');
    const clients = Array.from({ length: 300 }, (_, index) => 50_000 + index);
    const ids = await plantAnswers(
      url,
      clients.slice(0, 200).map((clientId) => ({ atMs, clientId })),
    );
    const [row] = await runSql(url, 'SELECT request_id FROM asked_clients WHERE id = $1', [ids[0]]);
    await runSql(
      url,
      `INSERT INTO campaigns (id, key_sha256, request_id, clients_sha256, clients_file_name, has_client_ids, seed, created_at)
       VALUES ($1, repeat('a', 64), $2, repeat('b', 64), 'clients.csv', true, 1, $3)`,
      [campaignId, row!.request_id, new Date(atMs)],
    );
    await runSql(
      url,
      `WITH file AS (
         INSERT INTO campaign_files (id, name, format, encoding, sha256, bytes_count, header, rows_count, uploaded_by, uploaded_at)
         SELECT gen_random_uuid(), 'clients.csv', 'csv', 'utf-8', repeat('b', 64), 1, '{id}', 300, id, now()
         FROM users WHERE name = 'admin' RETURNING id, uploaded_by
       )
       INSERT INTO campaign_plans (id, name, file_id, settings, seed, state, created_by, created_at)
       SELECT $1, 'Весна', id, '{}', 1, 'finished', uploaded_by, $2 FROM file`,
      [planId, new Date(atMs)],
    );
    await runSql(
      url,
      `INSERT INTO campaign_members (plan_id, row, offer, client_id, outcome, product_code, channel_code, arm)
       SELECT $1, place, 0, id, CASE WHEN place <= 200 THEN 'text' ELSE 'control' END, 'CC', 'SMS',
         CASE WHEN place <= 100 THEN 'A' WHEN place <= 200 THEN 'B' END
       FROM unnest($2::bigint[]) WITH ORDINALITY AS clients (id, place)`,
      [planId, clients],
    );
    await runSql(
      url,
      `INSERT INTO campaign_cells (plan_id, place, product_code, channel_code, arm, clients_count, campaign_id)
       VALUES ($1, 0, 'CC', 'SMS', 'A', 200, $2)`,
      [planId, campaignId],
    );
    const accepted = (client_id: number) => ({
      client_id,
      campaign_id: planId,
      event: 'accepted',
      at: '2026-03-19T10:00:00+03:00',
    });
    const buyers = [...clients.slice(0, 30), ...clients.slice(100, 110), ...clients.slice(200, 205)];
    const posted = await callRest<object>(service(), 'POST', '/v1/outcomes', {
      body: { outcomes: buyers.map(accepted) },
    });
    expect(posted.body).toMatchObject({ stored_count: 45, control_count: 5, problems: [] });
    const { campaigns, overall } = await stats<UpliftStats>('uplift');
    expect(campaigns).toMatchObject([
      {
        campaign_id: planId,
        name: 'Весна',
        treated: { count: 40, of: 200 },
        control: { count: 5, of: 100 },
        arms: [
          { arm: 'A', accepted: { count: 30, of: 100 } },
          { arm: 'B', accepted: { count: 10, of: 100 } },
        ],
      },
    ]);
    const { value, low, high } = campaigns[0]!.uplift!;
    expect(value).toBeCloseTo(0.15, 10);
    expect([low, high]).toEqual([expect.closeTo(0.0708, 4), expect.closeTo(0.2172, 4)]);
    expect(overall!.value).toBeCloseTo(0.15, 10);
  });
});

describe('the queue', () => {
  it('tells what works, and on what', async () => {
    const { body } = await callRest<QueueStats>(service(), 'GET', '/v1/stats/queue');
    expect(body).toMatchObject({ engine: 'ready', slots: 2 });
    expect(body.campaigns).toContainEqual({ state: 'finished', count: 1 });
  });
});
