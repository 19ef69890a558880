/**
 * Puts the adapter together. It listens at once: /healthz is 200 from the first moment, /readyz 503 until database and
 * inference server are there. Order of the end: refuse new work → wait for what is in flight → close connections,
 * inference, database.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnsweringContext } from './answering/command.ts';
import { createApp } from './app.ts';
import { ensureAdministrator } from './auth/ensure-administrator.ts';
import { createGuessLimit } from './auth/limit-guesses.ts';
import { createSessions } from './auth/sessions.ts';
import { createSignInTrail } from './auth/sign-in-trail.ts';
import { createCredentialVerifier } from './auth/verify-credentials.ts';
import { startPlanWorker } from './campaigns/plans/plan-worker.ts';
import { ensureSampleCatalogue } from './catalogue/ensure-sample.ts';
import { type Clock, createUuidSource, withinMs } from './clock.ts';
import type { Config } from './config.ts';
import { findEditionInForce } from './db/copybook/find-edition-in-force.ts';
import { readEdition } from './db/copybook/read-edition.ts';
import { type DatabaseHolder, holdDatabase } from './db/database-holder.ts';
import { findUser } from './db/users/find-user.ts';
import { RequestError } from './errors.ts';
import { createInferenceClient, type InferenceClient } from './inference/inference-client.ts';
import { startTelegram } from './insight/interviews/telegram-bot.ts';
import { type InboxWorker, type InboxWorkerOptions, startInboxWorker } from './insight/market/inbox/inbox-worker.ts';
import { limits } from './limits.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createStateObserver } from './stats/observe-state.ts';
import { readQueue } from './stats/read-queue.ts';
import { createStatsRefresher } from './stats/refresh-stats.ts';

export interface Surroundings {
  readonly clock: Clock;
  readonly log: Log;
  /** Shows a text once to whoever started the adapter (standard output). */
  readonly announce: (text: string) => void;
}

export interface RunningAdapter {
  readonly port: number;
  /** Resolves when the database has been prepared. */
  readonly ready: Promise<void>;
  /** Drains and closes; safe to call twice. */
  close(): Promise<void>;
}

/** @throws Error when the port is taken. */
export async function startAdapter(config: Config, surroundings: Surroundings): Promise<RunningAdapter> {
  const { clock, log, announce } = surroundings;
  const createUuid = createUuidSource(clock);
  const metrics = createMetrics();
  const inference = createInferenceClient(config.inferenceAddress, clock, (hash) => readEdition(holder.get(), hash));
  const holder = holdDatabase({
    databaseUrl: config.databaseUrl,
    clock,
    log,
    prepare: async (database) => {
      const { adminName: name, adminPassword: password } = config;
      const wasMade = await ensureAdministrator(database, { name, password, clock, createUuid, announce });
      if (wasMade) log.info({ user: name }, 'made the first administrator');
      const sampleRows = await ensureSampleCatalogue(database, clock);
      if (sampleRows > 0) log.info({ rows: sampleRows }, 'filled the empty offer catalogue with the sample');
    },
  });
  const statsRefresher = createStatsRefresher({ database: () => holder.get(), clock, log });
  statsRefresher.start();
  let isDraining = false;
  const answering = (): AnsweringContext => ({
    database: holder.get(),
    inference,
    clock,
    createUuid,
    log,
    metrics,
  });
  const worker = startPlanWorker({
    databaseUrl: config.databaseUrl,
    clock,
    ready: holder.ready,
    context: answering,
    warn: (fields, message) => log.warn(fields, message),
  });
  const inbox = startInbox(config, holder, { clock, createUuid, log });
  const app = createApp({
    clock,
    createUuid,
    log,
    metrics,
    authentication: {
      verifier: await createVerifier(clock, holder),
      sessions: createSessions(() => holder.get(), clock),
      guesses: createGuessLimit(),
      trail: createSignInTrail(() => holder.get(), clock),
    },
    isDraining: () => isDraining,
    ratePerMinute: config.ratePerMinute,
    bodyBytesMax: config.bodyBytesMax,
    isBehindTls: config.isBehindTls,
    answering,
    inference,
    campaigns: () => ({ ...answering(), wake: worker.wake }),
    catalogue: () => ({ database: holder.get(), inference, clock }),
    copybook: () => ({ database: holder.get(), inference, clock, createUuid, log }),
    clientsPerRequestMax: config.clientsPerRequestMax,
    database: () => holder.get(),
    marketInbox: inbox,
    statsRefresher,
    observe: createStateObserver({ database: () => holder.get(), inference, clock, metrics }),
    queue: () => readQueue(holder.get(), inference, clock),
    readiness: {
      database: () => holder.problem(),
      inference: () => inferenceProblem(inference),
      model: () => describeModel(inference),
      isDraining: () => isDraining,
    },
  });
  const server = createServer(app.callback());
  const port = await listen(server, config.port, config.host);
  log.info({ host: config.host, port }, 'listening');
  void holder.ready.then(() => sendEdition(holder, inference, log));
  const telegram = startTelegram(config.telegram, answering, log);

  let closed: Promise<void> | null = null;
  const close = async () => {
    isDraining = true;
    statsRefresher.stop();
    await Promise.all([drain(server, clock), worker.stop(), inbox?.stop()]);
    await (await telegram)?.stop();
    inference.close();
    await holder.close();
    log.info('ended');
  };
  return {
    port,
    ready: holder.ready,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** Null where no folder is watched. */
function startInbox(
  { marketInbox: folder, databaseUrl }: Config,
  holder: DatabaseHolder,
  parts: Pick<InboxWorkerOptions, 'clock' | 'createUuid' | 'log'>,
): InboxWorker | null {
  if (folder === null) return null;
  return startInboxWorker({ ...parts, folder, databaseUrl, ready: holder.ready, database: () => holder.get() });
}

function createVerifier(clock: Clock, holder: DatabaseHolder) {
  return createCredentialVerifier({
    clock,
    findUser: (name) =>
      withinMs(clock, limits.databaseWaitMs, findUser(holder.get(), name), () => {
        throw new RequestError('database_unavailable', 'the database does not answer in time', { retryAfterS: 1 });
      }),
  });
}

/** The server gets the edition in force before the first request asks for it; one that is away gets it then. */
async function sendEdition(holder: DatabaseHolder, inference: InferenceClient, log: Log): Promise<void> {
  try {
    const edition = await findEditionInForce(holder.get());
    if (edition !== null) await inference.loadCopybook(edition.hash);
  } catch (error) {
    log.warn({ err: error }, 'the server does not have the edition of the copybook yet');
  }
}

/** Why it cannot be asked stands beside it: see `inferenceProblem`. */
async function describeModel(inference: InferenceClient): Promise<string> {
  const described = await inference.describe().catch(() => null);
  return described?.modelName ? `${described.modelName} (${described.modelFile})` : '';
}

async function inferenceProblem(inference: InferenceClient): Promise<string | null> {
  try {
    await inference.checkHealth();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}

/** Kept-alive connections close as soon as they are idle; what still runs after `drainMs` is cut off. */
async function drain(server: Server, clock: Clock): Promise<void> {
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => server.close(() => resolve())).then(() => {
    hasEnded = true;
  });
  const closeIdle = () => {
    if (hasEnded) return;
    server.closeIdleConnections();
    clock.schedule(limits.drainPollMs, closeIdle);
  };
  closeIdle();
  await withinMs(clock, limits.drainMs, ended, () => server.closeAllConnections());
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
