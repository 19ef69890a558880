/**
 * Campaigns over REST when something goes wrong: pause, resume and cancel in mid-run, an adapter that is killed, two
 * adapters on one database. What must hold in the end: every client has one answer, and nobody was left out.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedFile } from '@offerwright/adapter/src/api/campaign-files.ts';
import type { Campaign } from '@offerwright/adapter/src/api/campaigns.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { act, createCampaign, csvOfClients, isFinished, upload, waitForCampaign } from '../kit/campaign-plans.ts';
import { runSql } from '../kit/postgres.ts';
import { makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';
import { type RunningAdapter, type RunningService, startAdapter } from '../kit/start-service.ts';

const service = useRunningService();
const clientsCount = 300;
const waitMsMax = 240_000;
const folder = mkdtempSync(join(tmpdir(), 'offerwright-campaigns-'));
const started: RunningAdapter[] = [];
let file: OpenedFile;

beforeAll(async () => {
  await makeUsers(service(), ['manager']);
  file = (await upload(service(), 'clients.csv', csvOfClients(clientsCount), { as: 'manager' })).body;
});

afterEach(async () => {
  for (const adapter of started.splice(0)) await adapter.process.stop();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function anotherAdapter(): Promise<RunningService> {
  const adapter = await startAdapter(folder, service().server, service().database.url);
  started.push(adapter);
  return { ...service(), adapter };
}

async function start(on: RunningService = service(), settings: object = {}): Promise<string> {
  const { status, body } = await createCampaign(on, { fileId: file.file.id, mapping: file.suggested, settings });
  expect(status, JSON.stringify(body)).toBe(201);
  expect((await act(on, body.id, 'start')).status).toBe(200);
  return body.id;
}

const hasBegun = ({ progress }: Campaign) => progress.done >= 20;

/** Asked rows, answers, and places of the file that have an answer. */
async function countTexts(id: string): Promise<{ asked: number; answered: number; places: number }> {
  const query = `
    SELECT count(*)::integer AS asked, count(answers.asked_client_id)::integer AS answered,
      count(DISTINCT asked_clients.position)::integer AS places
    FROM campaign_cells
    JOIN campaigns ON campaigns.id = campaign_cells.campaign_id
    JOIN asked_clients ON asked_clients.request_id = campaigns.request_id
    LEFT JOIN answers ON answers.asked_client_id = asked_clients.id
    WHERE campaign_cells.plan_id = $1`;
  const rows = await runSql(service().database.url, query, [id]);
  return rows[0] as { asked: number; answered: number; places: number };
}

const everybodyOnce = { asked: clientsCount, answered: clientsCount, places: clientsCount };

describe('somebody stops a campaign', () => {
  it(
    'pauses it, and resumes it where it stopped',
    async () => {
      const id = await start();
      await waitForCampaign(service(), id, hasBegun);
      expect((await act(service(), id, 'pause')).body.state).toBe('paused');
      expect((await act(service(), id, 'pause')).status).toBe(409);
      await sleep(1500);
      const { answered } = await countTexts(id);
      await sleep(1500);
      expect(await countTexts(id)).toMatchObject({ answered });
      expect(answered).toBeLessThan(clientsCount);
      expect((await act(service(), id, 'resume')).status).toBe(200);
      await waitForCampaign(service(), id, isFinished);
      expect(await countTexts(id)).toEqual(everybodyOnce);
    },
    waitMsMax,
  );

  it(
    'cancels it for good',
    async () => {
      const id = await start();
      await waitForCampaign(service(), id, hasBegun);
      expect((await act(service(), id, 'cancel')).body.state).toBe('cancelled');
      await sleep(1500);
      const { answered } = await countTexts(id);
      expect((await act(service(), id, 'resume')).status).toBe(409);
      await sleep(1500);
      expect(await countTexts(id)).toMatchObject({ answered });
    },
    waitMsMax,
  );
});

describe('several campaigns at once', () => {
  it(
    'share the slots: none waits for another to end',
    async () => {
      const ids = [await start(), await start(), await start()];
      await Promise.all(ids.map((id) => waitForCampaign(service(), id, hasBegun)));
      const campaigns = await Promise.all(ids.map((id) => waitForCampaign(service(), id, () => true)));
      expect(campaigns.filter(isFinished)).toEqual([]);
      await Promise.all(ids.map((id) => waitForCampaign(service(), id, isFinished)));
      for (const id of ids) expect(await countTexts(id)).toEqual(everybodyOnce);
    },
    waitMsMax,
  );
});

describe('adapters come and go', () => {
  it(
    'two on one database: each client is asked once, whoever was told to start',
    async () => {
      const other = await anotherAdapter();
      const ids = [await start(), await start(other)];
      await Promise.all(ids.map((id) => waitForCampaign(service(), id, isFinished)));
      for (const id of ids) expect(await countTexts(id)).toEqual(everybodyOnce);
    },
    waitMsMax,
  );

  it(
    'one that is killed in mid-run: another goes on with its campaigns',
    async () => {
      const doomed = await anotherAdapter();
      const ids = [await start(doomed), await start(doomed)];
      await Promise.all(ids.map((id) => waitForCampaign(service(), id, hasBegun)));
      process.kill(doomed.adapter.process.processId!, 'SIGKILL');
      await Promise.all(ids.map((id) => waitForCampaign(service(), id, isFinished)));
      for (const id of ids) expect(await countTexts(id)).toEqual(everybodyOnce);
    },
    waitMsMax,
  );

  it(
    'the only one is killed and started again: it goes on by itself',
    async () => {
      const id = await start();
      await waitForCampaign(service(), id, hasBegun);
      process.kill(service().adapter.process.processId!, 'SIGKILL');
      await sleep(500);
      const next = await anotherAdapter();
      await waitForCampaign(next, id, isFinished);
      expect(await countTexts(id)).toEqual(everybodyOnce);
    },
    waitMsMax,
  );
});
