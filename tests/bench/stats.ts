/**
 * npm run bench -- stats [--rows N] [--minutes N] [--runs N]: the dashboards over a long history, through the REST API of
 * an adapter of its own with a PostgreSQL of its own: counting it all, counting what is new, and every question.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '@offerwright/adapter/src/db/database.ts';
import { refreshStats } from '@offerwright/adapter/src/stats/refresh-stats.ts';
import { adminAuthorization, runAdapter, untilMissing } from '../kit/adapter-process.ts';
import { runSql, startTestPostgres } from '../kit/postgres.ts';
import { describeMachine, percentile, printTable } from './kit/figures.ts';
import { fillStats } from './kit/fill-stats.ts';
import { startServerProcess } from './kit/server-process.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '10' },
    runs: { type: 'string', default: '10' },
  },
});
const runsCount = Number(values.runs);
const msPerDay = 86_400_000;

console.log(describeMachine());
const postgres = await startTestPostgres();
const server = await startServerProcess({ OFFERWRIGHT_ENGINE: 'none' });
const databaseUrl = await postgres.createDatabase('stats');
const settings = { OFFERWRIGHT_RATE_LIMIT_PER_MINUTE: '1000000' };
const adapter = await runAdapter({ databaseUrl, inferenceAddress: server.grpcAddress, settings });
try {
  await untilMissing(adapter.url);
  const rowsCount = await fillStats({
    databaseUrl,
    rowsCount: Number(values.rows),
    withinMs: Number(values.minutes) * 60_000,
    onProgress: (count) => {
      if (count % 100_000 === 0) console.log(`${count} rows`);
    },
  });
  printTable(['counting', 'rows', 'seconds'], await count(rowsCount));
  const sizes = await runSql(
    databaseUrl,
    `SELECT relname AS table, n_live_tup::integer AS rows, pg_size_pretty(pg_total_relation_size(relid)) AS size
     FROM pg_stat_user_tables WHERE relname LIKE 'stats\\_%' OR relname IN ('answers', 'outcomes') ORDER BY relname`,
  );
  printTable(
    ['table', 'rows', 'size'],
    sizes.map(({ table, rows, size }) => [String(table), Number(rows), String(size)]),
  );
  printTable(['question', 'days', 'runs', 'p50 ms', 'p95 ms', 'max ms'], await ask());
} finally {
  await adapter.end('SIGTERM');
  await server.stop();
  await postgres.destroy();
}

/** The adapter counts as well: whoever is first holds the lock, so this goes on until nothing is left. */
async function countAll(database: Awaited<ReturnType<typeof openDatabase>>): Promise<void> {
  for (;;) {
    await refreshStats(database, Date.now(), () => false);
    const [left] = await runSql(
      databaseUrl,
      'SELECT (SELECT count(*) FROM stats_stale_hours)::integer AS hours, (SELECT count(*) FROM stats_hours)::integer AS rows',
    );
    if (left?.hours === 0 && Number(left.rows) > 0) return;
    await sleep(200);
  }
}

/** All of it at once, as an update of the service does; then again, as every few minutes. */
async function count(rowsCount: number): Promise<(string | number)[][]> {
  const database = await openDatabase(databaseUrl, { warn: () => {} });
  const rows: (string | number)[][] = [];
  for (const name of ['everything, once', 'what is new']) {
    const startedMs = performance.now();
    await countAll(database);
    const tookS = (performance.now() - startedMs) / 1000;
    rows.push([name, name === 'what is new' ? 0 : rowsCount, tookS.toFixed(2)]);
  }
  const [{ hour } = { hour: new Date() }] = await runSql(
    databaseUrl,
    'SELECT hour, sum(texts_count) FROM stats_hours GROUP BY hour ORDER BY 2 DESC LIMIT 1',
  );
  await runSql(databaseUrl, 'INSERT INTO stats_stale_hours VALUES ($1)', [hour]);
  const [busy] = await runSql(databaseUrl, 'SELECT sum(texts_count)::integer AS n FROM stats_hours WHERE hour = $1', [
    hour,
  ]);
  const startedMs = performance.now();
  await refreshStats(database, Date.now(), () => false);
  rows.push(['one hour', Number(busy?.n ?? 0), ((performance.now() - startedMs) / 1000).toFixed(2)]);
  await database.end();
  return rows;
}

async function ask(): Promise<(string | number)[][]> {
  const sections = ['volumes', 'latency', 'rules', 'labels', 'calibration', 'outcomes', 'versions', 'threads'];
  const paths = [...sections, 'threads/CC-SMS-1', 'uplift', 'volumes&product=CC&channel=SMS'];
  const rows: (string | number)[][] = [];
  for (const path of paths) {
    for (const days of [7, 90]) {
      const [section = '', filter = ''] = path.split('&', 2);
      const rest = path.slice(section.length);
      const from = new Date(Date.now() - days * msPerDay).toISOString();
      const sample: number[] = [];
      for (let run = 0; run <= runsCount; run += 1) {
        const startedMs = performance.now();
        const response = await fetch(`${adapter.url}/v1/stats/${section}?from=${from}${rest}`, {
          headers: { authorization: adminAuthorization },
        });
        const body = await response.text();
        if (response.status !== 200) throw new Error(`${path}: ${response.status} ${body.slice(0, 300)}`);
        // The first call makes connections and plans.
        if (run > 0) sample.push(performance.now() - startedMs);
      }
      const name = filter === '' ? section : `${section}, one product and channel`;
      rows.push([name, days, sample.length, ...[0.5, 0.95, 1].map((share) => percentile(sample, share).toFixed(0))]);
    }
  }
  return rows;
}
