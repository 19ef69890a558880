/**
 * A campaign through what happens to it: stopped, killed, started twice, the server or the database away. Whatever
 * happens, every row of the file gets one answer, in the file's order, and no client is asked again once answered.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineState } from '@offerwright/proto/marketing/v1/generation_pb';
import { RequestError } from '@offerwright/server/src/domain/errors.ts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/postgres.ts';
import {
  type CampaignProcess,
  readLines,
  startCampaign,
  startWritingServer,
  type WritingServer,
  writeClientsFile,
  writingServerSlots,
} from '../kit/campaign-runs.ts';

let folder = '';
let postgres: EmbeddedPostgres;
let server: WritingServer;
let filesCount = 0;
const started: CampaignProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offerwright-campaign-'));
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
});
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  server = await startWritingServer();
});
afterEach(async () => {
  for (const run of started.splice(0)) {
    run.child.kill('SIGKILL');
    await run.ended;
  }
  await server.close();
});

/** A file of its own for each test: the content is the campaign's identity. */
function clientsFile(rowsCount: number, hasIds = true): Promise<string> {
  filesCount += 1;
  return writeClientsFile(folder, filesCount, rowsCount, hasIds);
}

function run(clients: string, out: string, ...more: string[]): CampaignProcess {
  const commandArguments = ['--clients', clients, '--product', 'CC', '--channel', 'SMS', '--out', out, ...more];
  const campaign = startCampaign(commandArguments, { databaseUrl: postgres.url, inferenceAddress: server.address });
  started.push(campaign);
  return campaign;
}

async function finished(campaign: CampaignProcess, code = 0): Promise<string> {
  const end = await campaign.ended;
  expect(end, campaign.said()).toEqual({ code, signal: null });
  return campaign.said();
}

async function query(statement: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows;
  } finally {
    await client.end();
  }
}

const askedIds = () => server.calls.map(({ client }) => Number(client.id));
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

/** Holds every answer from the given call on, until released or the call is cancelled. */
function holdFrom(number: number): () => void {
  const gate = Promise.withResolvers<void>();
  server.before = async ({ context }, call) => {
    if (call < number) return;
    const left = new Promise<never>((_, reject) =>
      context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true }),
    );
    await Promise.race([gate.promise, left]);
  };
  return gate.resolve;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** What every finished campaign over `clientsFile(count)` must show, in the file and in the store. */
async function expectWhole(out: string, count: number): Promise<void> {
  const rows = await readLines(out);
  expect(rows.map(({ id }) => id)).toEqual(range(1000, count));
  expect(new Set(rows.map(({ seed }) => seed)).size).toBe(1);
  for (const row of rows) expect(row.text).toBe(`Текст для клиента ${row.id}, зерно ${row.seed}`);
  const [stored] = await query(
    `SELECT count(*)::int AS asked, count(DISTINCT position)::int AS positions, count(answers.asked_client_id)::int AS answered
     FROM asked_clients LEFT JOIN answers ON asked_client_id = asked_clients.id WHERE request_id = $1`,
    [rows[0]!.request_id],
  );
  expect(stored).toEqual({ asked: count, positions: count, answered: count });
}

describe('texts that a campaign used', () => {
  const usedIn = (call: WritingServer['calls'][number]) =>
    call.request.usedTexts.map(({ id, variants }) => `${id} ${variants.join('.')}`);

  it('go with each request, and those before a stop with the first one after it', async () => {
    const clients = await clientsFile(14);
    const out = join(folder, 'used.jsonl');
    server.before = async (_, number) => {
      if (number < 11) return;
      first.child.kill('SIGKILL');
      await first.ended;
    };
    const first = run(clients, out, '--concurrency', '1');
    await first.ended;
    const used = [0, 1].map((n) => `thread-${n} 0.2.1`);
    expect(server.calls.slice(7, 10).map(usedIn)).toEqual([0, 1, 2].map((count) => used.slice(0, count)));
    server.before = () => undefined;
    const callsCount = server.calls.length;
    await finished(run(clients, out, '--concurrency', '1'));
    const later = server.calls.slice(callsCount);
    expect(usedIn(later[0]!).slice(0, 2)).toEqual(used);
    expect(usedIn(later.at(-1)!)).toHaveLength(6);
  });
});

describe('a campaign that is left alone', () => {
  it('answers every row in order, problems among them, and writes a summary', async () => {
    const clients = join(folder, 'problems.csv');
    await writeFile(clients, 'ID;age\n7;30\nx;31\n7;32\n\n9;wrong\n8;"33,5"\n');
    const out = join(folder, 'problems.jsonl');
    const summary = join(folder, 'problems.json');
    const said = await finished(run(clients, out, '--seed', '5', '--summary', summary));
    const rows = await readLines(out);
    expect(rows.map(({ row, id, status, text }) => ({ row, id, status, text }))).toEqual([
      { row: 1, id: 7, status: 'sendable', text: 'Текст для клиента 7, зерно 5' },
      { row: 2, id: null, status: 'error', text: null },
      { row: 3, id: 7, status: 'error', text: null },
      { row: 5, id: 9, status: 'error', text: null },
      { row: 6, id: 8, status: 'sendable', text: 'Текст для клиента 8, зерно 5' },
    ]);
    expect(rows.map(({ error }) => error && String(error).split(':')[0])).toEqual([
      null,
      'invalid_client_id',
      'duplicate_client_id',
      'invalid_feature',
      null,
    ]);
    expect(Object.keys(rows[0]!).slice(0, 5)).toEqual(['id', 'status', 'source', 'text', 'confidence']);
    expect(rows[0]).toMatchObject({
      source: 'model',
      confidence: 0.5,
      signals: ['salary', 'petrol'],
      variants: [0, 2, 1],
      verdict_passed: true,
      sms_segments: 1,
      total_ms: 12.5,
      model_name: 'test-model',
    });
    expect(server.calls.map(({ client }) => client.features.age?.kind.value)).toEqual(
      expect.arrayContaining(['30', 'wrong', '33.5']),
    );
    expect(JSON.parse(await readFile(summary, 'utf8'))).toMatchObject({
      rows: 5,
      status: { sendable: 2, not_sendable: 0, refused: 0, error: 3 },
      source: { model: 2, rules: 0 },
      verdicts: { passed: 2, blocked: 0 },
      confidence: { p10: 0.5, p50: 0.5, p90: 0.5 },
      distinct_texts: 2,
      answered_in_this_run: 3,
    });
    expect(said).toMatch(/5\/5 rows/);
    expect(said).toMatch(/source +model 2 \(100\.0 %\)/);
  });

  it('keeps as many clients in flight as the server has slots, and one more', async () => {
    server.before = () => new Promise((resolve) => setTimeout(resolve, 5));
    const out = join(folder, 'flight.jsonl');
    await finished(run(await clientsFile(60), out));
    expect(server.inFlightMax()).toBe(writingServerSlots + 1);
    await expectWhole(out, 60);
  });

  it('stores the asked row before the server hears of the client', async () => {
    const unasked: string[] = [];
    server.before = async ({ client }) => {
      const [row] = await query(
        'SELECT asked_clients.id FROM asked_clients LEFT JOIN answers ON asked_client_id = id WHERE client_id = $1 AND answers IS NULL',
        [client.id],
      );
      if (row === undefined) unasked.push(String(client.id));
    };
    await finished(run(await clientsFile(5), join(folder, 'asked.jsonl')));
    expect(server.calls).toHaveLength(5);
    expect(unasked).toEqual([]);
  });

  it('writes the same rows as xlsx, CSV and JSONL, asking once', async () => {
    const clients = await clientsFile(4);
    for (const format of ['jsonl', 'csv', 'xlsx']) await finished(run(clients, join(folder, `same.${format}`)));
    expect(server.calls).toHaveLength(4);
    const { openClientsFile } = await import('@offerwright/adapter/src/campaigns/open-clients-file.ts');
    const rows = await readLines(join(folder, 'same.jsonl'));
    for (const format of ['csv', 'xlsx'] as const) {
      const file = await openClientsFile(join(folder, `same.${format}`), format, null);
      const read = [];
      for await (const row of file.rows())
        if (row.kind === 'client') read.push({ id: row.clientId, text: row.features.text });
      expect(read).toEqual(rows.map(({ id, text }) => ({ id, text })));
    }
  });
});

describe('a campaign that is stopped', () => {
  it.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
  ] as const)('goes on after %s where it stopped', async (_name, signal, code) => {
    const clients = await clientsFile(40);
    const out = join(folder, `stopped-${signal}.jsonl`);
    const release = holdFrom(15);
    const first = run(clients, out);
    await until(() => server.inFlight() === writingServerSlots + 1);
    first.child.kill(signal);
    expect(await finished(first, code)).toMatch(/stopping; the same command goes on/);
    await until(() => server.inFlight() === 0);
    await expect(readFile(out)).rejects.toThrow('ENOENT');
    const answeredBefore = 14;
    const askedBefore = server.calls.length;
    release();
    expect(await finished(run(clients, out))).toMatch(new RegExp(`going on with campaign .*${answeredBefore} done`));
    expect(server.calls).toHaveLength(askedBefore + 40 - answeredBefore);
    await expectWhole(out, 40);
  });

  it('goes on after kill -9, at any point, without repeating or losing a client', async () => {
    const clients = await clientsFile(90);
    const out = join(folder, 'killed.jsonl');
    server.before = () => new Promise((resolve) => setTimeout(resolve, 3));
    for (const answered of [7, 31, 66]) {
      const killed = run(clients, out);
      await until(() => server.calls.length >= answered);
      killed.child.kill('SIGKILL');
      expect((await killed.ended).signal).toBe('SIGKILL');
    }
    await until(() => server.inFlight() === 0);
    await finished(run(clients, out));
    await expectWhole(out, 90);
    // Only what was in flight at a kill may have been asked twice.
    expect(server.calls.length).toBeLessThanOrEqual(90 + 3 * (writingServerSlots + 1));
    expect(new Set(server.calls.map(({ request }) => request.options?.seed)).size).toBe(1);
    expect(new Set(askedIds())).toEqual(new Set(range(1000, 90)));
  });
});

describe('a campaign that is started again', () => {
  it('waits for the run that is at work, then writes from the store', async () => {
    const clients = await clientsFile(12);
    const release = holdFrom(6);
    const first = run(clients, join(folder, 'first.jsonl'));
    await until(() => server.inFlight() === writingServerSlots + 1);
    const second = run(clients, join(folder, 'second.jsonl'));
    await second.saying(/another run of this campaign is at work/);
    release();
    await finished(first);
    expect(await finished(second)).toMatch(/this campaign is finished/);
    expect(server.calls).toHaveLength(12);
    await expectWhole(join(folder, 'second.jsonl'), 12);
  });

  it('takes over from a run that is killed while it waits', async () => {
    const clients = await clientsFile(12);
    const release = holdFrom(6);
    const first = run(clients, join(folder, 'over-first.jsonl'));
    await until(() => server.inFlight() === writingServerSlots + 1);
    const second = run(clients, join(folder, 'over-second.jsonl'));
    await second.saying(/another run of this campaign is at work/);
    first.child.kill('SIGKILL');
    release();
    await finished(second);
    await expectWhole(join(folder, 'over-second.jsonl'), 12);
  });

  it('writes a finished campaign again without a server, and starts anew with --fresh', async () => {
    const clients = await clientsFile(6);
    const out = join(folder, 'again.jsonl');
    await finished(run(clients, out));
    const before = await readFile(out, 'utf8');
    server.state = EngineState.DOWN;
    expect(await finished(run(clients, out))).toMatch(/this campaign is finished .*written again from the store/);
    expect(await readFile(out, 'utf8')).toBe(before);
    server.state = EngineState.READY;
    await finished(run(clients, out, '--fresh'));
    expect(server.calls).toHaveLength(12);
    const [first, fresh] = [JSON.parse(before.split('\n')[0]!), (await readLines(out))[0]!];
    expect(fresh.campaign_id).not.toBe(first.campaign_id);
    await expectWhole(out, 6);
    // Without --fresh the newest counts.
    await finished(run(clients, out));
    expect((await readLines(out))[0]!.campaign_id).toBe(fresh.campaign_id);
  });

  it('is another campaign with other options, and keeps a seed that it was given', async () => {
    const clients = await clientsFile(3);
    const out = join(folder, 'options.jsonl');
    await finished(run(clients, out, '--seed', '42'));
    await finished(run(clients, out, '--seed', '43', '--temperature', '0.7', '--concern', 'support'));
    await finished(run(clients, out, '--seed', '42', '--limit', '2'));
    expect(server.calls.map(({ request }) => request.options?.seed)).toEqual([42, 42, 42, 43, 43, 43, 42, 42]);
    expect(server.calls[3]!.request.options).toMatchObject({ temperature: 0.7, concern: 4 });
    await expectWhole(out, 2);
  });
});

describe('threads used before', () => {
  it('are named for clients with ids, newest first, for that product and channel', async () => {
    const clients = join(folder, 'recent.csv');
    await writeFile(clients, 'id,age\n-11,30\n-12,31\n-13,32\n');
    await finished(run(clients, join(folder, 'recent.jsonl'), '--seed', '1'));
    await finished(run(clients, join(folder, 'recent.jsonl'), '--seed', '2'));
    await finished(run(clients, join(folder, 'recent.jsonl'), '--seed', '3'));
    const recent = server.calls.map(({ client }) => client.recentThreadIds);
    const idOf = (index: number) => `thread-${Number(server.calls[index]!.client.id) % 5}`;
    expect(recent.slice(0, 3)).toEqual([[], [], []]);
    expect(recent[4]).toEqual([idOf(4)]);
    expect(recent[7]).toEqual([idOf(7), idOf(7)]);
    const other = startCampaign(
      ['--clients', clients, '--product', 'CC', '--channel', 'PUSH', '--out', join(folder, 'recent.jsonl')],
      { databaseUrl: postgres.url, inferenceAddress: server.address },
    );
    await finished(other);
    expect(server.calls.slice(9).map(({ client }) => client.recentThreadIds)).toEqual([[], [], []]);
  });

  it('are not named where ids are row numbers, nor taken from such files', async () => {
    const withoutIds = await clientsFile(3, false);
    await finished(run(withoutIds, join(folder, 'rows.jsonl'), '--seed', '1'));
    await finished(run(withoutIds, join(folder, 'rows.jsonl'), '--seed', '2'));
    const withIds = join(folder, 'small-ids.csv');
    await writeFile(withIds, 'id,age\n1,30\n2,31\n3,32\n');
    await finished(run(withIds, join(folder, 'rows.jsonl')));
    expect(askedIds().sort()).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
    expect(server.calls.flatMap(({ client }) => client.recentThreadIds)).toEqual([]);
  });
});

describe('a server in trouble', () => {
  it('that refuses for the moment is asked again', async () => {
    const refused = new Map<string, number>();
    server.before = ({ client }) => {
      const times = refused.get(String(client.id)) ?? 0;
      refused.set(String(client.id), times + 1);
      if (times === 0 && client.id % 3n === 0n) throw new RequestError('overloaded', 'the queue is full');
      if (times < 3 && client.id % 7n === 0n) throw new RequestError('draining', 'restarting');
    };
    const out = join(folder, 'refusing.jsonl');
    await finished(run(await clientsFile(20), out));
    await expectWhole(out, 20);
  });

  it('that stays away ends the run, and the same command goes on', async () => {
    const clients = await clientsFile(10);
    const out = join(folder, 'away.jsonl');
    server.before = (_call, number) => {
      if (number > 4) throw new RequestError('overloaded', 'the queue is full');
    };
    expect(await finished(run(clients, out), 1)).toMatch(/inference_unavailable: Tried 8 times/);
    server.before = () => {};
    await finished(run(clients, out));
    await expectWhole(out, 10);
  });

  it('whose model runs out of time is asked once more, and by fewer at once', async () => {
    const times = new Map<bigint, number>();
    server.before = () => new Promise((resolve) => setTimeout(resolve, 5));
    server.isLate = ({ client }) => {
      const asked = (times.get(client.id) ?? 0) + 1;
      times.set(client.id, asked);
      return client.id === 1020n || (client.id < 1006n && asked === 1);
    };
    const out = join(folder, 'late.jsonl');
    await finished(run(await clientsFile(30), out));
    await expectWhole(out, 30);
    const rows = await readLines(out);
    expect(rows.filter(({ source }) => source === 'rules').map(({ id }) => id)).toEqual([1020]);
    expect(askedIds().filter((id) => id < 1006 || id === 1020)).toHaveLength(14);
    expect(server.calls).toHaveLength(37);
  });

  it('that fails on one client gives that client an error', async () => {
    server.before = ({ client }) => {
      if (client.id === 1002n) throw new Error('a bug');
    };
    const out = join(folder, 'bug.jsonl');
    await finished(run(await clientsFile(5), out));
    const rows = await readLines(out);
    expect(rows.map(({ status }) => status)).toEqual(['sendable', 'sendable', 'error', 'sendable', 'sendable']);
    expect(rows[2]!.error).toBe('internal: internal error');
  });

  it('that loads its model is waited for', async () => {
    server.state = EngineState.LOADING;
    const out = join(folder, 'loading.jsonl');
    const campaign = run(await clientsFile(3), out);
    await campaign.saying(/the model is loading; waiting up to 300 s/);
    expect(server.calls).toHaveLength(0);
    server.state = EngineState.READY;
    await finished(campaign);
    await expectWhole(out, 3);
  });

  it('whose engine is down writes nothing unless rules were asked for', async () => {
    server.state = EngineState.DOWN;
    const clients = await clientsFile(3);
    const out = join(folder, 'down.jsonl');
    expect(await finished(run(clients, out), 1)).toMatch(/engine_not_ready: .*the model file is damaged.*rules_only/);
    expect(server.calls).toHaveLength(0);
    await finished(run(clients, out, '--policy', 'rules_only'));
    expect(server.calls[0]!.request.options?.policy).toBe(2);
  });

  it('is not asked for an unknown product or channel, and nothing is stored', async () => {
    const clients = await clientsFile(3);
    const [before] = await query('SELECT count(*) FROM campaigns');
    const out = join(folder, 'unknown.jsonl');
    const campaign = startCampaign(['--clients', clients, '--product', 'XX', '--channel', 'SMS', '--out', out], {
      databaseUrl: postgres.url,
      inferenceAddress: server.address,
    });
    expect(await finished(campaign, 2)).toMatch(/request_refused: --product: one of CC, DC; "XX" came\./);
    expect(await query('SELECT count(*) FROM campaigns')).toEqual([before]);
  });
});

describe('a database in trouble', () => {
  it('that restarts in mid-run is waited for, and nothing is lost', async () => {
    const clients = await clientsFile(30);
    const out = join(folder, 'restart.jsonl');
    const release = holdFrom(12);
    const campaign = run(clients, out);
    await until(() => server.inFlight() === writingServerSlots + 1);
    await postgres.stop();
    release();
    await campaign.saying(/the database does not answer/);
    postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), port: postgres.port });
    await finished(campaign);
    await expectWhole(out, 30);
  });

  it('whose session with the lock ends lets another run take over, and this one stops', async () => {
    const clients = await clientsFile(10);
    holdFrom(5);
    const first = run(clients, join(folder, 'taken.jsonl'));
    await until(() => server.inFlight() === writingServerSlots + 1);
    const [campaign] = await query('SELECT key_sha256 FROM campaigns ORDER BY id DESC LIMIT 1');
    const other = new pg.Client({ connectionString: postgres.url });
    await other.connect();
    const taken = other.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`campaign ${campaign.key_sha256}`]);
    await query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'offerwright campaign lock'",
    );
    await taken;
    expect(await finished(first, 1)).toMatch(/taken_over: .*another run of this campaign went on/);
    await other.end();
    server.before = () => {};
    await finished(run(clients, join(folder, 'taken.jsonl')));
    await expectWhole(join(folder, 'taken.jsonl'), 10);
  });
});

describe('mistakes in the command', () => {
  it('are said before anything is asked or stored', async () => {
    const clients = await clientsFile(2);
    expect(await finished(run(clients, join(folder, 'none', 'texts.csv')), 2)).toMatch(/--out: its folder must exist/);
    expect(await finished(run(join(folder, 'none.csv'), join(folder, 'x.csv')), 2)).toMatch(/there is no such file/);
    expect(await finished(run(clients, join(folder, 'x.csv'), '--limit', '0'), 2)).toMatch(/--limit: a whole number/);
    const unset = startCampaign(
      ['--clients', clients, '--product', 'CC', '--channel', 'SMS', '--out', join(folder, 'x.csv')],
      { databaseUrl: 'mysql://nowhere', inferenceAddress: server.address },
    );
    expect(await finished(unset, 2)).toMatch(/configuration: settings: DATABASE_URL/);
    expect(server.calls).toHaveLength(0);
  });

  it('help goes to standard output', async () => {
    const help = startCampaign(['--help'], { databaseUrl: '', inferenceAddress: '' });
    await finished(help);
    expect(help.printed()).toContain('npm run -s campaign -- --clients FILE');
    expect(help.said()).toBe('');
  });
});
