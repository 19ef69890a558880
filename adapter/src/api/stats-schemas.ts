/** What of outcomes and dashboards the OpenAPI document names. */
import { inspectedOutcomesSchema, outcomeSchema, outcomesReportSchema, postOutcomesSchema } from './outcomes.ts';
import {
  calibrationSchema,
  differenceSchema,
  labelStatsSchema,
  latencySchema,
  outcomeStatsSchema,
  queueStatsSchema,
  rateSchema,
  rulesStatsSchema,
  versionStatsSchema,
  volumesSchema,
} from './stats.ts';
import { threadStatsSchema, upliftSchema, variantStatsSchema } from './stats-results.ts';

export const statsRequestSchemas = [outcomeSchema, postOutcomesSchema];
export const statsResponseSchemas = [
  outcomesReportSchema,
  inspectedOutcomesSchema,
  rateSchema,
  differenceSchema,
  volumesSchema,
  latencySchema,
  rulesStatsSchema,
  labelStatsSchema,
  calibrationSchema,
  outcomeStatsSchema,
  threadStatsSchema,
  variantStatsSchema,
  upliftSchema,
  versionStatsSchema,
  queueStatsSchema,
];
