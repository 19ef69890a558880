/**
 * npm run bench -- history [--rows N] [--minutes N] [--runs N]: the usual questions to a long history, over the REST API
 * of an adapter of its own with a PostgreSQL of its own. Fills until the rows are there or the minutes are over, and says
 * how many there are.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { adminAuthorization, runAdapter, untilMissing } from '../kit/adapter-process.ts';
import { runSql, startTestPostgres } from '../kit/postgres.ts';
import { describeMachine, percentile, printTable } from './kit/figures.ts';
import { fillHistory } from './kit/fill-history.ts';
import { startServerProcess } from './kit/server-process.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '10' },
    runs: { type: 'string', default: '20' },
  },
});
const runsCount = Number(values.runs);

console.log(describeMachine());
const postgres = await startTestPostgres();
const server = await startServerProcess({ OFFERWRIGHT_ENGINE: 'none' });
const databaseUrl = await postgres.createDatabase('history');
const settings = { OFFERWRIGHT_RATE_LIMIT_PER_MINUTE: '1000000' };
const adapter = await runAdapter({ databaseUrl, inferenceAddress: server.grpcAddress, settings });
try {
  await untilMissing(adapter.url);
  const startedMs = performance.now();
  const rowsCount = await fillHistory({
    databaseUrl,
    rowsCount: Number(values.rows),
    withinMs: Number(values.minutes) * 60_000,
    onProgress: (count) => {
      if (count % 50_000 === 0) console.log(`${count} rows after ${seconds(performance.now() - startedMs)} s`);
    },
  });
  const [sizes] = await runSql(
    databaseUrl,
    `SELECT pg_size_pretty(pg_database_size(current_database())) AS whole,
      pg_size_pretty(pg_total_relation_size('history_entries')) AS entries,
      pg_size_pretty(pg_total_relation_size('history_texts')) AS texts`,
  );
  console.log(`${rowsCount} rows in ${seconds(performance.now() - startedMs)} s; sizes:`, sizes);
  await sleep(2000);
  printTable(['question', 'runs', 'p50 ms', 'p95 ms', 'max ms'], await ask(rowsCount));
  printTable(['export', 'rows', 'seconds', 'rows a second'], await exportAll());
} finally {
  await adapter.end('SIGTERM');
  await server.stop();
  await postgres.destroy();
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}

/** Each question with other values at each run, so that no page is asked twice. */
async function ask(rowsCount: number): Promise<(string | number)[][]> {
  const products = ['CC', 'DC', 'DEPOSIT', 'AUTO', 'MORTG', 'REFIN', 'INVEST', 'ISG'];
  const channels = ['SMS', 'PUSH', 'EMAIL', 'TMO', 'KND'];
  const cursors = (
    await runSql(databaseUrl, `SELECT id FROM history_entries TABLESAMPLE SYSTEM (1) LIMIT ${runsCount}`)
  ).map(({ id }) => String(id));
  const campaigns = (await runSql(databaseUrl, `SELECT id FROM campaigns ORDER BY random() LIMIT ${runsCount}`)).map(
    ({ id }) => String(id),
  );
  const of = (list: readonly string[], run: number) => list[run % list.length]!;
  const common = ['карта', 'банк', 'деньги', 'расчёт', 'заявка'];
  const rare = ['вторичка', 'дача', 'ипподром', 'рассада', 'коляска'];
  const list = '/v1/history?';
  const facets = '/v1/history/facets?';
  const questions: [string, (run: number) => string][] = [
    ['the newest page', () => list],
    ['a page in the depth', (run) => `${list}cursor=${of(cursors, run)}`],
    ['a page upwards', (run) => `${list}after=${of(cursors, run)}`],
    ['product', (run) => `${list}product=${of(products, run)}`],
    [
      'product, channel, by rules',
      (run) => `${list}product=${of(products, run)}&channel=${of(channels, run)}&source=rules`,
    ],
    [
      'product and channel in the depth',
      (run) => `${list}product=${of(products, run)}&channel=SMS&cursor=${of(cursors, run)}`,
    ],
    ['one client', (run) => `${list}client_id=${(run * 7919) % 200_000}`],
    ['one campaign', (run) => `${list}campaign=${of(campaigns, run)}`],
    ['errors', () => `${list}status=error`],
    ['unanswered', () => `${list}status=unanswered`],
    ['disputed', () => `${list}label=disputed`],
    ['a rule that blocked 1 in 7,000', () => `${list}rule=law.rate`],
    ['a frequent word', (run) => `${list}q=${encodeURIComponent(of(common, run))}`],
    ['a rare word', (run) => `${list}q=${encodeURIComponent(of(rare, run))}`],
    ['a phrase', () => `${list}q=${encodeURIComponent('"кредитная карта"')}`],
    ['a word and a product', (run) => `${list}product=${of(products, run)}&q=${encodeURIComponent(of(common, run))}`],
    ['a frequent word in the depth', (run) => `${list}q=${encodeURIComponent('банк')}&cursor=${of(cursors, run)}`],
    ['part of a thread’s id', (run) => `${list}q=${of(products, run)}-SMS`],
    ['counts, all', () => facets],
    ['counts, product', (run) => `${facets}product=${of(products, run)}`],
    ['counts, product, channel, by rules', (run) => `${facets}product=${of(products, run)}&channel=SMS&source=rules`],
    ['counts, a frequent word', (run) => `${facets}q=${encodeURIComponent(of(common, run))}`],
    ['counts, a rare word', (run) => `${facets}q=${encodeURIComponent(of(rare, run))}`],
    ['ten texts to label', () => '/v1/labels/next?count=10'],
    ['progress of labelling', () => '/v1/labels/progress?since=2023-11-14T00:00:00Z'],
  ];
  console.log(`questions to ${rowsCount} rows`);
  const rows: (string | number)[][] = [];
  for (const [name, urlOf] of questions) {
    const sample: number[] = [];
    for (let run = 0; run <= runsCount; run += 1) {
      const tookMs = await time(urlOf(run));
      // The first call makes connections and plans.
      if (run > 0) sample.push(tookMs);
    }
    rows.push([name, sample.length, ...[0.5, 0.95, 1].map((share) => percentile(sample, share).toFixed(0))]);
  }
  return rows;
}

async function time(path: string): Promise<number> {
  const startedMs = performance.now();
  const response = await fetch(adapter.url + path, { headers: { authorization: adminAuthorization } });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${body.slice(0, 300)}`);
  return performance.now() - startedMs;
}

async function exportAll(): Promise<(string | number)[][]> {
  const rows: (string | number)[][] = [];
  for (const format of ['csv', 'jsonl', 'xlsx']) {
    const startedMs = performance.now();
    const response = await fetch(`${adapter.url}/v1/history/export?product=OMS&format=${format}`, {
      headers: { authorization: adminAuthorization },
    });
    const body = Buffer.from(await response.arrayBuffer());
    const tookS = (performance.now() - startedMs) / 1000;
    const [counted] = await runSql(
      databaseUrl,
      `SELECT count(*)::integer AS count FROM history_entries WHERE product_code = 'OMS'`,
    );
    const count = counted!.count as number;
    rows.push([
      `${format}, ${(body.length / 2 ** 20).toFixed(0)} MiB`,
      count,
      tookS.toFixed(1),
      (count / tookS).toFixed(0),
    ]);
  }
  return rows;
}
