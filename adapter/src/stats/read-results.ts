/** What texts brought: by thread, by sentence of a thread, and by campaign against its control group. */
import type { ThreadStats, UpliftStats, VariantStats } from '../api/stats-results.ts';
import type { Statements } from '../db/database.ts';
import { countThreads } from '../db/stats/count-outcomes.ts';
import { countUplift, type UpliftRow } from '../db/stats/count-uplift.ts';
import { countVariants, type VariantRow } from '../db/stats/count-variants.ts';
import type { StatsFilter } from '../db/stats/stats-filter.ts';
import { differenceOf, pooledDifference, rateOf } from './intervals.ts';
import { describePeriod, periodOf } from './read-stats.ts';
import { shrinkRates } from './shrink-rates.ts';

export async function readThreads(database: Statements, filter: StatsFilter, limit: number): Promise<ThreadStats> {
  const rows = await countThreads(database, filter);
  const good = shrinkRates(rows.map((row) => ({ count: row.good, of: row.good + row.wrong })));
  const accepted = shrinkRates(rows.map((row) => ({ count: row.accepted, of: row.delivered })));
  return {
    ...(await describePeriod(database, filter)),
    threads_count: rows.length,
    threads: rows.slice(0, limit).map((row, index) => ({
      thread_id: row.thread_id,
      texts: row.texts,
      delivered: row.delivered,
      good: rateOf(row.good, row.good + row.wrong),
      good_estimate: good[index] ?? null,
      accepted: rateOf(row.accepted, row.delivered),
      accepted_estimate: accepted[index] ?? null,
      stopped: row.complained + row.unsubscribed,
    })),
  };
}

export async function readVariants(database: Statements, threadId: string, filter: StatsFilter): Promise<VariantStats> {
  const rows = await countVariants(database, threadId, filter);
  const versions = [...Map.groupBy(rows, ({ version }) => version)].map(([version, ofVersion]) => ({
    version,
    // Each text has one sentence at the first position.
    texts: ofVersion.reduce((sum, { position, texts }) => sum + (position === 0 ? texts : 0), 0),
    positions: [...Map.groupBy(ofVersion, ({ position }) => position)].map(([position, variants]) => ({
      position,
      variants: variants.map(describeVariant),
    })),
  }));
  return { thread_id: threadId, ...periodOf(filter), versions };
}

function describeVariant({ variant, sentence, texts, good, wrong, accepted, delivered }: VariantRow) {
  return { variant, sentence, texts, good: rateOf(good, good + wrong), accepted: rateOf(accepted, delivered) };
}

export async function readUplift(database: Statements, filter: StatsFilter): Promise<UpliftStats> {
  const plans = [...Map.groupBy(await countUplift(database, filter), (row) => row.plan_id).values()];
  const campaigns = plans.map(describeCampaign);
  return {
    ...periodOf(filter),
    overall: pooledDifference(campaigns.map(({ treated, control }) => [treated, control] as const)),
    campaigns,
  };
}

function describeCampaign(rows: readonly UpliftRow[]): UpliftStats['campaigns'][number] {
  const of = (isControl: boolean) => {
    const row = rows.find(({ arm, is_control }) => arm === '' && is_control === isControl);
    return rateOf(row?.accepted ?? 0, row?.clients ?? 0);
  };
  const [treated, control] = [of(false), of(true)];
  return {
    campaign_id: rows[0]!.plan_id,
    name: rows[0]!.name,
    created_at: new Date(rows[0]!.created_at).toISOString(),
    treated,
    control,
    uplift: differenceOf(treated, control),
    arms: rows
      .filter(({ arm }) => arm !== '')
      .map(({ arm, accepted, clients }) => ({ arm, accepted: rateOf(accepted, clients) })),
  };
}
