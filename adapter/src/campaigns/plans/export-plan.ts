/**
 * The file of a campaign's texts: everybody of the uploaded file, in its order, with the columns of the command line's
 * file first and what only these campaigns have after them. The control group is in it, marked and without texts.
 * Nothing is given before the campaign is approved.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { planLimits } from '../../api/plan-limits.ts';
import { insertAudit } from '../../db/audit/insert-audit.ts';
import { countMembers } from '../../db/plans/count-members.ts';
import type { StoredPlan } from '../../db/plans/find-plan.ts';
import { listCells } from '../../db/plans/list-cells.ts';
import type { StoredMember } from '../../db/plans/list-members.ts';
import { RequestError } from '../../errors.ts';
import { type OutputRow, outputColumns, outputColumnWidths } from '../output-row.ts';
import { outputRowOf } from '../read-output-rows.ts';
import { streamCsv, type TableColumns, writeXlsx } from '../write-output.ts';
import { findApproval } from './approve-plan.ts';
import { readMembers, statusOf } from './list-results.ts';
import type { Actor, PlansContext } from './plans-context.ts';

interface ExportRow extends Omit<OutputRow, 'status'> {
  readonly status: string;
  readonly product: string | null;
  readonly channel: string | null;
  readonly group: 'campaign' | 'control' | null;
  readonly variant: string | null;
  readonly offer: number | null;
  readonly offer_score: number | null;
  readonly offer_reasons: readonly string[];
  readonly offer_basis: string | null;
  readonly offer_lift: number | null;
  readonly offer_value: number | null;
  readonly offer_model: string | null;
  /** The reasons in Russian. */
  readonly offer_why: string | null;
  readonly left_out: string | null;
  readonly label: string | null;
}

const ownWidths = {
  product: 14,
  channel: 14,
  group: 10,
  variant: 8,
  offer: 6,
  offer_score: 8,
  offer_reasons: 30,
  offer_basis: 12,
  offer_lift: 8,
  offer_value: 10,
  offer_model: 38,
  offer_why: 60,
  left_out: 20,
  label: 8,
} as const;

const columns: TableColumns<ExportRow> = {
  names: [...outputColumns, ...(Object.keys(ownWidths) as (keyof typeof ownWidths)[])],
  widths: [...outputColumnWidths, ...Object.values(ownWidths)],
};

/** @throws RequestError campaign_not_approved, invalid_request */
export async function exportPlan(
  { database, clock }: PlansContext,
  plan: StoredPlan,
  format: 'csv' | 'xlsx',
  actor: Actor,
): Promise<Readable> {
  const approval = await findApproval(database, plan);
  if (approval.state !== 'approved') {
    const message = `nothing is exported before the campaign is approved; it is ${approval.state}`;
    throw new RequestError('campaign_not_approved', message, { limit: 'an approved campaign', given: approval.state });
  }
  const rowsCount = (await countMembers(database, plan.id)).reduce((sum, { texts_count: count }) => sum + count, 0);
  if (format === 'xlsx' && rowsCount > planLimits.campaignXlsxRowsMax) {
    const problem = { field: 'format', limit: `csv beyond ${planLimits.campaignXlsxRowsMax} rows`, given: 'xlsx' };
    throw new RequestError('invalid_request', `format: must be ${problem.limit}; got xlsx`, problem);
  }
  const details = { name: plan.name, format, rows: rowsCount };
  const atMs = clock.epochMs();
  await insertAudit(database, { userId: actor.id, action: 'campaigns.export', subject: plan.id, details, atMs });
  const rows = await exportRows({ database }, plan);
  return format === 'csv' ? streamCsv(rows, columns) : await openXlsx(rows);
}

async function exportRows({ database }: Pick<PlansContext, 'database'>, plan: StoredPlan) {
  const cells = await listCells(database, plan.id);
  const campaignIds = new Map(cells.map((cell) => [cell.request_id, cell.campaign_id]));
  return (async function* () {
    for await (const member of readMembers(database, plan.id)) {
      const campaignId = campaignIds.get(member.request_id ?? '') ?? plan.id;
      yield toExportRow(member, { id: campaignId, requestId: member.request_id ?? '', seed: plan.seed });
    }
  })();
}

function toExportRow(
  member: StoredMember,
  campaign: { readonly id: string; readonly requestId: string; readonly seed: number },
): ExportRow {
  const { verdict, timings, ranking } = member;
  const answered = {
    ...member,
    position: member.row - 1,
    client_id: member.member_client_id,
    verdict_passed: verdict?.passed ?? null,
    law_score: verdict?.law_score ?? null,
    brand_voice_score: verdict?.brand_voice_score ?? null,
    fit_score: verdict?.fit_score ?? null,
    total_ms: timings?.total_ms ?? null,
  };
  // A row without an answer has the columns of one, all empty.
  const row = outputRowOf({ ...answered, status: member.status ?? 'error' }, campaign);
  const isOffered = member.outcome === 'text' || member.outcome === 'control';
  return {
    ...row,
    request_id: campaign.requestId === '' ? null : campaign.requestId,
    status: statusOf(member),
    product: member.product_code,
    channel: member.channel_code,
    group: isOffered ? (member.outcome === 'control' ? 'control' : 'campaign') : null,
    variant: member.arm,
    offer: isOffered ? member.offer + 1 : null,
    offer_score: member.score,
    offer_reasons: member.reasons,
    offer_basis: ranking?.basis ?? null,
    offer_lift: ranking?.lift ?? null,
    offer_value: ranking?.value ?? null,
    offer_model: ranking?.model ?? null,
    offer_why: ranking?.reasons.map(({ text_ru: text }) => text).join('; ') ?? null,
    left_out: member.reason,
    label: member.label === 'none' ? null : member.label,
  };
}

/** A file that is gone when it has been read. */
async function openXlsx(rows: AsyncIterable<ExportRow>): Promise<Readable> {
  const folder = await mkdtemp(join(tmpdir(), 'offerwright-export-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'campaign.xlsx');
    await writeXlsx(path, rows, columns);
    const stream = createReadStream(path);
    stream.once('close', () => void remove());
    return stream;
  } catch (error) {
    await remove();
    throw error;
  }
}
