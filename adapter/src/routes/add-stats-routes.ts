/** Routes of outcomes and of the numbers made of them. */
import type { Router } from '@koa/router';
import { requireRole } from '../auth/require-role.ts';
import type { AdapterState } from '../context.ts';
import {
  readCalibration,
  readLabels,
  readLatency,
  readOutcomes,
  readRules,
  readVersions,
  readVolumes,
} from '../stats/read-stats.ts';
import { importOutcomesRoute, inspectOutcomesRoute, type OutcomeRouteOptions, postOutcomesRoute } from './outcomes.ts';
import {
  queueStatsRoute,
  type StatsRouteOptions,
  statsRoute,
  threadStatsRoute,
  upliftStatsRoute,
  variantStatsRoute,
} from './stats.ts';

export function addStatsRoutes(router: Router<AdapterState>, options: OutcomeRouteOptions & StatsRouteOptions): void {
  const writers = requireRole('administrator', 'manager');
  router.post('/v1/outcomes', writers, postOutcomesRoute(options));
  router.post('/v1/outcomes/inspect', writers, inspectOutcomesRoute);
  router.post('/v1/outcomes/import', writers, importOutcomesRoute(options));
  router.get('/v1/stats/volumes', statsRoute(options, readVolumes));
  router.get('/v1/stats/latency', statsRoute(options, readLatency));
  router.get('/v1/stats/rules', statsRoute(options, readRules));
  router.get('/v1/stats/labels', statsRoute(options, readLabels));
  router.get('/v1/stats/calibration', statsRoute(options, readCalibration));
  router.get('/v1/stats/outcomes', statsRoute(options, readOutcomes));
  router.get('/v1/stats/versions', statsRoute(options, readVersions));
  router.get('/v1/stats/threads', threadStatsRoute(options));
  router.get('/v1/stats/threads/:thread', variantStatsRoute(options));
  router.get('/v1/stats/uplift', upliftStatsRoute(options));
  router.get('/v1/stats/queue', queueStatsRoute(options));
}
