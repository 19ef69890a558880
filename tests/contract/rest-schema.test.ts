/** The migrations: the schema they make is the one under review, they run once, and can be taken back. */
import { ensureSampleCatalogue } from '@offerwright/adapter/src/catalogue/ensure-sample.ts';
import { systemClock } from '@offerwright/adapter/src/clock.ts';
import { openDatabase } from '@offerwright/adapter/src/db/database.ts';
import { dumpSchema } from '@offerwright/adapter/src/db/dump-schema.ts';
import { migrate, migrationsDirectory } from '@offerwright/adapter/src/db/migrate.ts';
import { runner } from 'node-pg-migrate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql, startTestPostgres, type TestPostgres } from '../kit/postgres.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres?.destroy());

const silent = () => undefined;
const logger = { debug: silent, info: silent, warn: silent, error: silent };

describe('migrations', () => {
  it('make the schema of migrations/schema.sql (npx vitest -u after a new migration)', async () => {
    const url = await postgres.createDatabase('dumped');
    await migrate(url);
    const database = await openDatabase(url, { warn: silent });
    const schema = await dumpSchema(database);
    await database.end();
    await expect(schema).toMatchFileSnapshot('../../migrations/schema.sql');
  });

  it('run once, however many start at once', async () => {
    const url = await postgres.createDatabase('concurrent');
    const ran = await Promise.all(Array.from({ length: 5 }, () => migrate(url)));
    const names = ran.flat();
    expect(names.length).toBeGreaterThan(2);
    expect(new Set(names).size).toBe(names.length);
    expect(await migrate(url)).toEqual([]);
  });

  it('can all be taken back and run again', async () => {
    const url = await postgres.createDatabase('reversed');
    const ran = await migrate(url);
    const options = { databaseUrl: url, dir: migrationsDirectory, migrationsTable: 'schema_migrations', logger };
    const ignorePattern = '\\..*|schema\\.sql|.*\\.md';
    await runner({ ...options, ignorePattern, direction: 'down', count: ran.length });
    const left = await runSql(url, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
    expect(left).toEqual([{ tablename: 'schema_migrations' }]);
    expect(await migrate(url)).toEqual(ran);
  });

  it('run lower numbers too where a higher one has run, and keep terms that are no sample', async () => {
    const url = await postgres.createDatabase('older');
    const options = { databaseUrl: url, dir: migrationsDirectory, migrationsTable: 'schema_migrations', logger };
    const ignorePattern = '\\..*|schema\\.sql|.*\\.md';
    const up = { ...options, ignorePattern, direction: 'up' as const, checkOrder: false };
    await runner({ ...up, count: 3 });
    await runner({ ...up, file: '000010_campaigns' });
    for (const [version, erid, from] of [
      ['b', 'token', '2026-04-01'],
      ['a', '', '2026-03-01'],
    ]) {
      await runSql(
        url,
        `INSERT INTO offer_terms (product_code, version, legal_name, effective_from, erid)
         VALUES ('CC', $1, 'АО «Банк Пример»', $2, $3)`,
        [version, from, erid],
      );
    }
    const ran = await migrate(url);
    expect(ran).toContain('000004_offer_catalogue');
    expect(ran).not.toContain('000010_campaigns');
    const terms = await runSql(
      url,
      `SELECT product_code, version, erids, effective_from::text AS "from" FROM offer_terms ORDER BY version`,
    );
    expect(terms).toEqual([
      { product_code: 'CC', version: 1, erids: {}, from: '2026-03-01' },
      { product_code: 'CC', version: 2, erids: { '*': 'token' }, from: '2026-04-01' },
    ]);
  });

  it('let nobody change or delete what is history', async () => {
    const url = await postgres.createDatabase('append_only');
    await migrate(url);
    const user = '00000000-0000-7000-8000-000000000001';
    await runSql(
      url,
      `INSERT INTO offer_terms (product_code, version, legal_name, effective_from) VALUES ('CC', 1, 'x', '2026-01-01')`,
    );
    const made = [user, new Date()];
    await runSql(
      url,
      `INSERT INTO client_contacts (id, client_id, channel_code, consent, at, source, created_by, created_at)
       VALUES (gen_random_uuid(), 1, 'SMS', true, now(), 'form', $1, $2)`,
      made,
    );
    await runSql(
      url,
      `INSERT INTO client_flag_changes (id, client_id, source, created_by, created_at)
       VALUES (gen_random_uuid(), 1, 'form', $1, $2)`,
      made,
    );
    await runSql(
      url,
      `INSERT INTO contact_policies (version, channel_messages_max, all_messages_max, window_days, consent_required,
         created_by, created_at) VALUES (1, 0, 0, 30, false, $1, $2)`,
      made,
    );
    for (const [table, column] of [
      ['offer_terms', 'legal_name'],
      ['client_contacts', 'source'],
      ['client_flag_changes', 'source'],
      ['contact_policies', 'window_days'],
    ]) {
      await expect(runSql(url, `UPDATE ${table} SET ${column} = ${column}`)).rejects.toThrow(
        /never changed or deleted/,
      );
      await expect(runSql(url, `DELETE FROM ${table}`)).rejects.toThrow(/never changed or deleted/);
    }
  });
});

describe('the sample of the offer catalogue', () => {
  async function openMigrated(name: string) {
    const url = await postgres.createDatabase(name);
    await migrate(url);
    return { url, database: await openDatabase(url, { warn: silent }) };
  }

  it('fills an empty catalogue once, however many adapters start at once', async () => {
    const { url, database } = await openMigrated('sampled');
    await Promise.all(Array.from({ length: 4 }, () => ensureSampleCatalogue(database, systemClock)));
    expect(await ensureSampleCatalogue(database, systemClock)).toBe(0);
    await database.end();
    const [counts] = await runSql(
      url,
      `SELECT count(*)::integer AS all, count(DISTINCT product_code)::integer AS products,
        count(*) FILTER (WHERE is_sample AND origin = 'first_start')::integer AS samples,
        count(*) FILTER (WHERE legal_name = 'Банк ГПБ (АО)')::integer AS of_the_bank FROM offer_terms`,
    );
    expect(counts).toEqual({ all: 22, products: 22, samples: 22, of_the_bank: 18 });
  });

  it('leaves a catalogue with any row alone', async () => {
    const { url, database } = await openMigrated('own_terms');
    await runSql(
      url,
      `INSERT INTO offer_terms (product_code, version, legal_name, effective_from) VALUES ('CC', 1, 'x', '2026-01-01')`,
    );
    expect(await ensureSampleCatalogue(database, systemClock)).toBe(0);
    await database.end();
    expect(await runSql(url, 'SELECT count(*)::integer FROM offer_terms')).toEqual([{ count: 1 }]);
  });
});
