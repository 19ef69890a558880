/**
 * One run of a campaign at a time, by an advisory lock of a session of its own: it ends with the connection, so that
 * kill -9 leaves none behind. Not through the pool: slonik gives a connection up with whatever runs on it when the
 * server ends the session, and a campaign is to live through a restart of the database.
 *
 * Tried, never waited for in PostgreSQL: a wait there would not hear that the caller gives up.
 */
import pg from 'pg';

export interface CampaignLock {
  /** Resolves when the session ends although nobody released the lock (the database restarts). */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

const connectWithinMs = 2000;

/**
 * @returns null when another session has it
 * @throws the driver's error when the database cannot be reached
 */
export async function tryLockCampaign(databaseUrl: string, keySha256: string): Promise<CampaignLock | null> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectWithinMs,
    keepAlive: true,
    application_name: 'offerwright campaign lock',
  });
  const lost = Promise.withResolvers<void>();
  client.on('error', () => lost.resolve());
  client.on('end', () => lost.resolve());
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
      [`campaign ${keySha256}`],
    );
    if (rows[0]?.locked === true) return { lost: lost.promise, release: () => close(client) };
  } catch (error) {
    await close(client);
    throw error;
  }
  await close(client);
  return null;
}

/** A session that is gone already has nothing left to close. */
async function close(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined);
}
