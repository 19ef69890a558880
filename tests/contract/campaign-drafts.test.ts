/** Campaigns before their start, over REST: a draft that is changed by two people, and its audience counted. */
import type { AudienceCount } from '@offerwright/adapter/src/api/campaign-audience.ts';
import type { OpenedFile } from '@offerwright/adapter/src/api/campaign-files.ts';
import type { Campaign, CampaignResult } from '@offerwright/adapter/src/api/campaigns.ts';
import { type HistoryItem, roles } from '@offerwright/adapter/src/api/history.ts';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { act, createCampaign, csvOfClients, isFinished, upload, waitForCampaign } from '../kit/campaign-plans.ts';
import { callRest, type ErrorBody, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';
import { tinyModel } from '../kit/tiny-propensity-model.ts';

const service = useRunningService();
let file: OpenedFile;

beforeAll(async () => {
  await makeUsers(service(), roles);
  file = (await upload(service(), 'clients.csv', csvOfClients(40), { as: 'manager' })).body;
});

const chosen = { mode: 'chosen', products: ['DC'], channels: ['PUSH'] } as const;

async function draft(settings: object = {}): Promise<Campaign> {
  const { status, body } = await createCampaign(service(), { fileId: file.file.id, mapping: file.suggested, settings });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

interface Change {
  readonly version: number;
  readonly settings?: object;
  readonly name?: string;
  readonly as?: 'manager' | 'administrator';
}

function change<Body = Campaign>(id: string, { version, settings = {}, name = 'Другая', as = 'manager' }: Change) {
  return callRest<Body>(service(), 'PUT', `/v1/campaigns/${id}`, {
    as,
    headers: { 'if-match': `"${version}"` },
    body: { name, settings: { mapping: file.suggested, offers: chosen, policy: 'rules_only', ...settings } },
  });
}

async function count(settings: object, seed = 7, fileId = file.file.id): Promise<AudienceCount> {
  const { status, body } = await callRest<AudienceCount>(service(), 'POST', `/v1/campaigns/files/${fileId}/audience`, {
    as: 'manager',
    body: { seed, settings: { mapping: file.suggested, offers: chosen, policy: 'rules_only', ...settings } },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

describe('a draft', () => {
  it('is changed in everything but its file and seed, with a line in the audit trail', async () => {
    const { id, version, seed } = await draft();
    expect(version).toBe(1);
    const settings = {
      mapping: { ...file.suggested, columns: file.suggested.columns.slice(0, 2) },
      offers: { mode: 'ranked', products: ['DC', 'DEPOSIT'], channels: ['SMS'], per_client: 1 },
      audience: { age_min: 30 },
      control_share: 0.2,
      variants: [
        { name: 'Один', weight: 1 },
        { name: 'Два', weight: 2 },
      ],
      profile: 'law2025',
      approved_only: false,
    };
    const { status, body } = await change(id, { version, settings, as: 'administrator' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Другая', version: 2, seed, changed_by: 'administrator', settings });
    const { body: trail } = await callRest<{ items: { action: string; subject: string; details: object }[] }>(
      service(),
      'GET',
      '/v1/audit?action=campaigns.change',
    );
    const line = trail.items.find(({ subject }) => subject === id);
    expect(line?.details).toEqual({
      name: 'Другая',
      version: 2,
      changed: 'name mapping offers audience control_share variants profile',
    });
  });

  it('tells the second of two who change it what is there now, and lets them go on from it', async () => {
    const { id } = await draft();
    await change(id, { version: 1, name: 'Первая', as: 'administrator' });
    const late = await change<ErrorBody & { current: object }>(id, { version: 1, name: 'Вторая' });
    expect(late.status).toBe(412);
    expect(late.body).toMatchObject({
      error: { kind: 'version_conflict', given: '"1"', limit: '"2"' },
    });
    expect(JSON.stringify(late.body)).toContain('administrator');
    expect((await change(id, { version: 2, name: 'Вторая' })).body).toMatchObject({ name: 'Вторая', version: 3 });
  });

  it('changed at the same moment by ten takes one change', async () => {
    const { id } = await draft();
    const names = Array.from({ length: 10 }, (_, index) => `Название ${index}`);
    const answers = await Promise.all(names.map((name) => change(id, { version: 1, name })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)]);
  });

  it('is not started by whoever has read an older one', async () => {
    const { id } = await draft();
    await change(id, { version: 1 });
    const start = (version: string) =>
      callRest(service(), 'POST', `/v1/campaigns/${id}/start`, { headers: { 'if-match': version }, body: {} });
    expect((await start('"1"')).body.error.kind).toBe('version_conflict');
    expect((await start('"2"')).status).toBe(200);
    const refused = await change<ErrorBody>(id, { version: 2 });
    expect([refused.status, refused.body.error.kind]).toEqual([409, 'campaign_state']);
    expect((await waitForCampaign(service(), id, isFinished)).name).toBe('Другая');
  });

  it.each([
    [{ offers: { ...chosen, products: ['NONE'] } }, 'unknown_product'],
    [{ audience: { age_min: 50, age_max: 40 } }, 'invalid_request'],
    [{ mapping: { id_column: 99, columns: [] } }, 'invalid_request'],
  ])('is judged as a new one is: %o', async (settings, kind) => {
    const { id } = await draft();
    expect((await change<ErrorBody>(id, { version: 1, settings })).body.error.kind).toBe(kind);
  });
});

describe('the count of an audience', () => {
  it('is what the run then does, reason by reason', async () => {
    const settings = {
      audience: { age_min: 25, genders: ['m'] },
      control_share: 0.25,
      offers: { mode: 'chosen', products: ['DC', 'CC'], channels: ['PUSH', 'SMS'] },
    };
    const counted = await count(settings);
    expect(counted).toMatchObject({ exact: true, rows: 40, rows_read: 40, ranked_by: null, without_terms: [] });
    const { id } = await draft(settings);
    await act(service(), id, 'start');
    const { progress, reach, cells } = await waitForCampaign(service(), id, isFinished);
    expect(counted.clients).toBe(reach);
    expect([counted.clients_low, counted.clients_high]).toEqual([reach, reach]);
    expect(counted.texts).toBe(progress.planned);
    expect(counted.control).toBe(progress.control);
    const byReason = (list: readonly { reason: string }[]) => list.toSorted((a, b) => a.reason.localeCompare(b.reason));
    expect(byReason(counted.excluded)).toEqual(byReason(progress.excluded));
    const { length } = counted.excluded.filter(({ reason }) => reason.startsWith('audience.'));
    expect(length).toBe(2);
    const made = cells.map(({ product, channel, planned }) => `${product} ${channel} ${planned}`).sort();
    expect(counted.offers.map(({ product, channel, texts }) => `${product} ${channel} ${texts}`).sort()).toEqual(made);
  });

  it('knows opt-outs and refusals of a channel, offer by offer', async () => {
    const put = (id: number, body: object) =>
      callRest(service(), 'PUT', `/v1/contacts/${id}`, { body: { source: 'анкета', ...body } });
    expect((await put(3, { do_not_disturb: true })).status).toBe(200);
    expect((await put(4, { consents: { SMS: false } })).status).toBe(200);
    const counted = await count({ offers: { mode: 'chosen', products: ['DC'], channels: ['PUSH', 'SMS'] } });
    expect(counted.excluded).toEqual([{ reason: 'do_not_disturb', count: 1 }]);
    expect(counted.offers).toEqual([
      { product: 'DC', channel: 'PUSH', texts: 39, refused: [] },
      { product: 'DC', channel: 'SMS', texts: 38, refused: [{ reason: 'no_consent', count: 1 }] },
    ]);
  });

  it('of a large file is an estimate whose bounds hold the truth', async () => {
    const { body: large } = await upload(service(), 'large.csv', csvOfClients(30_000), { as: 'manager' });
    const offers = { mode: 'chosen', products: ['DC'], channels: ['PUSH', 'SMS', 'EMAIL'] };
    const whole = await count({ audience: { age_min: 40 } }, 7, large.file.id);
    expect(whole).toMatchObject({ exact: true, rows_read: 30_000, clients: 18_000, clients_low: 18_000 });
    const counted = await count({ audience: { age_min: 41 }, offers }, 7, large.file.id);
    expect(counted).toMatchObject({ exact: false, rows: 30_000, rows_read: 20_000 });
    // Ages from 20.5 to 69.5, as many of each.
    expect(counted.clients_low).toBeLessThanOrEqual(17_400);
    expect(counted.clients_high).toBeGreaterThanOrEqual(17_400);
    expect(counted.clients_high - counted.clients_low).toBeLessThan(300);
    const left = counted.excluded.reduce((all, { count: clients }) => all + clients, 0);
    expect(Math.abs(counted.clients + left - 30_000)).toBeLessThan(3);
  }, 120_000);
});

describe('a campaign that ranks by a model', () => {
  const ranked = { mode: 'ranked', products: ['CC', 'DEPOSIT'], channels: ['SMS'], per_client: 1 };

  it('says so before the start, keeps score and reason with each answer, and holds to the model to its end', async () => {
    const body = { file: tinyModel({ title: 'Карты по возрасту' }) };
    const { id: model } = (await callRest<{ id: string }>(service(), 'POST', '/v1/insight/propensity/models', { body }))
      .body;
    const activate = (active: boolean) =>
      callRest(service(), 'POST', `/v1/insight/propensity/models/${model}/activate`, { body: { active } });
    expect((await count({ offers: ranked })).ranked_by?.products[0]).toMatchObject({ model: null, covered: false });
    await activate(true);
    await callRest(service(), 'PUT', '/v1/insight/offer-values', { body: { product: 'CC', value: 5000 } });
    await callRest(service(), 'PUT', '/v1/insight/offer-values', { body: { product: 'DEPOSIT', value: 5000 } });
    const rankedBy = {
      products: [
        { product: 'CC', model, title: 'Карты по возрасту', covered: true, value: 5000 },
        { product: 'DEPOSIT', model: null, title: null, covered: false, value: 5000 },
      ],
      usual_value: 5000,
    };
    const counted = await count({ offers: ranked });
    expect(counted.ranked_by).toEqual(rankedBy);
    const withoutAge = file.suggested.columns.filter(({ target }) => target !== 'age');
    const blind = await count({ offers: ranked, mapping: { ...file.suggested, columns: withoutAge } });
    expect(blind.ranked_by?.products[0]).toMatchObject({ model, covered: false });

    const { id } = await draft({ offers: ranked });
    await act(service(), id, 'start');
    const finished = await waitForCampaign(service(), id, isFinished);
    expect(finished.ranked_by).toEqual(rankedBy);
    const made = Object.fromEntries(counted.offers.map(({ product, texts }) => [product, texts]));
    for (const product of ['CC', 'DEPOSIT']) {
      const planned = finished.cells
        .filter((cell) => cell.product === product)
        .reduce((all, cell) => all + cell.planned, 0);
      expect(made[product], product).toBe(planned);
    }

    const { body: results } = await callRest<{ items: CampaignResult[] }>(
      service(),
      'GET',
      `/v1/campaigns/${id}/results?product=CC&limit=200`,
    );
    // Above forty the odds are higher, and so is the place of the card.
    const first = results.items.find(({ answer }) => answer !== null)!;
    expect(first.ranking).toMatchObject({ basis: 'probability', model, value: 5000 });
    expect(first.score).toBe(first.ranking?.score);
    expect(first.reasons).toContain('model.age');
    expect(first.ranking?.reasons[0]?.text_ru).toContain('шанс');

    const entry = await callRest<HistoryItem>(service(), 'GET', `/v1/history/${first.answer_id}`);
    expect(entry.body.offer).toEqual(first.ranking);
    const listed = await callRest<{ items: HistoryItem[] }>(service(), 'GET', `/v1/history?campaign=${id}&limit=200`);
    expect(listed.body.items.find((item) => item.id === first.answer_id)?.offer).toEqual(first.ranking);
    const exported = await callRest<string>(service(), 'GET', `/v1/history/export?format=csv&campaign=${id}`);
    expect(exported.body).toContain('probability');

    await callRest(service(), 'POST', `/v1/campaigns/${id}/approvals`, { body: { decision: 'approve' } });
    const { body: csv } = await callRest<string>(service(), 'GET', `/v1/campaigns/${id}/export`);
    const rows = parse(csv, { columns: true, bom: true }) as unknown as Record<string, string>[];
    const exportedRow = rows.find(({ row, product }) => row === String(first.row) && product === 'CC');
    expect(exportedRow).toMatchObject({ offer_basis: 'probability', offer_model: model, offer_value: '5000' });
    expect(exportedRow?.offer_why).toContain('шанс');

    // What was ranked stays as it was; a new campaign ranks by what is in force by then.
    await activate(false);
    expect((await callRest<Campaign>(service(), 'GET', `/v1/campaigns/${id}`)).body.ranked_by).toEqual(rankedBy);
    expect((await count({ offers: ranked })).ranked_by?.products[0]).toMatchObject({ model: null });
  });
});
