/** The migrations: the schema they make is the one under review, they run once, and can be taken back. */
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

  it('seed sample terms for the 22 products, marked as samples', async () => {
    const url = await postgres.createDatabase('seeded');
    await migrate(url);
    const [counts] = await runSql(
      url,
      `SELECT count(*)::integer AS all, count(*) FILTER (WHERE is_sample)::integer AS samples,
        count(*) FILTER (WHERE legal_name = 'Банк ГПБ (АО)')::integer AS of_the_bank FROM offer_terms`,
    );
    expect(counts).toEqual({ all: 22, samples: 22, of_the_bank: 18 });
  });
});
