/**
 * Stores outcomes. Order, for each lot in one transaction: which texts they are about → new events → clients who asked
 * for no more are not disturbed from then on. A lot that is told again changes nothing, so a call or an import that
 * broke off is simply repeated.
 *
 * Who opts out is stopped even where no text was found: what the client said does not depend on what we remember.
 */
import type { Outcome, OutcomeProblem, OutcomesReport } from '../api/outcomes.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import { upsertFlags } from '../db/contacts/upsert-flags.ts';
import type { Database, Statements } from '../db/database.ts';
import { findOptedOut } from '../db/outcomes/find-opted-out.ts';
import { insertOutcomes, type NewOutcome, type OutcomeOrigin } from '../db/outcomes/insert-outcomes.ts';
import { matchOutcomes, type OutcomeMatch } from '../db/outcomes/match-outcomes.ts';
import { limits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';

export interface OutcomesContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly metrics: Metrics;
  readonly userId: string;
  readonly origin: OutcomeOrigin['origin'];
  /** Everything is done, and then undone. */
  readonly isDryRun: boolean;
}

export type CheckedOutcome =
  | { readonly row: number; readonly outcome: Outcome }
  | { readonly row: number; readonly problem: Omit<OutcomeProblem, 'row' | 'kind'> };

type ValidOutcome = Extract<CheckedOutcome, { readonly outcome: Outcome }>;

type Report = { -readonly [Key in keyof OutcomesReport]: OutcomesReport[Key] };

export async function storeOutcomes(
  context: OutcomesContext,
  rows: readonly CheckedOutcome[],
): Promise<OutcomesReport> {
  const report = emptyReport(context.isDryRun, rows.length);
  for (let start = 0; start < rows.length; start += limits.outcomesPerWriteMax) {
    const lot = rows.slice(start, start + limits.outcomesPerWriteMax);
    const valid = lot.flatMap((row) => ('outcome' in row ? [row] : []));
    for (const row of lot) if ('problem' in row) addProblem(report, { row: row.row, kind: 'invalid', ...row.problem });
    await storeLot(context, valid, report);
  }
  report.problems.sort((one, other) => one.row - other.row);
  return report;
}

function emptyReport(isDryRun: boolean, rowsCount: number): Report {
  return {
    dry_run: isDryRun,
    rows_count: rowsCount,
    stored_count: 0,
    repeated_count: 0,
    unmatched_count: 0,
    invalid_count: 0,
    control_count: 0,
    opted_out_count: 0,
    events: {},
    problems: [],
  };
}

class Undo extends Error {}

async function storeLot(context: OutcomesContext, rows: readonly ValidOutcome[], report: Report): Promise<void> {
  if (rows.length === 0) return;
  let done: Lot | null = null;
  await context.database
    .transaction(async (transaction) => {
      done = await writeLot(transaction, context, rows);
      if (context.isDryRun) throw new Undo('nothing is stored by a dry run');
    })
    .catch((error: unknown) => {
      if (!isUndo(error)) throw error;
    });
  addLot(context, report, done!);
}

function isUndo(error: unknown): boolean {
  return error instanceof Undo || (error instanceof Error && error.cause instanceof Undo);
}

interface Lot {
  readonly fresh: readonly NewOutcome[];
  readonly repeatedCount: number;
  readonly optedOutCount: number;
  readonly problems: readonly OutcomeProblem[];
}

async function writeLot(
  transaction: Statements,
  context: OutcomesContext,
  rows: readonly ValidOutcome[],
): Promise<Lot> {
  const matches = new Map(
    (await matchOutcomes(transaction, rows.map(toNamed))).map((match) => [match.place, match] as const),
  );
  const problems: OutcomeProblem[] = [];
  const matched: NewOutcome[] = [];
  const optOuts = new Map<number, number>();
  rows.forEach(({ row, outcome }, place) => {
    const match = matches.get(place)!;
    const optOut = outcome.event === 'unsubscribed' || outcome.opt_out === true;
    const problem = findProblem(outcome, match, optOut);
    if (problem !== null) problems.push({ row, ...problem });
    if (optOut && match.client_id !== null && match.knows_client !== false) optOuts.set(match.client_id, outcome.at);
    if (problem === null || problem.kind === 'row_numbers') matched.push(toNew(place, outcome, match, optOut));
  });
  const createdAtMs = context.clock.epochMs();
  const origin = { origin: context.origin, createdBy: context.userId, createdAtMs };
  const fresh = await insertOutcomes(transaction, matched, origin);
  return {
    fresh: matched.filter(({ place }) => fresh.has(place)),
    repeatedCount: matched.length - fresh.size,
    optedOutCount: await stopClients(transaction, context, optOuts, createdAtMs),
    problems,
  };
}

/** @returns how many were not stopped before */
async function stopClients(
  transaction: Statements,
  { createUuid, userId }: OutcomesContext,
  optOuts: ReadonlyMap<number, number>,
  createdAtMs: number,
): Promise<number> {
  if (optOuts.size === 0) return 0;
  const known = await findOptedOut(transaction, [...optOuts.keys()]);
  const flags = [...optOuts]
    .filter(([clientId]) => !known.has(clientId))
    .map(([clientId, atMs]) => ({
      id: createUuid(),
      clientId,
      doNotDisturb: true,
      creditSelfBan: undefined,
      utcOffsetMinutes: undefined,
      source: `opt-out of ${new Date(atMs).toISOString()}`,
      optedOutAtMs: atMs,
    }));
  await upsertFlags(transaction, flags, userId, createdAtMs);
  return flags.length;
}

function toNamed({ outcome }: ValidOutcome, place: number) {
  return {
    place,
    answerId: outcome.answer_id ?? null,
    clientId: outcome.client_id ?? null,
    requestId: outcome.request_id ?? null,
    campaignId: outcome.campaign_id ?? null,
    productCode: outcome.product ?? '',
    channelCode: outcome.channel ?? '',
    atMs: outcome.at,
  };
}

function findProblem(outcome: Outcome, match: OutcomeMatch, optOut: boolean): Omit<OutcomeProblem, 'row'> | null {
  if (match.is_control) return null;
  if (match.answer_id === null) {
    const limit = 'a text that was written for this client, offer and time';
    return {
      kind: 'unmatched',
      field: outcome.answer_id === undefined ? 'client_id' : 'answer_id',
      limit,
      given: 'none',
    };
  }
  if (match.asked_at !== null && outcome.at < match.asked_at - limits.contactClockSkewMs) {
    return { kind: 'too_early', field: 'at', limit: 'after the text was asked for', given: 'a time before' };
  }
  if (!optOut || match.knows_client !== false) return null;
  return { kind: 'row_numbers', field: 'client_id', limit: 'an id of the bank', given: 'a row number of a file' };
}

function toNew(place: number, outcome: Outcome, match: OutcomeMatch, optOut: boolean): NewOutcome {
  const control = match.is_control
    ? { campaignId: outcome.campaign_id!, clientId: outcome.client_id! }
    : { campaignId: null, clientId: null };
  return { place, answerId: match.answer_id, ...control, event: outcome.event, atMs: outcome.at, optOut };
}

function addLot({ isDryRun, metrics }: OutcomesContext, report: Report, lot: Lot): void {
  report.stored_count += lot.fresh.length;
  report.repeated_count += lot.repeatedCount;
  report.opted_out_count += lot.optedOutCount;
  for (const { event, campaignId } of lot.fresh) {
    report.events[event] = (report.events[event] ?? 0) + 1;
    if (campaignId !== null) report.control_count += 1;
    if (!isDryRun) metrics.outcomes.inc({ event });
  }
  for (const problem of lot.problems) addProblem(report, problem);
}

function addProblem(report: Report, problem: OutcomeProblem): void {
  if (problem.kind === 'invalid') report.invalid_count += 1;
  if (problem.kind === 'unmatched' || problem.kind === 'too_early') report.unmatched_count += 1;
  if (report.problems.length < limits.outcomeProblemsMax) report.problems.push(problem);
}
