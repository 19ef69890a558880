/** Campaigns over REST from end to end: the 667 reference clients, approval by reach, control group, ranking, export. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedFile } from '@offerwright/adapter/src/api/campaign-files.ts';
import type { Campaign, CampaignApproval, CampaignResult } from '@offerwright/adapter/src/api/campaigns.ts';
import { roles } from '@offerwright/adapter/src/api/history.ts';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { act, createCampaign, csvOfClients, isFinished, upload, waitForCampaign } from '../kit/campaign-plans.ts';
import { callRest, type ErrorBody, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
/** 667 clients on a busy machine. */
const longMs = 180_000;
let reference: OpenedFile;
let small: OpenedFile;

beforeAll(async () => {
  await makeUsers(service(), roles);
  const content = await readFile(join(repositoryRoot, 'tests', 'data', 'Dataset_Yakutia.xlsx'));
  reference = (await upload(service(), 'Клиенты.xlsx', content, { as: 'manager' })).body;
  small = (await upload(service(), 'small.csv', csvOfClients(20), { as: 'manager' })).body;
});

interface Results {
  readonly items: CampaignResult[];
  readonly next_cursor: string | null;
}

async function listAll(id: string, query = ''): Promise<CampaignResult[]> {
  const found: CampaignResult[] = [];
  for (let cursor = ''; ; ) {
    const path = `/v1/campaigns/${id}/results?limit=200${query}${cursor}`;
    const { body } = await callRest<Results>(service(), 'GET', path);
    found.push(...body.items);
    if (body.next_cursor === null) return found;
    cursor = `&cursor=${body.next_cursor}`;
  }
}

async function run(settings: object, file = small, name = 'Проба'): Promise<Campaign> {
  const wanted = { fileId: file.file.id, mapping: file.suggested, settings, name };
  const { status, body } = await createCampaign(service(), wanted);
  expect(status, JSON.stringify(body)).toBe(201);
  expect((await act(service(), body.id, 'start')).status).toBe(200);
  return await waitForCampaign(service(), body.id, isFinished);
}

const approve = (id: string, as: (typeof roles)[number], decision = 'approve', comment = 'прочитано') =>
  callRest<CampaignApproval & ErrorBody>(service(), 'POST', `/v1/campaigns/${id}/approvals`, {
    as,
    body: { decision, comment },
  });

describe('the file', () => {
  it('is stored with a mapping by the names of its columns', () => {
    expect(reference.file).toMatchObject({ name: 'Клиенты.xlsx', rows: 667, format: 'xlsx', uploaded_by: 'manager' });
    expect(reference.sample).toHaveLength(20);
    expect(reference.suggested.id_column).toBeNull();
    expect(reference.suggested.columns.length).toBeGreaterThanOrEqual(24);
    expect(small.suggested).toMatchObject({ id_column: 0 });
  });

  it('is checked before the run', async () => {
    const { body } = await callRest(service(), 'POST', `/v1/campaigns/files/${reference.file.id}/check`, {
      body: { mapping: reference.suggested },
    });
    expect(body).toMatchObject({ rows: 667, rows_good: 667, problems: [], minors: 5 });
  });

  it('with bad rows says which', async () => {
    const rows = ['id,age,gender', '1,30,1', '1,31,0', 'x,32,1', '4,many,1', '5,17,1', '', '7,40,2'];
    const { body: opened } = await upload(service(), 'bad.csv', rows.join('\n'), { as: 'manager' });
    const { body } = await callRest(service(), 'POST', `/v1/campaigns/files/${opened.file.id}/check`, {
      body: { mapping: opened.suggested },
    });
    expect(body).toMatchObject({
      rows: 6,
      rows_good: 2,
      minors: 1,
      problems: expect.arrayContaining([
        expect.objectContaining({ kind: 'duplicate_client_id', count: 1, rows: [2] }),
        expect.objectContaining({ kind: 'invalid_client_id', count: 1, rows: [3] }),
        expect.objectContaining({ kind: 'invalid_features', field: 'age', count: 1, rows: [4] }),
        expect.objectContaining({ kind: 'invalid_features', field: 'gender', count: 1, rows: [7] }),
      ]),
    });
  });
});

describe('a campaign on the reference clients', () => {
  it(
    'gives everybody a text, a place in the control group or a reason, and is exported once approved',
    async () => {
      const settings = { offers: { mode: 'chosen', products: ['CC'], channels: ['SMS'] }, control_share: 0.1 };
      const finished = await run(settings, reference, 'Карты для всех');
      const { progress } = finished;
      expect(progress.excluded).toEqual([{ reason: 'minor', count: 5 }]);
      expect(progress.control).toBeGreaterThan(40);
      expect(progress.planned + progress.control + 5).toBe(667);
      expect(progress.done).toBe(progress.planned);
      expect(finished.reach).toBe(progress.planned);
      const results = await listAll(finished.id);
      expect(results.map(({ row }) => row)).toEqual(Array.from({ length: 667 }, (_, index) => index + 1));
      expect(results.filter(({ answer }) => answer !== null)).toHaveLength(progress.planned);
      expect(results.filter(({ status }) => status === 'control').every(({ answer }) => answer === null)).toBe(true);

      // From 101 to 10,000 clients: one compliance officer.
      expect(finished.approval).toMatchObject({ state: 'waiting', needed: [{ role: 'compliance', count: 1 }] });
      const path = `/v1/campaigns/${finished.id}/export`;
      const early = await callRest(service(), 'GET', path, { as: 'manager' });
      expect([early.status, early.body.error.kind]).toEqual([409, 'campaign_not_approved']);
      expect((await approve(finished.id, 'administrator')).body.state).toBe('waiting');
      expect((await approve(finished.id, 'manager')).body.error.kind).toBe('own_campaign');
      expect((await approve(finished.id, 'viewer')).status).toBe(403);
      expect((await approve(finished.id, 'compliance', 'reject')).body.state).toBe('rejected');
      expect((await callRest(service(), 'GET', path)).status).toBe(409);
      expect((await approve(finished.id, 'compliance')).body.state).toBe('approved');

      const { status, body } = await callRest<string>(service(), 'GET', `${path}?format=csv`, { as: 'manager' });
      expect(status).toBe(200);
      const rows = parse(body, { columns: true, bom: true }) as unknown as Record<string, string>[];
      expect(rows).toHaveLength(667);
      expect(rows.filter(({ group }) => group === 'control')).toHaveLength(progress.control);
      expect(rows.filter(({ group, text }) => group === 'control' && text !== '')).toEqual([]);
      expect(new Set(rows.filter(({ status }) => status === 'sendable').map(({ product }) => product))).toEqual(
        new Set(['CC']),
      );
      const sheet = await callRest<string>(service(), 'GET', `${path}?format=xlsx`, { as: 'manager' });
      expect([sheet.status, String(sheet.body).slice(0, 2)]).toEqual([200, 'PK']);
    },
    longMs,
  );

  it(
    'ranked gives each client its best offers, with reasons',
    async () => {
      const offers = {
        mode: 'ranked',
        products: ['DC', 'DEPOSIT', 'CC', 'TOPUP'],
        channels: ['PUSH', 'SMS'],
        per_client: 2,
      };
      const finished = await run({ offers, audience: { age_min: 25, age_max: 60 } }, reference, 'Лучшее предложение');
      const results = (await listAll(finished.id)).filter(({ status }) => status !== 'excluded');
      expect(results.length).toBeGreaterThan(400);
      const byRow = Map.groupBy(results, ({ row }) => row);
      for (const own of byRow.values()) {
        expect(own.length).toBeLessThanOrEqual(2);
        expect(new Set(own.map(({ product }) => product)).size).toBe(own.length);
        expect(own.every(({ score, reasons }) => score !== null && reasons.length > 0)).toBe(true);
        expect(own.map(({ score }) => score)).toEqual(own.map(({ score }) => score).toSorted((a, b) => b! - a!));
      }
      // Nobody who pays with a card here is offered one, and nobody without a loan its renewal.
      for (const { product, answer } of results) {
        if (product === 'DC') expect(answer?.signals).not.toContain('active_card');
        if (product === 'TOPUP') expect(answer?.signals).toContain('borrower');
      }
    },
    longMs,
  );

  it('divides clients among variants and the control group by the seed alone', async () => {
    const settings = {
      control_share: 0.3,
      variants: [
        { name: 'Деньги', weight: 1, concern: 'finance' },
        { name: 'Время', weight: 1, concern: 'efficiency' },
      ],
    };
    const [first, second] = [await run(settings), await run(settings)];
    const groups = async ({ id }: Campaign) =>
      (await listAll(id)).map(({ status, variant }) => [status === 'control', variant]);
    expect(await groups(first)).toEqual(await groups(second));
    expect(first.cells.map(({ variant }) => variant).sort()).toEqual(['Время', 'Деньги']);
    for (const { variant, answer } of await listAll(first.id)) {
      if (answer !== null) expect(answer.concern).toBe(variant === 'Деньги' ? 'finance' : 'efficiency');
    }
  });
});

describe('filters of the audience', () => {
  it.each([
    [{ age_min: 40, age_max: 49 }, 'audience.age'],
    [{ genders: ['f'] }, 'audience.gender'],
    [{ signals_any: ['active_card'] }, 'audience.signals'],
    [{ with_consent: true }, 'audience.consent'],
    [{ regions: ['Якутия'] }, 'audience.region'],
  ])('%o leaves out %s', async (audience, reason) => {
    const { progress } = await run({ audience });
    const left = progress.excluded.find((one) => one.reason === reason)?.count ?? 0;
    expect(left).toBeGreaterThan(0);
    expect(left + progress.planned).toBe(20);
  });
});

describe('approval by reach', () => {
  it('up to 100 clients needs one approver other than the author', async () => {
    const finished = await run({});
    expect(finished.approval).toMatchObject({ state: 'waiting', needed: [{ role: 'manager', count: 1 }] });
    expect((await approve(finished.id, 'reviewer')).status).toBe(403);
    expect((await approve(finished.id, 'administrator', 'reject', '')).status).toBe(422);
    expect((await approve(finished.id, 'administrator')).body).toMatchObject({ state: 'approved', missing: [] });
  });

  it('follows rules that compliance changes, and says when somebody else changed them', async () => {
    const path = '/v1/campaign-approval-rules';
    const steps = [
      { clients_max: 10, approvers: [{ role: 'manager', count: 1 }] },
      {
        clients_max: null,
        approvers: [
          { role: 'manager', count: 1 },
          { role: 'compliance', count: 1 },
        ],
      },
    ];
    const { headers } = await callRest(service(), 'GET', path);
    const put = (body: unknown, ifMatch = headers.get('etag')!) =>
      callRest(service(), 'PUT', path, { as: 'compliance', headers: { 'if-match': ifMatch }, body });
    expect((await put({ steps: steps.toReversed() })).status).toBe(422);
    expect((await put({ steps })).status).toBe(200);
    expect((await put({ steps })).body.error.kind).toBe('version_conflict');
    const finished = await run({});
    expect((await approve(finished.id, 'compliance')).body).toMatchObject({
      state: 'waiting',
      missing: [{ role: 'manager', count: 1 }],
    });
    expect((await approve(finished.id, 'administrator')).body.state).toBe('approved');
  });

  it('comes after the texts', async () => {
    const { body } = await createCampaign(service(), { fileId: small.file.id, mapping: small.suggested });
    expect(body.approval.state).toBe('not_ready');
    expect((await approve(body.id, 'administrator')).body.error).toMatchObject({
      kind: 'campaign_state',
      given: 'draft',
    });
  });
});

describe('what cannot be', () => {
  it.each([
    [{ offers: { mode: 'chosen', products: ['NONE'], channels: ['SMS'] } }, 'unknown_product'],
    [{ offers: { mode: 'chosen', products: ['CC'], channels: ['FAX'] } }, 'unknown_channel'],
    [{ offers: { mode: 'chosen', products: ['CC', 'CC'], channels: ['SMS'] } }, 'invalid_request'],
    [{ audience: { age_min: 50, age_max: 40 } }, 'invalid_request'],
    [{ mapping: { id_column: 99, columns: [] } }, 'invalid_request'],
    [
      {
        variants: [
          { name: 'A', weight: 1 },
          { name: 'A', weight: 2 },
        ],
      },
      'invalid_request',
    ],
    [{ control_share: 0.9 }, 'invalid_request'],
  ])('%o is refused: %s', async (settings, kind) => {
    const wanted = { fileId: small.file.id, mapping: small.suggested, settings };
    expect((await createCampaign<ErrorBody>(service(), wanted)).body.error.kind).toBe(kind);
  });

  it('a second start is told the state', async () => {
    const { id } = await run({});
    const { status, body } = await act(service(), id, 'start');
    expect([status, body]).toMatchObject([409, { error: { kind: 'campaign_state', given: 'finished' } }]);
  });
});
