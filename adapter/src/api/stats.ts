/** What GET /v1/stats/… takes and gives: counts over a period, with intervals where people may take chance for skill. */
import { z } from 'zod';
import { codeSchema } from './generate-request.ts';
import { outcomeEvents } from './outcomes.ts';

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export const statsFilters = {
  from: instant.optional().describe('Asked at this time or later (ISO 8601 with zone); 30 days ago by default'),
  to: instant.optional().describe('Asked before this time; now by default'),
  product: codeSchema.optional().describe('Product code'),
  channel: codeSchema.optional().describe('Channel code'),
  zone: z
    .string()
    .max(60)
    .refine(isZone, { message: 'a time zone such as Europe/Moscow' })
    .optional()
    .describe('Whose days they are; Europe/Moscow by default'),
};

export const statsQuerySchema = z
  .strictObject(statsFilters)
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, { message: 'a from before to' });
export type StatsQuery = z.output<typeof statsQuerySchema>;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

export const count = z.int().min(0);
export const share = z.number().min(0).max(1);

export const rateSchema = z
  .object({
    count,
    of: count,
    rate: share.nullable().describe('null: of nothing'),
    low: share.describe('95 % interval'),
    high: share,
  })
  .meta({ id: 'Rate' });
export type Rate = z.output<typeof rateSchema>;

export const differenceSchema = z
  .object({
    value: z.number().describe('The first rate less the second'),
    low: z.number().describe('95 % interval'),
    high: z.number(),
  })
  .meta({ id: 'Difference' });
export type Difference = z.output<typeof differenceSchema>;

export const live = { from: z.iso.datetime(), to: z.iso.datetime() };
export const period = {
  ...live,
  counted_until: z.iso.datetime().nullable().describe('What was stored until then is counted; null: nothing yet'),
  is_complete: z.boolean().describe('false: older hours are still being counted'),
};

const volume = {
  asked: count.describe('Clients asked about'),
  model: count.describe('Texts chosen by the model'),
  rules: count.describe('Texts composed by rules'),
  not_sendable: count.describe('Of both: written, and not to be sent to this client now'),
  refused: count.describe('No lawful text could be made'),
  errors: count,
  unanswered: count,
};
export const volumesSchema = z
  .object({
    ...period,
    total: z.object(volume),
    days: z.array(z.object({ day: z.iso.date(), ...volume })),
    products: z.array(z.object({ product: z.string(), ...volume })),
    channels: z.array(z.object({ channel: z.string(), ...volume })),
    reasons: z.array(z.object({ reason: z.string(), count })).describe('Why rules wrote'),
    error_kinds: z.array(z.object({ kind: z.string(), count })),
  })
  .meta({ id: 'VolumeStats' });
export type VolumeStats = z.output<typeof volumesSchema>;

const percentiles = {
  texts: count,
  p50_ms: z.number().nullable(),
  p95_ms: z.number().nullable(),
  p99_ms: z.number().nullable(),
  late: rateSchema.describe('Above limit_ms'),
};
export const latencySchema = z
  .object({
    ...period,
    limit_ms: z.int(),
    error_share: z.number().describe('Percentiles are exact to this share of themselves'),
    total: z.object(percentiles),
    sources: z.array(z.object({ source: z.string(), ...percentiles })),
    channels: z.array(z.object({ channel: z.string(), ...percentiles })),
    days: z.array(z.object({ day: z.iso.date(), ...percentiles })),
    histogram: z.array(z.object({ from_ms: z.number(), to_ms: z.number(), count })),
  })
  .meta({ id: 'LatencyStats' });
export type LatencyStats = z.output<typeof latencySchema>;

export const rulesStatsSchema = z
  .object({
    ...period,
    judged: count.describe('Texts with a verdict'),
    asked: count,
    rules: z.array(
      z.object({
        rule_id: z.string(),
        fixed: count,
        warned: count,
        blocked: count,
        refused: count.describe('Clients who are not to be sent, or could not be written, a text for this rule'),
        share: rateSchema.describe('Of clients asked about, with any of these'),
      }),
    ),
  })
  .meta({ id: 'RuleStats' });
export type RuleStats = z.output<typeof rulesStatsSchema>;

const labelled = {
  labelled: count.describe('Texts with a label'),
  good: rateSchema.describe('Of those that people agree on'),
  disputed: count.describe('People disagree: in no rate'),
};
export const labelStatsSchema = z
  .object({
    ...live,
    total: z.object(labelled),
    reasons: z.array(z.object({ reason: z.string(), count })).describe('Of wrong texts; one may have several'),
    sources: z.array(z.object({ source: z.string(), ...labelled })),
    products: z.array(z.object({ product: z.string(), ...labelled })),
    channels: z.array(z.object({ channel: z.string(), ...labelled })),
    signals: z.array(z.object({ signal: z.string(), ...labelled })),
    concerns: z.array(z.object({ concern: z.string(), ...labelled })),
  })
  .meta({ id: 'LabelStats' });
export type LabelStats = z.output<typeof labelStatsSchema>;

export const calibrationSchema = z
  .object({
    ...live,
    is_enough: z.boolean().describe('false: fewer labels than needed; read nothing into the bins'),
    needed: z.int(),
    sources: z.array(
      z.object({
        source: z.string(),
        labelled: count,
        calibrated: count.describe('Of these: the confidence was said to be a probability'),
        error: share.nullable().describe('Expected calibration error: mean distance of confidence and rate of good'),
        order: share.nullable().describe('How often a good text has more confidence than a wrong one; 0.5: no order'),
        bins: z.array(
          z.object({ from: share, to: share, confidence: share.describe('Mean of the bin'), good: rateSchema }),
        ),
      }),
    ),
  })
  .meta({ id: 'CalibrationStats' });
export type CalibrationStats = z.output<typeof calibrationSchema>;

const funnel = {
  texts: count.describe('Written, whether sent or not'),
  ...(Object.fromEntries(outcomeEvents.map((event) => [event, count])) as Record<
    (typeof outcomeEvents)[number],
    typeof count
  >),
  acceptance: rateSchema.describe('Accepted of delivered'),
};
export const outcomeStatsSchema = z
  .object({
    ...period,
    total: z.object(funnel),
    days: z.array(z.object({ day: z.iso.date(), ...funnel })).describe('By the day on which the text was asked for'),
    products: z.array(z.object({ product: z.string(), ...funnel })),
    channels: z.array(z.object({ channel: z.string(), ...funnel })),
  })
  .meta({ id: 'OutcomeStats' });
export type OutcomeStats = z.output<typeof outcomeStatsSchema>;

export const versionStatsSchema = z
  .object({
    ...period,
    parts: z.array(
      z.object({
        part: z.enum(['model', 'copybook', 'rule_set', 'prompt', 'server']),
        versions: z.array(
          z.object({
            version: z.string(),
            texts: count,
            first_at: z.iso.datetime().describe('Begin of its first hour in the period'),
            last_at: z.iso.datetime(),
            days: z.array(z.object({ day: z.iso.date(), count })),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'VersionStats' });
export type VersionStats = z.output<typeof versionStatsSchema>;

export const queueStatsSchema = z
  .object({
    at: z.iso.datetime(),
    slots: z.int().nullable().describe('Texts that the engine writes at once; null: the server is away'),
    engine: z.enum(['loading', 'ready', 'down', 'away']),
    model: z.string(),
    rule_set: z.string(),
    copybook: z.string().describe('Hash of the edition in force; empty before the first'),
    campaigns: z.array(z.object({ state: z.string(), count })),
    at_work: z.array(
      z.object({
        campaign_id: z.uuid(),
        name: z.string(),
        state: z.string(),
        clients: count,
        answered: count,
        last_hour: count.describe('Answers of the last hour'),
      }),
    ),
  })
  .meta({ id: 'QueueStats' });
export type QueueStats = z.output<typeof queueStatsSchema>;
