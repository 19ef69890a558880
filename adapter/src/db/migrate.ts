/**
 * Brings the schema up to date. Several adapters may start at once: one migrates under an advisory lock, the others
 * wait for it and find nothing left to do. All pending files run in one transaction: all or none.
 *
 * Numbers are given out in ranges, so a database may have run a higher one before a lower one was written: the lower
 * ones run then, in their order (checkOrder would refuse to start).
 */
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';

export const migrationsDirectory = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** @returns Names of the migrations that ran, [] when the schema was up to date. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const silent = () => undefined;
  const ran = await runner({
    databaseUrl,
    dir: migrationsDirectory,
    ignorePattern: '\\..*|schema\\.sql|.*\\.md',
    direction: 'up',
    migrationsTable: 'schema_migrations',
    checkOrder: false,
    singleTransaction: true,
    advisoryLockMode: 'wait',
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
  return ran.map((migration) => migration.name);
}
