/** For tests of campaigns over REST: uploads, a small file, a campaign that is created, started and waited for. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignMapping, OpenedFile } from '@offerwright/adapter/src/api/campaign-files.ts';
import type { Campaign } from '@offerwright/adapter/src/api/campaigns.ts';
import type { Role } from '@offerwright/adapter/src/api/history.ts';
import { callRest, type RestCall } from './rest-users.ts';
import type { RunningService } from './start-service.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const waitMsMax = 150_000;

export async function upload<Body = OpenedFile>(
  service: RunningService,
  name: string,
  body: string | Uint8Array,
  call: RestCall = {},
) {
  const type = name.endsWith('.xlsx') ? xlsxType : 'text/csv';
  const path = `/v1/campaigns/files?name=${encodeURIComponent(name)}`;
  return await callRest<Body>(service, 'POST', path, {
    ...call,
    headers: { 'content-type': type, ...call.headers },
    body,
  });
}

/** Clients of invented ages with ids from 1. */
export function csvOfClients(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) => `${index + 1},${20 + (index % 50)}.5,${index % 2},${index % 40}`,
  );
  return `id,age,gender,cnt_tr_buy_3m\n${rows.join('\n')}\n`;
}

export interface WantedCampaign {
  readonly fileId: string;
  readonly mapping: CampaignMapping;
  readonly settings?: object;
  readonly name?: string;
  /** Null: the administrator. */
  readonly as?: Role | null;
}

/** DC by PUSH, by rules, unless the settings say something else. */
export async function createCampaign<Body = Campaign>(service: RunningService, wanted: WantedCampaign) {
  return await callRest<Body>(service, 'POST', '/v1/campaigns', {
    ...(wanted.as !== null && { as: wanted.as ?? 'manager' }),
    body: {
      name: wanted.name ?? 'Проба',
      file_id: wanted.fileId,
      seed: 7,
      settings: {
        mapping: wanted.mapping,
        offers: { mode: 'chosen', products: ['DC'], channels: ['PUSH'] },
        policy: 'rules_only',
        ...wanted.settings,
      },
    },
  });
}

export async function act(service: RunningService, id: string, name: string, call: RestCall = { as: 'manager' }) {
  return await callRest<Campaign>(service, 'POST', `/v1/campaigns/${id}/${name}`, { ...call, body: {} });
}

/** @throws Error when the campaign does not come that far. */
export async function waitForCampaign(
  service: RunningService,
  id: string,
  isThere: (campaign: Campaign) => boolean,
): Promise<Campaign> {
  let last: unknown = null;
  for (const until = performance.now() + waitMsMax; performance.now() < until; await sleep(100)) {
    const answer = await callRest<Campaign>(service, 'GET', `/v1/campaigns/${id}`).catch(() => null);
    if (answer?.status !== 200) continue;
    last = answer.body;
    if (isThere(answer.body)) return answer.body;
  }
  throw new Error(`the campaign did not come that far: ${JSON.stringify(last)}`);
}

export const isFinished = ({ state }: Campaign) => state === 'finished';
