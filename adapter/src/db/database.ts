/**
 * The pool, and what its failures mean. slonik is imported in db/ only; the rest of the adapter sees `Database`.
 *
 * `openDatabase` asks the server for its types, so it fails while the server is down: start.ts tries again.
 */
import {
  BackendTerminatedError,
  BackendTerminatedUnexpectedlyError,
  type CommonQueryMethods,
  ConnectionError,
  createPool,
  type DatabasePool,
  IdleTransactionTimeoutError,
  StatementTimeoutError,
} from 'slonik';
import { validateRows } from './validate-rows.ts';

/** A pool: each statement takes a connection of its own. */
export type Database = DatabasePool;
/** A pool, a connection or a transaction: what a statement needs. */
export type Statements = CommonQueryMethods;

export interface DatabaseLog {
  warn(fields: object, message: string): void;
}

/** @throws the driver's error while the database cannot be reached. */
export async function openDatabase(databaseUrl: string, log: DatabaseLog): Promise<Database> {
  const pool = await createPool(databaseUrl, {
    connectionTimeout: 2000,
    connectionRetryLimit: 1,
    gracefulTerminationTimeout: 2000,
    idleTimeout: 60_000,
    interceptors: [validateRows],
    maxPoolSize: 10,
    // The default resets every connection by DISCARD ALL after each statement: a round trip for a state we never change.
    resetConnection: async () => undefined,
    statementTimeout: 10_000,
  });
  // Without a listener a connection that dies while idle would end the process.
  pool.on('error', (error) => log.warn({ reason: error.name }, 'a database connection failed'));
  return pool;
}

/** SQLSTATE classes and codes of a server that is away, starting, stopping or full. */
const unavailableStates = /^(08...|57P0[1-5]|53...|25006)$/;
const unavailableSystemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether the error says that the database is away (worth a retry), not that a statement is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (
      cause instanceof ConnectionError ||
      cause instanceof BackendTerminatedError ||
      cause instanceof BackendTerminatedUnexpectedlyError ||
      cause instanceof IdleTransactionTimeoutError ||
      cause instanceof StatementTimeoutError
    ) {
      return true;
    }
    const code = (cause as { code?: unknown }).code;
    if (typeof code === 'string' && (unavailableStates.test(code) || unavailableSystemCodes.has(code))) return true;
    if (/^(Connection terminated|timeout expired|Cannot use released connection)/.test(cause.message)) return true;
  }
  return false;
}
