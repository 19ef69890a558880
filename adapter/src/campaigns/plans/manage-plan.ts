/**
 * What people do with campaigns: create, change the draft, start, pause, resume, cancel. Each act is one statement that holds only from
 * the states where it makes sense, with its line in the audit trail; two people who press different buttons at the same
 * moment get one act done and one refusal that says what is there now.
 */
import { isDeepStrictEqual } from 'node:util';
import type { CampaignSettings, CampaignState } from '../../api/campaigns.ts';
import { resolveTerms } from '../../catalogue/resolve-terms.ts';
import { insertAudit } from '../../db/audit/insert-audit.ts';
import { changePlanState } from '../../db/plans/change-plan-state.ts';
import { findPlan, type StoredPlan } from '../../db/plans/find-plan.ts';
import { insertPlan } from '../../db/plans/insert-plan.ts';
import { listFiles } from '../../db/plans/list-files.ts';
import { updatePlan } from '../../db/plans/update-plan.ts';
import { RequestError } from '../../errors.ts';
import type { Actor, PlansContext } from './plans-context.ts';
import { headerOf } from './read-clients.ts';

export interface NewCampaignPlan {
  readonly name: string;
  readonly fileId: string;
  readonly seed: number | undefined;
  readonly settings: CampaignSettings;
}

/** @throws RequestError not_found, invalid_request, unknown_product, unknown_channel, no_terms_in_force */
export async function createPlan(context: PlansContext, wanted: NewCampaignPlan, actor: Actor): Promise<string> {
  const { database, clock, createUuid } = context;
  const [file] = await listFiles(database, { id: wanted.fileId, filesMax: 1 });
  if (file === undefined) throw new RequestError('not_found', 'there is no such file', { field: 'file_id' });
  await assertSettings(context, wanted.settings, file.columns);
  const id = createUuid();
  const createdAtMs = clock.epochMs();
  const seed = wanted.seed ?? clock.randomBytes(4).readUInt32LE(0);
  await database.transaction(async (transaction) => {
    const { name, fileId, settings } = wanted;
    await insertPlan(transaction, { id, name, fileId, settings, seed, createdBy: actor.id, createdAtMs });
    const details = { name, rows: file.rows };
    await insertAudit(transaction, {
      userId: actor.id,
      action: 'campaigns.create',
      subject: id,
      details,
      atMs: createdAtMs,
    });
  });
  return id;
}

/**
 * A draft gets another name and other settings; its file and its seed stay.
 * @throws RequestError not_found, campaign_state, version_conflict, and what createPlan throws
 */
export async function changePlan(
  context: PlansContext,
  planId: string,
  wanted: Pick<NewCampaignPlan, 'name' | 'settings'> & { readonly expectedVersion: number },
  actor: Actor,
): Promise<void> {
  const { database, clock } = context;
  const plan = await findPlanOrRefuse(context, planId);
  const { name, settings, expectedVersion } = wanted;
  assertUnchanged(plan, 'change', ['draft'], expectedVersion);
  await assertSettings(context, settings, plan.file_header);
  const atMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    const change = { planId, expectedVersion, name, settings, changedBy: actor.id, changedAtMs: atMs };
    if (!(await updatePlan(transaction, change))) {
      assertUnchanged((await findPlan(transaction, planId)) ?? plan, 'change', ['draft'], expectedVersion);
    }
    const details = { name, version: expectedVersion + 1, changed: namesOfChanges(plan, wanted).join(' ') };
    await insertAudit(transaction, { userId: actor.id, action: 'campaigns.change', subject: planId, details, atMs });
  });
}

/** Which of its settings are others now: names only, for the audit trail. */
function namesOfChanges(plan: StoredPlan, { name, settings }: Pick<NewCampaignPlan, 'name' | 'settings'>): string[] {
  const keys = Object.keys(settings) as (keyof CampaignSettings)[];
  const changed = keys.filter((key) => !isDeepStrictEqual(settings[key], plan.settings[key]));
  return [...(name === plan.name ? [] : ['name']), ...changed];
}

/** @throws RequestError campaign_state, version_conflict: with what is there now */
function assertUnchanged(
  { state, version, changed_by: changedBy }: StoredPlan,
  act: string,
  from: readonly CampaignState[],
  expectedVersion: number | undefined,
): void {
  const current = { state, version, changed_by: changedBy };
  if (!from.includes(state)) {
    const limit = `a campaign that is ${from.join(' or ')}`;
    const message = `only ${limit} can be told to ${act}; this one is ${state}`;
    throw new RequestError('campaign_state', message, { field: 'state', limit, given: state, current });
  }
  if (expectedVersion === undefined || version === expectedVersion) return;
  const [limit, given] = [`"${version}"`, `"${expectedVersion}"`];
  const message = `If-Match: the campaign has version ${version} by now; got ${expectedVersion}`;
  throw new RequestError('version_conflict', message, { field: 'If-Match', limit, given, current });
}

/** @throws RequestError invalid_request, unknown_product, unknown_channel, no_terms_in_force */
export async function assertSettings(
  { inference, database, clock }: PlansContext,
  { mapping, offers, audience }: CampaignSettings,
  columns: readonly string[],
): Promise<void> {
  headerOf(mapping, columns);
  const { productCodes, channelCodes } = await inference.describe();
  assertKnown('unknown_product', 'settings.offers.products', offers.products, productCodes);
  assertKnown('unknown_channel', 'settings.offers.channels', offers.channels, channelCodes);
  const { age_min: ageMin, age_max: ageMax } = audience;
  if (ageMin !== undefined && ageMax !== undefined && ageMin > ageMax) {
    const problem = { field: 'settings.audience.age_max', limit: `at least ${ageMin}`, given: 'less' };
    throw new RequestError('invalid_request', `${problem.field}: must be ${problem.limit}; got less`, problem);
  }
  if (offers.mode === 'ranked') return;
  for (const productCode of offers.products) {
    const query = { productCode, channelCode: offers.channels[0]!, isKnownProduct: true, nowMs: clock.epochMs() };
    await resolveTerms(database, query);
  }
}

function assertKnown(
  kind: 'unknown_product' | 'unknown_channel',
  field: string,
  codes: readonly string[],
  known: readonly string[],
): void {
  if (codes.every((code) => known.includes(code))) return;
  const limit = `of ${known.join(', ')}`;
  throw new RequestError(kind, `${field}: must be ${limit}; got another`, { field, limit, given: 'another' });
}

export const campaignActs = {
  start: { from: ['draft'], action: 'campaigns.start' },
  pause: { from: ['preparing', 'running'], action: 'campaigns.pause' },
  resume: { from: ['paused', 'failed'], action: 'campaigns.resume' },
  cancel: { from: ['draft', 'preparing', 'running', 'paused', 'failed'], action: 'campaigns.cancel' },
} as const satisfies Record<string, { from: readonly CampaignState[]; action: string }>;
export type CampaignActName = keyof typeof campaignActs;

/**
 * @param expectedVersion of the draft as it was read; left out, any is meant
 * @throws RequestError not_found; campaign_state when it is in no such state; version_conflict
 */
export async function actOnPlan(
  context: PlansContext,
  planId: string,
  act: CampaignActName,
  actor: Actor,
  expectedVersion?: number,
): Promise<StoredPlan> {
  const { database, clock } = context;
  const plan = await findPlanOrRefuse(context, planId);
  const { from, action } = campaignActs[act];
  const to = {
    start: 'preparing',
    pause: 'paused',
    resume: plan.is_prepared ? 'running' : 'preparing',
    cancel: 'cancelled',
  };
  const atMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    const change = { planId, from, to: to[act] as CampaignState, version: expectedVersion, atMs };
    if (!(await changePlanState(transaction, change))) {
      assertUnchanged((await findPlan(transaction, planId)) ?? plan, act, from, expectedVersion);
    }
    const details = { name: plan.name };
    await insertAudit(transaction, { userId: actor.id, action, subject: planId, details, atMs });
  });
  if (act === 'start' || act === 'resume') await wakeQuietly(context, planId);
  return await findPlanOrRefuse(context, planId);
}

/** The next sweep makes up for it. */
async function wakeQuietly({ wake, log }: PlansContext, planId: string): Promise<void> {
  await wake(planId).catch((error: unknown) => log.warn({ campaign: planId, err: error }, 'no job was made yet'));
}

/** @throws RequestError not_found */
export async function findPlanOrRefuse(
  { database }: Pick<PlansContext, 'database'>,
  planId: string,
): Promise<StoredPlan> {
  const plan = await findPlan(database, planId);
  if (plan === null) throw new RequestError('not_found', 'there is no such campaign', { field: 'id' });
  return plan;
}
