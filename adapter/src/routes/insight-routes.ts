/** Which path of insight leads to which route, and who may. */
import type { Router } from '@koa/router';
import { requireRole } from '../auth/require-role.ts';
import type { AdapterState } from '../context.ts';
import {
  digestDocumentRoute,
  digestMarkdownRoute,
  digestRoute,
  digestsRoute,
  type MarketRouteOptions,
  marketItemsRoute,
  postDigestRoute,
  postMarketFileRoute,
  postMarketItemsRoute,
} from './insight-market.ts';
import {
  companyReportRoute,
  companyReportsRoute,
  companyReportTextRoute,
  deleteCompanyReportRoute,
  deleteJourneyRoute,
  type InsightReportRouteOptions,
  journeyMapRoute,
  journeyReportRoute,
  journeyRoute,
  journeysRoute,
  postCompanyReportRoute,
  postJourneyRoute,
} from './insight-reports.ts';
import { lookIntoInboxRoute, marketInboxRoute } from './market-inbox.ts';

const uploaders = requireRole('administrator', 'manager', 'compliance');

/** Client journeys and companies' statements. */
export function addReportRoutes(router: Router<AdapterState>, options: InsightReportRouteOptions): void {
  const removers = requireRole('administrator', 'manager');
  const [journeys, reports] = ['/v1/insight/journeys', '/v1/insight/reports'];
  router.get(journeys, journeysRoute(options));
  router.post(journeys, uploaders, postJourneyRoute(options));
  router.get(`${journeys}/:id`, journeyRoute(options));
  router.delete(`${journeys}/:id`, removers, deleteJourneyRoute(options));
  router.get(`${journeys}/:id/map.svg`, journeyMapRoute(options));
  router.get(`${journeys}/:id/report.md`, journeyReportRoute(options));
  router.get(reports, companyReportsRoute(options));
  router.post(reports, uploaders, postCompanyReportRoute(options));
  router.get(`${reports}/:id`, companyReportRoute(options));
  router.delete(`${reports}/:id`, removers, deleteCompanyReportRoute(options));
  router.get(`${reports}/:id/report.md`, companyReportTextRoute(options));
}

/** Market watch. */
export function addMarketRoutes(router: Router<AdapterState>, options: MarketRouteOptions): void {
  const market = '/v1/insight/market';
  router.get(`${market}/items`, marketItemsRoute(options));
  router.post(`${market}/items`, uploaders, postMarketItemsRoute(options));
  router.post(`${market}/files`, uploaders, postMarketFileRoute(options));
  router.get(`${market}/inbox`, marketInboxRoute(options));
  router.post(`${market}/inbox/look`, uploaders, lookIntoInboxRoute(options));
  router.get(`${market}/digests`, digestsRoute(options));
  router.post(`${market}/digests`, uploaders, postDigestRoute(options));
  router.get(`${market}/digests/:id`, digestRoute(options));
  router.get(`${market}/digests/:id/digest.md`, digestMarkdownRoute(options));
  router.get(`${market}/digests/:id/digest.docx`, digestDocumentRoute(options));
}
