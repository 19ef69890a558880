/** Files of clients: uploaded as they are, looked at, and checked by a mapping before a campaign runs over them. */
import { z } from 'zod';
import { countAudienceSchema } from '../api/campaign-audience.ts';
import { type CampaignFile, checkFileSchema, uploadQuerySchema } from '../api/campaign-files.ts';
import { parseInput } from '../api/parse-input.ts';
import { planLimits } from '../api/plan-limits.ts';
import { checkFile } from '../campaigns/plans/check-file.ts';
import { countAudience } from '../campaigns/plans/count-audience.ts';
import { suggestMapping } from '../campaigns/plans/suggest-mapping.ts';
import { uploadFile } from '../campaigns/plans/upload-file.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import type { Database } from '../db/database.ts';
import { listFileRows } from '../db/plans/list-file-rows.ts';
import { listFiles } from '../db/plans/list-files.ts';
import { ClientLeftError, RequestError } from '../errors.ts';
import { fileFormatOf, openFileBody } from '../middleware/read-file-body.ts';
import { actorOf, type CampaignRouteOptions } from './campaigns.ts';

const filePathSchema = z.strictObject({ id: z.uuid() });

/** GET /v1/campaigns/files */
export function campaignFilesRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = { items: await listFiles(campaigns().database, { filesMax: planLimits.clientsFilesListed }) };
  };
}

/** POST /v1/campaigns/files */
export function uploadFileRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { name } = parseInput(uploadQuerySchema, { ...context.query });
    const format = fileFormatOf(context) === 'xlsx' ? 'xlsx' : 'csv';
    const open = campaigns();
    const content = openFileBody(context);
    const id = await uploadFile(open, { content, name, format, actor: actorOf(context) });
    context.status = 201;
    context.body = await describeFile(open.database, id);
  };
}

/** GET /v1/campaigns/files/{id} */
export function campaignFileRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = await describeFile(campaigns().database, parseId(context));
  };
}

/** POST /v1/campaigns/files/{id}/check */
export function checkFileRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const id = parseId(context);
    const { mapping } = parseInput(checkFileSchema, context.request.body);
    const { database } = campaigns();
    context.body = await checkFile(database, await findFileOrRefuse(database, id), mapping);
  };
}

/** POST /v1/campaigns/files/{id}/audience */
export function countAudienceRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const id = parseId(context);
    const { settings, seed } = parseInput(countAudienceSchema, context.request.body);
    const open = campaigns();
    const file = await findFileOrRefuse(open.database, id);
    // Somebody who goes on choosing asks again: what they left is not counted to its end.
    const left = new AbortController();
    context.res.once('close', () => left.abort(new ClientLeftError()));
    context.body = await countAudience(open, { file, settings, seed }, left.signal);
  };
}

async function describeFile(database: Database, id: string) {
  const file = await findFileOrRefuse(database, id);
  const sample = await listFileRows(database, id, 0, planLimits.fileSampleRows);
  return { file, suggested: suggestMapping(file.columns), sample };
}

async function findFileOrRefuse(database: Database, id: string): Promise<CampaignFile> {
  const [file] = await listFiles(database, { id, filesMax: 1 });
  if (file === undefined) throw new RequestError('not_found', 'there is no such file', { field: 'id' });
  return file;
}

function parseId(context: AdapterContext): string {
  return parseInput(filePathSchema, { ...(context as { params?: object }).params }).id;
}
