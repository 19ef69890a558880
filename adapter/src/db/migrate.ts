/**
 * Brings the schema up to date. Several adapters may start at once: one migrates under an advisory lock, the others
 * wait for it and find nothing left to do. All pending files run in one transaction: all or none.
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
    checkOrder: true,
    singleTransaction: true,
    advisoryLockMode: 'wait',
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
  return ran.map((migration) => migration.name);
}
