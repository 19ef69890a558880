/** Every route in one place; tests compare the list with /openapi.json. */
import { Router } from '@koa/router';
import { buildOpenapi } from '../api/build-openapi.ts';
import { renderApiPage } from '../api/render-api-page.ts';
import type { AuthenticateOptions } from '../auth/authenticate.ts';
import { requireRole } from '../auth/require-role.ts';
import type { AdapterState } from '../context.ts';
import { approveVariant, retireVariant } from '../copybook/review-thread.ts';
import type { Database } from '../db/database.ts';
import type { Metrics } from '../metrics.ts';
import { addCampaignRoutes } from './add-campaign-routes.ts';
import { addStatsRoutes } from './add-stats-routes.ts';
import { auditCsvRoute, auditRoute } from './audit.ts';
import type { CampaignRouteOptions } from './campaigns.ts';
import {
  type CatalogueRouteOptions,
  catalogueRoute,
  checkTermsRoute,
  claimsRoute,
  importRoute,
  productVersionsRoute,
  putTermsRoute,
} from './catalogue.ts';
import { checkRoute } from './check.ts';
import { composeRoute, lineageRoute } from './compose.ts';
import { addConcernRoutes } from './concerns.ts';
import {
  type ContactRouteOptions,
  contactPolicyRoute,
  contactPolicyVersionsRoute,
  contactRoute,
  postContactsRoute,
  putContactPolicyRoute,
  putContactRoute,
} from './contacts.ts';
import {
  approveThreadRoute,
  type CopybookRouteOptions,
  checkDraftRoute,
  commentThreadRoute,
  composeDraftRoute,
  coverageRoute,
  createThreadRoute,
  editionsRoute,
  importCopybookRoute,
  retireThreadRoute,
  reviewVariantRoute,
  reviseThreadRoute,
  takeAnswersRoute,
  threadRoute,
  threadsRoute,
} from './copybook.ts';
import { type GenerateRouteOptions, generateRoute } from './generate.ts';
import { healthRoute, type ReadinessChecks, readinessRoute } from './health.ts';
import {
  exportHistoryRoute,
  type HistoryRouteOptions,
  historyFacetsRoute,
  historyRecordRoute,
  historyRoute,
} from './history.ts';
import type { MarketRouteOptions } from './insight-market.ts';
import { addMarketRoutes, addReportRoutes } from './insight-routes.ts';
import { addInterviewRoutes } from './interviews.ts';
import {
  disagreementsRoute,
  type LabelRouteOptions,
  labelProgressRoute,
  labelsRoute,
  nextLabelsRoute,
  postLabelRoute,
  skipRoute,
} from './labels.ts';
import { addPropensityRoutes } from './propensity.ts';
import { replayRoute } from './replay.ts';
import { createRequestPlaces } from './request-places.ts';
import { rulesRoute } from './rules.ts';
import { sessionRoute, signInRoute, signOutRoute } from './session.ts';
import { putSettingsRoute, settingsRoute } from './settings.ts';
import type { StatsRouteOptions } from './stats.ts';
import {
  changePasswordRoute,
  invitationRoute,
  inviteUserRoute,
  putUserRoute,
  resetPasswordRoute,
  takeUpInvitationRoute,
  usersRoute,
} from './users.ts';
import {
  channelsRoute,
  featuresRoute,
  productsRoute,
  signalsRoute,
  type VocabularyRouteOptions,
} from './vocabulary.ts';
import { webRoute } from './web.ts';

export interface RouterOptions
  extends GenerateRouteOptions,
    CatalogueRouteOptions,
    ContactRouteOptions,
    CopybookRouteOptions,
    VocabularyRouteOptions,
    StatsRouteOptions,
    CampaignRouteOptions {
  readonly authentication: AuthenticateOptions;
  readonly database: () => Database;
  readonly marketInbox: MarketRouteOptions['marketInbox'];
  readonly readiness: ReadinessChecks;
  readonly metrics: Metrics;
  /** Reads what is true now into the metrics; never fails. */
  readonly observe: () => Promise<void>;
}

export function buildRouter(options: RouterOptions): Router<AdapterState> {
  const openapi = buildOpenapi(options.clientsPerRequestMax);
  const apiPage = renderApiPage(openapi);
  const router = new Router<AdapterState>();
  const places = createRequestPlaces();
  router.get('/healthz', healthRoute);
  router.get('/readyz', readinessRoute(options.readiness));
  router.get('/metrics', async (context) => {
    await options.observe();
    context.type = options.metrics.registry.contentType;
    context.body = await options.metrics.registry.metrics();
  });
  router.get('/openapi.json', (context) => {
    context.body = openapi;
  });
  router.get('/', (context) => context.redirect('/web/'));
  router.get('/web{/*path}', webRoute);
  router.get('/api', (context) => {
    context.type = 'html';
    context.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
    context.body = apiPage;
  });
  router.post('/v1/session', signInRoute(options.authentication));
  router.get('/v1/session', sessionRoute);
  router.delete('/v1/session', signOutRoute(options.authentication));
  router.get('/v1/me', (context) => {
    const { name, role } = context.state.user!;
    context.body = { name, role };
  });
  router.post('/v1/me/password', changePasswordRoute(options));
  router.get('/v1/users', requireRole('administrator'), usersRoute(options));
  router.post('/v1/users', requireRole('administrator'), inviteUserRoute(options));
  router.put('/v1/users/:id', requireRole('administrator'), putUserRoute(options));
  router.post('/v1/users/:id/reset-password', requireRole('administrator'), resetPasswordRoute(options));
  router.get('/v1/invitations/:token', invitationRoute(options));
  router.post('/v1/invitations/:token', takeUpInvitationRoute(options));
  router.get('/v1/audit', requireRole('administrator', 'compliance'), auditRoute(options));
  router.get('/v1/audit.csv', requireRole('administrator', 'compliance'), auditCsvRoute(options));
  router.post('/v1/generate', requireRole('administrator', 'manager'), generateRoute(options, places));
  router.post('/v1/compose', requireRole('administrator', 'manager'), composeRoute(options, places));
  router.get('/v1/answers/:id/lineage', lineageRoute(options));
  router.get('/v1/settings', settingsRoute(options));
  router.put('/v1/settings', requireRole('administrator', 'manager'), putSettingsRoute(options));
  addHistoryRoutes(router, options);
  addStatsRoutes(router, options);
  router.get('/v1/products', productsRoute(options));
  router.get('/v1/channels', channelsRoute(options));
  router.get('/v1/signals', signalsRoute(options));
  router.get('/v1/features', featuresRoute(options));
  router.get('/v1/rules', rulesRoute(options));
  router.post('/v1/check', checkRoute(options));
  router.post('/v1/replay', requireRole('administrator', 'compliance'), replayRoute(options));
  // Before the routes with a product in their path: "claims" and "import" are no products.
  router.get('/v1/catalogue', catalogueRoute(options));
  router.get('/v1/catalogue/claims', claimsRoute(options));
  router.post('/v1/catalogue/import', requireRole('administrator', 'compliance'), importRoute(options));
  router.get('/v1/catalogue/:product', productVersionsRoute(options));
  router.put('/v1/catalogue/:product', requireRole('administrator', 'compliance'), putTermsRoute(options));
  router.post(
    '/v1/catalogue/:product/check',
    requireRole('administrator', 'manager', 'reviewer', 'compliance'),
    checkTermsRoute(options),
  );
  const contactWriters = requireRole('administrator', 'manager', 'compliance');
  router.post('/v1/contacts', contactWriters, postContactsRoute(options));
  router.get('/v1/contacts/:client_id', contactRoute(options));
  router.put('/v1/contacts/:client_id', contactWriters, putContactRoute(options));
  router.get('/v1/contact-policy', contactPolicyRoute(options));
  router.get('/v1/contact-policy/versions', contactPolicyVersionsRoute(options));
  router.put('/v1/contact-policy', requireRole('administrator', 'compliance'), putContactPolicyRoute(options));
  addCopybookRoutes(router, options);
  addCampaignRoutes(router, options);
  addReportRoutes(router, options);
  addMarketRoutes(router, options);
  addInterviewRoutes(router, options);
  addPropensityRoutes(router, options);
  addConcernRoutes(router, options);
  return router;
}

function addHistoryRoutes(router: Router<AdapterState>, options: HistoryRouteOptions & LabelRouteOptions): void {
  const labellers = requireRole('administrator', 'reviewer', 'compliance');
  router.get('/v1/history', historyRoute(options));
  router.get('/v1/history/facets', historyFacetsRoute(options));
  const exporters = requireRole('administrator', 'compliance', 'manager');
  router.get('/v1/history/export', exporters, exportHistoryRoute(options));
  router.get('/v1/history/:id', historyRecordRoute(options));
  const markers = requireRole('administrator', 'manager', 'reviewer', 'compliance');
  router.post('/v1/answers/:id/labels', markers, postLabelRoute(options));
  router.get('/v1/answers/:id/labels', labelsRoute(options));
  router.post('/v1/answers/:id/skip', labellers, skipRoute(options));
  router.get('/v1/labels/next', labellers, nextLabelsRoute(options));
  router.get('/v1/labels/progress', labellers, labelProgressRoute(options));
  router.get('/v1/labels/disagreements', labellers, disagreementsRoute(options));
}

function addCopybookRoutes(router: Router<AdapterState>, options: CopybookRouteOptions): void {
  const writers = requireRole('administrator', 'manager');
  const reviewers = requireRole('administrator', 'compliance', 'reviewer');
  const allButViewers = requireRole('administrator', 'manager', 'reviewer', 'compliance');
  const threads = '/v1/copybook/threads';
  router.get(threads, threadsRoute(options));
  router.post(threads, writers, createThreadRoute(options));
  router.post(`${threads}/check`, allButViewers, checkDraftRoute(options));
  router.post(`${threads}/compose`, allButViewers, composeDraftRoute(options));
  router.get(`${threads}/:thread`, threadRoute(options));
  router.post(`${threads}/:thread/revisions`, writers, reviseThreadRoute(options));
  router.post(`${threads}/:thread/approve`, reviewers, approveThreadRoute(options));
  router.post(`${threads}/:thread/retire`, reviewers, retireThreadRoute(options));
  router.post(`${threads}/:thread/variants/approve`, reviewers, reviewVariantRoute(options, approveVariant));
  router.post(`${threads}/:thread/variants/retire`, reviewers, reviewVariantRoute(options, retireVariant));
  router.post(`${threads}/:thread/comments`, allButViewers, commentThreadRoute(options));
  router.post('/v1/copybook/candidates/from-answers', writers, takeAnswersRoute(options));
  router.post('/v1/copybook/import', requireRole('administrator', 'compliance'), importCopybookRoute(options));
  router.get('/v1/copybook/coverage', coverageRoute(options));
  router.get('/v1/copybook/editions', editionsRoute(options));
}
