/**
 * Walks the rows of the file and gives the clients that are still to be asked, in order. A batch at a time: which rows
 * the store has already → what is known about contacting the clients → asked rows for the others, and at once the errors of rows that no client can be made of →
 * threads that the clients got before. So the asked row is always there before the server hears of the client, and a
 * client that was asked but not answered is asked again under the same row.
 */
import { type ContactFacts, unknownContact } from '../api/contact-facts.ts';
import type { ActivePolicy } from '../api/contacts.ts';
import type { ClientErrorBody } from '../api/generate-response.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import { resolveContacts, withContact } from '../contacts/resolve-contacts.ts';
import { findAskedRows } from '../db/campaigns/find-asked-rows.ts';
import { findRecentThreads } from '../db/campaigns/find-recent-threads.ts';
import { findContactPolicy } from '../db/contacts/find-contact-policy.ts';
import { findEditionInForce } from '../db/copybook/find-edition-in-force.ts';
import type { Database, Statements } from '../db/database.ts';
import { insertAnswers } from '../db/requests/insert-answers.ts';
import { insertAskedClients } from '../db/requests/insert-asked-clients.ts';
import { campaignLimits } from './campaign-limits.ts';
import type { ClientsFile } from './open-clients-file.ts';
import type { ClientRow, FeatureValue, ProblemRow } from './parse-client-row.ts';

export interface PendingClient {
  readonly askedClientId: string;
  readonly position: number;
  readonly clientId: number;
  readonly features: Readonly<Record<string, FeatureValue>>;
  readonly recentThreadIds: readonly string[];
  /** What is known about contacting the client: its row's facts, then the stored ones. */
  readonly contact: ContactFacts;
  readonly contactPolicy: ActivePolicy;
  /** What the client said; absent: nothing is known. */
  readonly concernText?: string;
  /** The edition of the copybook in force when the client was asked about; "": the server's own. */
  readonly copybookHash: string;
}

export interface PrepareContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly requestId: string;
  readonly productCode: string;
  readonly channelCode: string;
  /** Repeats what fails while the database is away. */
  readonly persist: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Rows that got their error here. */
  readonly onProblems: (count: number) => void;
}

export async function* prepareClients(
  file: Pick<ClientsFile, 'hasIds' | 'rows'>,
  context: PrepareContext,
): AsyncGenerator<PendingClient> {
  for await (const rows of inBatches(file.rows(), campaignLimits.askedBatchRows)) {
    const { problemsCount, pending } = await context.persist(() => prepareBatch(rows, file.hasIds, context));
    context.onProblems(problemsCount);
    yield* pending;
  }
}

type Row = ClientRow | ProblemRow;

async function prepareBatch(rows: readonly Row[], hasIds: boolean, context: PrepareContext) {
  const stored = await findStoredRows(rows, context);
  const open = rows.filter((row) => stored.get(positionOf(row))?.answered !== true);
  const asked = new Map(open.map((row) => [row.row, stored.get(positionOf(row))?.id ?? context.createUuid()]));
  const problems = open.filter((row) => row.kind === 'problem');
  const contacts = await resolveRowContacts(
    open.filter((row) => row.kind === 'client'),
    hasIds,
    context,
  );
  await context.database.transaction(async (transaction) => {
    const all = [...contacts.clients, ...problems].filter((row) => !stored.has(positionOf(row)));
    await insertNewRows(transaction, all, asked, context);
    await insertProblems(transaction, problems, asked, context.clock);
  });
  const recent = hasIds
    ? await findRecentThreads(context.database, {
        clientIds: contacts.clients.map((row) => row.clientId),
        productCode: context.productCode,
        channelCode: context.channelCode,
        excludedRequestId: context.requestId,
        answersMax: campaignLimits.recentThreadsMax,
      })
    : new Map<number, readonly string[]>();
  const edition = await findEditionInForce(context.database);
  const pending = contacts.clients.map((row) => ({
    askedClientId: asked.get(row.row)!,
    position: positionOf(row),
    clientId: row.clientId,
    features: row.features,
    recentThreadIds: recent.get(row.clientId) ?? [],
    contact: row.contact,
    contactPolicy: contacts.policy,
    copybookHash: edition?.hash ?? '',
    ...(row.concernText !== undefined && { concernText: row.concernText }),
  }));
  return { problemsCount: problems.length, pending };
}

/** Where ids are row numbers nothing is looked up: number 5 of another file is another person. The policy always holds. */
async function resolveRowContacts(rows: readonly ClientRow[], hasIds: boolean, context: PrepareContext) {
  const { database, requestId, channelCode, clock } = context;
  const clients = rows.map((row) => ({ ...row, id: row.clientId }));
  if (hasIds) return await resolveContacts(database, { clients, channelCode, requestId, nowMs: clock.epochMs() });
  const policy = await findContactPolicy(database);
  return { policy, clients: clients.map((client) => withContact(client, unknownContact)) };
}

async function findStoredRows(rows: readonly Row[], { database, requestId }: PrepareContext) {
  const stored = await findAskedRows(database, requestId, positionOf(rows[0]!), positionOf(rows.at(-1)!));
  return new Map(stored.map((row) => [row.position, row]));
}

async function insertNewRows(
  transaction: Statements,
  rows: readonly Row[],
  asked: ReadonlyMap<number, string>,
  context: PrepareContext,
): Promise<void> {
  if (rows.length === 0) return;
  const askedContext = {
    requestId: context.requestId,
    productCode: context.productCode,
    channelCode: context.channelCode,
    askedAtMs: context.clock.epochMs(),
  };
  await insertAskedClients(
    transaction,
    askedContext,
    rows.map((row) => ({
      id: asked.get(row.row)!,
      position: positionOf(row),
      clientId: row.clientId,
      features: row.kind === 'client' ? row.features : null,
      contact: row.kind === 'client' ? row.contact : null,
      ...(row.kind === 'client' && row.concernText !== undefined && { concernText: row.concernText }),
    })),
  );
}

async function insertProblems(
  transaction: Statements,
  problems: readonly ProblemRow[],
  asked: ReadonlyMap<number, string>,
  clock: Clock,
): Promise<void> {
  if (problems.length === 0) return;
  const answers = problems.map((row) => ({
    askedClientId: asked.get(row.row)!,
    result: failedClient(positionOf(row), row.clientId, row.error),
  }));
  await insertAnswers(transaction, answers, clock.epochMs());
}

export function failedClient(position: number, clientId: number | null, error: ClientErrorBody) {
  return { index: position, id: clientId, error };
}

/** Place in the request, from 0. */
const positionOf = (row: Row) => row.row - 1;

async function* inBatches<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
