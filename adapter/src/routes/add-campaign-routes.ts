/** The routes of campaigns, with the roles that may use them. */
import type { Router } from '@koa/router';
import { requireRole } from '../auth/require-role.ts';
import type { CampaignActName } from '../campaigns/plans/manage-plan.ts';
import type { AdapterState } from '../context.ts';
import {
  campaignFileRoute,
  campaignFilesRoute,
  checkFileRoute,
  countAudienceRoute,
  uploadFileRoute,
} from './campaign-files.ts';
import {
  approvalRulesRoute,
  approveCampaignRoute,
  type CampaignRouteOptions,
  campaignActRoute,
  campaignResultsRoute,
  campaignRoute,
  campaignsRoute,
  changeCampaignRoute,
  createCampaignRoute,
  exportCampaignRoute,
  putApprovalRulesRoute,
} from './campaigns.ts';

const acts: readonly CampaignActName[] = ['start', 'pause', 'resume', 'cancel'];

export function addCampaignRoutes(router: Router<AdapterState>, options: CampaignRouteOptions): void {
  const writers = requireRole('administrator', 'manager');
  const approvers = requireRole('administrator', 'manager', 'compliance');
  const campaigns = '/v1/campaigns';
  // Before the routes with a campaign in their path: "files" is none.
  router.get(`${campaigns}/files`, writers, campaignFilesRoute(options));
  router.post(`${campaigns}/files`, writers, uploadFileRoute(options));
  router.get(`${campaigns}/files/:id`, writers, campaignFileRoute(options));
  router.post(`${campaigns}/files/:id/check`, writers, checkFileRoute(options));
  router.post(`${campaigns}/files/:id/audience`, writers, countAudienceRoute(options));
  router.get(campaigns, campaignsRoute(options));
  router.post(campaigns, writers, createCampaignRoute(options));
  router.get(`${campaigns}/:id`, campaignRoute(options));
  router.put(`${campaigns}/:id`, writers, changeCampaignRoute(options));
  for (const act of acts) router.post(`${campaigns}/:id/${act}`, writers, campaignActRoute(options, act));
  router.post(`${campaigns}/:id/approvals`, approvers, approveCampaignRoute(options));
  router.get(`${campaigns}/:id/results`, campaignResultsRoute(options));
  router.get(`${campaigns}/:id/export`, approvers, exportCampaignRoute(options));
  router.get('/v1/campaign-approval-rules', approvalRulesRoute(options));
  router.put('/v1/campaign-approval-rules', requireRole('administrator', 'compliance'), putApprovalRulesRoute(options));
}
