/** Campaigns and the files they run over. */
import type { AudienceCount } from '../../../src/api/campaign-audience.ts';
import type { CampaignFile, CampaignMapping, FileReport, OpenedFile } from '../../../src/api/campaign-files.ts';
import type { KeptRanking, RankedBy } from '../../../src/api/campaign-ranking.ts';
import type {
  Approvers,
  Campaign,
  CampaignApproval,
  CampaignItem,
  CampaignResult,
  CampaignSettings,
  CampaignState,
} from '../../../src/api/campaigns.ts';
import { callApi, openApi } from './call-api.ts';

export type {
  Approvers,
  AudienceCount,
  Campaign,
  CampaignApproval,
  CampaignFile,
  CampaignItem,
  CampaignMapping,
  CampaignResult,
  CampaignSettings,
  CampaignState,
  FileReport,
  KeptRanking,
  OpenedFile,
  RankedBy,
};

export const campaignsKey = ['campaigns'] as const;

export interface CampaignsPage {
  readonly items: readonly CampaignItem[];
  readonly next_cursor: string | null;
}

export interface ResultsPage {
  readonly items: readonly CampaignResult[];
  readonly next_cursor: string | null;
}

export function listCampaigns(cursor: string | null, signal?: AbortSignal): Promise<CampaignsPage> {
  const query = cursor === null ? '' : `?cursor=${cursor}`;
  return callApi(`/v1/campaigns${query}`, { signal });
}

export function fetchCampaign(id: string, signal?: AbortSignal): Promise<Campaign> {
  return callApi(`/v1/campaigns/${encodeURIComponent(id)}`, { signal });
}

export interface NewCampaign {
  readonly name: string;
  readonly file_id: string;
  /** Decides who is in the control group: those that were counted before. */
  readonly seed: number;
  readonly settings: CampaignSettings;
}

export function createCampaign(body: NewCampaign): Promise<Campaign> {
  return callApi('/v1/campaigns', { method: 'POST', body });
}

/** @param version that was read; another one by now is refused (version_conflict) */
export function changeCampaign(id: string, version: number, body: Pick<NewCampaign, 'name' | 'settings'>) {
  const headers = { 'if-match': `"${version}"` };
  return callApi<Campaign>(`/v1/campaigns/${encodeURIComponent(id)}`, { method: 'PUT', body, headers });
}

export function countAudience(
  fileId: string,
  body: Pick<NewCampaign, 'seed' | 'settings'>,
  signal?: AbortSignal,
): Promise<AudienceCount> {
  return callApi(`/v1/campaigns/files/${fileId}/audience`, { method: 'POST', body, signal });
}

export type CampaignAct = 'start' | 'pause' | 'resume' | 'cancel';

/** A draft is started in the version that was read: somebody else may have changed it since. */
export function actOnCampaign({ id, version }: Pick<Campaign, 'id' | 'version'>, act: CampaignAct): Promise<Campaign> {
  const headers: Record<string, string> = act === 'start' ? { 'if-match': `"${version}"` } : {};
  return callApi(`/v1/campaigns/${id}/${act}`, { method: 'POST', body: {}, headers });
}

export function decideOnCampaign(
  id: string,
  body: { readonly decision: 'approve' | 'reject'; readonly comment: string },
): Promise<CampaignApproval> {
  return callApi(`/v1/campaigns/${id}/approvals`, { method: 'POST', body });
}

export type ResultFilters = Readonly<
  Partial<Record<'status' | 'source' | 'verdict' | 'label' | 'product' | 'channel' | 'variant' | 'client_id', string>>
>;

export function listResults(
  id: string,
  filters: ResultFilters,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<ResultsPage> {
  const query = new URLSearchParams({ ...filters, ...(cursor !== null && { cursor }) });
  return callApi(`/v1/campaigns/${id}/results?${query}`, { signal });
}

/** Over fetch, not a link: a refusal is shown on the page, and an expired session asks to sign in again. */
export async function downloadCampaign(id: string, format: 'csv' | 'xlsx'): Promise<void> {
  const response = await openApi(`/v1/campaigns/${id}/export?format=${format}`);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `offerwright-campaign.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}

const fileTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** By the name's end: what browsers call a .csv differs from one machine to another. */
export function uploadFile(file: File): Promise<OpenedFile> {
  const type = file.name.toLowerCase().endsWith('.xlsx') ? fileTypes.xlsx : fileTypes.csv;
  const path = `/v1/campaigns/files?${new URLSearchParams({ name: file.name })}`;
  return callApi(path, { method: 'POST', body: file, headers: { 'content-type': type } });
}

export async function listFiles(signal?: AbortSignal): Promise<readonly CampaignFile[]> {
  return (await callApi<{ items: readonly CampaignFile[] }>('/v1/campaigns/files', { signal })).items;
}

export function fetchFile(id: string, signal?: AbortSignal): Promise<OpenedFile> {
  return callApi(`/v1/campaigns/files/${encodeURIComponent(id)}`, { signal });
}

export function checkFile(id: string, mapping: CampaignMapping, signal?: AbortSignal): Promise<FileReport> {
  return callApi(`/v1/campaigns/files/${id}/check`, { method: 'POST', body: { mapping }, signal });
}

export interface ApprovalRules {
  readonly version: number;
  readonly steps: readonly { readonly clients_max: number | null; readonly approvers: Approvers }[];
  readonly created_by: string | null;
  readonly created_at: string;
}

export const approvalRulesKey = ['campaign-approval-rules'] as const;

export function fetchApprovalRules(signal?: AbortSignal): Promise<ApprovalRules> {
  return callApi('/v1/campaign-approval-rules', { signal });
}

export function putApprovalRules(version: number, steps: ApprovalRules['steps']): Promise<ApprovalRules> {
  const headers = { 'if-match': `"${version}"` };
  return callApi('/v1/campaign-approval-rules', { method: 'PUT', body: { steps }, headers });
}
