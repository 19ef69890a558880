/** The questions of the dashboards, each answered by a statement or two over the counts by hour. */
import type {
  CalibrationStats,
  LabelStats,
  LatencyStats,
  OutcomeStats,
  RuleStats,
  StatsQuery,
  VersionStats,
  VolumeStats,
} from '../api/stats.ts';
import type { Clock } from '../clock.ts';
import type { Statements } from '../db/database.ts';
import { type CalibrationRow, countCalibration, countLabels, type LabelRow } from '../db/stats/count-labels.ts';
import { type BucketRow, countLatency } from '../db/stats/count-latency.ts';
import { countOutcomes, type OutcomeRow } from '../db/stats/count-outcomes.ts';
import { countJudged, countRules } from '../db/stats/count-rules.ts';
import { countVersions } from '../db/stats/count-versions.ts';
import { countReasons, countVolumes, type VolumeRow } from '../db/stats/count-volumes.ts';
import { readCountedUntil } from '../db/stats/read-counted-until.ts';
import type { StatsFilter } from '../db/stats/stats-filter.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import { rateOf } from './intervals.ts';
import { limitMs, percentileError, percentileOf, toHistogram } from './latency-buckets.ts';

const msPerHour = 3_600_000;
const msPerDay = 24 * msPerHour;

/** @throws RequestError invalid_request for a period too long */
export function toFilter(query: StatsQuery, clock: Clock): StatsFilter {
  const toMs = Math.ceil((query.to ?? clock.epochMs()) / msPerHour) * msPerHour;
  const fromMs = Math.floor((query.from ?? toMs - limits.statsDaysDefault * msPerDay) / msPerHour) * msPerHour;
  if (fromMs >= toMs || toMs - fromMs > limits.statsDaysMax * msPerDay) {
    const limit = `a time before to, by at most ${limits.statsDaysMax} days`;
    const given = fromMs >= toMs ? 'a time after' : 'a time further before';
    throw new RequestError('invalid_request', `from: must be ${limit}; got ${given}`, { field: 'from', limit, given });
  }
  const { product = null, channel = null, zone = 'Europe/Moscow' } = query;
  return { fromMs, toMs, product, channel, zone };
}

export function periodOf({ fromMs, toMs }: Pick<StatsFilter, 'fromMs' | 'toMs'>) {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

export async function describePeriod(database: Statements, { fromMs, toMs }: StatsFilter) {
  const { countedUntilMs, staleHoursCount } = await readCountedUntil(database, { fromMs, toMs });
  return {
    ...periodOf({ fromMs, toMs }),
    counted_until: countedUntilMs === null ? null : new Date(countedUntilMs).toISOString(),
    is_complete: countedUntilMs !== null && staleHoursCount === 0,
  };
}

export async function readVolumes(database: Statements, filter: StatsFilter): Promise<VolumeStats> {
  const rows = await countVolumes(database, filter);
  const reasons = await countReasons(database, filter);
  const strip = ({ day: _day, product_code: _product, channel_code: _channel, ...counts }: VolumeRow) => counts;
  return {
    ...(await describePeriod(database, filter)),
    total: strip(totalOf(rows)),
    days: rows.flatMap((row) => (row.day === null ? [] : [{ day: row.day, ...strip(row) }])),
    products: byCount(rows, 'product_code', 'asked').map((row) => ({ product: row.product_code!, ...strip(row) })),
    channels: byCount(rows, 'channel_code', 'asked').map((row) => ({ channel: row.channel_code!, ...strip(row) })),
    reasons: reasons.flatMap(({ status, reason, count }) => (status === 'rules' ? [{ reason, count }] : [])),
    error_kinds: reasons.flatMap(({ status, reason, count }) => (status === 'error' ? [{ kind: reason, count }] : [])),
  };
}

interface Grouped {
  readonly day: string | null;
  readonly product_code: string | null;
  readonly channel_code: string | null;
}

/** GROUPING SETS (()) gives its row even of nothing. */
function totalOf<Row extends Grouped>(rows: readonly Row[]): Row {
  return rows.find(({ day, product_code, channel_code }) => (day ?? product_code ?? channel_code) === null)!;
}

function byCount<Row extends Grouped, Name extends keyof Row>(
  rows: readonly Row[],
  dimension: 'product_code' | 'channel_code',
  count: Name,
): Row[] {
  return rows
    .filter((row) => row[dimension] !== null)
    .sort((one, other) => Number(other[count]) - Number(one[count]))
    .slice(0, limits.statsRowsMax);
}

export async function readLatency(database: Statements, filter: StatsFilter): Promise<LatencyStats> {
  const rows = await countLatency(database, filter);
  const all = rows.filter(({ day, source, channel_code }) => (day ?? source ?? channel_code) === null);
  const grouped = (name: 'day' | 'source' | 'channel_code') => {
    const groups = Map.groupBy(
      rows.filter((row) => row[name] !== null),
      (row) => row[name]!,
    );
    return [...groups].map(([value, buckets]) => ({ value, ...describeBuckets(buckets) }));
  };
  return {
    ...(await describePeriod(database, filter)),
    limit_ms: limitMs,
    error_share: percentileError,
    total: describeBuckets(all),
    sources: grouped('source').map(({ value, ...rest }) => ({ source: value, ...rest })),
    channels: grouped('channel_code').map(({ value, ...rest }) => ({ channel: value, ...rest })),
    days: grouped('day').map(({ value, ...rest }) => ({ day: value, ...rest })),
    histogram: toHistogram(all),
  };
}

function describeBuckets(rows: readonly BucketRow[]) {
  const texts = rows.reduce((sum, { count }) => sum + count, 0);
  const late = rows.reduce((sum, { bucket, count }) => sum + (bucket >= 0 ? count : 0), 0);
  return {
    texts,
    p50_ms: percentileOf(rows, 0.5),
    p95_ms: percentileOf(rows, 0.95),
    p99_ms: percentileOf(rows, 0.99),
    late: rateOf(late, texts),
  };
}

export async function readRules(database: Statements, filter: StatsFilter): Promise<RuleStats> {
  const { asked, judged } = await countJudged(database, filter);
  const rules = await countRules(database, filter);
  return {
    ...(await describePeriod(database, filter)),
    asked,
    judged,
    rules: rules.slice(0, limits.statsRowsMax).map((row) => {
      const any = Math.min(row.fixed + row.warned + row.blocked + row.refused, asked);
      return { ...row, share: rateOf(any, asked) };
    }),
  };
}

export async function readLabels(database: Statements, filter: StatsFilter): Promise<LabelStats> {
  const rows = await countLabels(database, filter);
  const of = (dimension: string) => rows.filter((row) => row.dimension === dimension).slice(0, limits.statsRowsMax);
  return {
    ...periodOf(filter),
    total: describeLabels(of('total')[0] ?? { good: 0, wrong: 0, disputed: 0 }),
    reasons: of('reason').map(({ name, good, wrong, disputed }) => ({ reason: name, count: good + wrong + disputed })),
    sources: of('source').map((row) => ({ source: row.name, ...describeLabels(row) })),
    products: of('product').map((row) => ({ product: row.name, ...describeLabels(row) })),
    channels: of('channel').map((row) => ({ channel: row.name, ...describeLabels(row) })),
    signals: of('signal').map((row) => ({ signal: row.name, ...describeLabels(row) })),
    concerns: of('concern').map((row) => ({ concern: row.name, ...describeLabels(row) })),
  };
}

function describeLabels({ good, wrong, disputed }: Pick<LabelRow, 'good' | 'wrong' | 'disputed'>) {
  return { labelled: good + wrong + disputed, good: rateOf(good, good + wrong), disputed };
}

export async function readCalibration(database: Statements, filter: StatsFilter): Promise<CalibrationStats> {
  const rows = await countCalibration(database, filter);
  const sources = [...Map.groupBy(rows, ({ source }) => source)].map(([source, bins]) => describeSource(source, bins));
  return {
    ...periodOf(filter),
    needed: limits.calibrationLabelsMin,
    is_enough: sources.some(({ labelled }) => labelled >= limits.calibrationLabelsMin),
    sources,
  };
}

function describeSource(source: string, bins: readonly CalibrationRow[]): CalibrationStats['sources'][number] {
  const sum = (of: (row: CalibrationRow) => number) => bins.reduce((total, row) => total + of(row), 0);
  const [good, wrong] = [sum((row) => row.good), sum((row) => row.wrong)];
  const labelled = good + wrong;
  const distance = sum((row) => Math.abs(row.good - row.mean * (row.good + row.wrong)));
  // Mann and Whitney: of all pairs of a good text and a wrong one, those in which the good one stands higher.
  const pairs = sum((row) => row.ranks) - (good * (good + 1)) / 2;
  return {
    source,
    labelled,
    calibrated: sum((row) => row.calibrated),
    error: labelled === 0 ? null : distance / labelled,
    order: good === 0 || wrong === 0 ? null : pairs / (good * wrong),
    bins: bins.map((row) => ({
      from: row.bin / 10,
      to: (row.bin + 1) / 10,
      confidence: row.mean,
      good: rateOf(row.good, row.good + row.wrong),
    })),
  };
}

export async function readOutcomes(database: Statements, filter: StatsFilter): Promise<OutcomeStats> {
  const rows = await countOutcomes(database, filter);
  const describe = ({ day: _day, product_code: _product, channel_code: _channel, ...counts }: OutcomeRow) => ({
    ...counts,
    acceptance: rateOf(counts.accepted, counts.delivered),
  });
  return {
    ...(await describePeriod(database, filter)),
    total: describe(totalOf(rows)),
    days: rows.flatMap((row) => (row.day === null ? [] : [{ day: row.day, ...describe(row) }])),
    products: byCount(rows, 'product_code', 'texts').map((row) => ({ product: row.product_code!, ...describe(row) })),
    channels: byCount(rows, 'channel_code', 'texts').map((row) => ({ channel: row.channel_code!, ...describe(row) })),
  };
}

export async function readVersions(database: Statements, filter: StatsFilter): Promise<VersionStats> {
  const rows = await countVersions(database, filter);
  const parts = [...Map.groupBy(rows, ({ part }) => part)].map(([part, ofPart]) => ({
    part,
    versions: [...Map.groupBy(ofPart, ({ version }) => version)]
      .map(([version, days]) => ({
        version,
        texts: days.reduce((sum, { count }) => sum + count, 0),
        first_at: new Date(Math.min(...days.map((row) => row.first_hour))).toISOString(),
        last_at: new Date(Math.max(...days.map((row) => row.last_hour))).toISOString(),
        days: days.map(({ day, count }) => ({ day, count })),
      }))
      .sort((one, other) => other.last_at.localeCompare(one.last_at))
      .slice(0, limits.statsRowsMax),
  }));
  return { ...(await describePeriod(database, filter)), parts };
}
