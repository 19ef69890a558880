/** What the pages need to show something: texts, a campaign, labels, outcomes, uploads. All over REST, as people do. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryItem } from '@offerwright/adapter/src/api/history.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { fit } from '../../scripts/propensity/fit.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { act, createCampaign, isFinished, upload, waitForCampaign } from './campaign-plans.ts';
import { plantedJourney, plantJourney, writeJourneyCsv } from './planted-journey.ts';
import { plantMarket } from './planted-market.ts';
import { readReferenceClients } from './reference-clients.ts';
import { callRest } from './rest-users.ts';
import type { RunningService } from './start-service.ts';

const statements = [
  'Код;2023;2024;2025',
  '1150;50000;44000;39000',
  '1200;46000;57000;95000',
  '1210;18000;21000;33000',
  '1230;22000;31000;58000',
  '1250;6000;5000;4000',
  '1300;51000;54000;56000',
  '1500;32000;37500;70000',
  '1510;10000;12500;30000',
  '1520;20000;24000;38000',
  '1600;98000;103500;136000',
  '2110;180000;205000;270000',
  '2120;140000;163000;226000',
  '2200;14000;13500;12000',
  '2300;10000;9000;4100',
  '2330;3000;3400;6800',
  '2400;8000;7200;3200',
].join('\n');

/** @returns paths of pages that have an id in them */
export async function fillForScreenshots(service: RunningService): Promise<Record<string, string>> {
  await post(service, '/v1/copybook/import', { approve: true });
  await generateTexts(service);
  await labelAndAnswer(service);
  const { campaign, draft } = await runCampaign(service);
  const csv = { 'content-type': 'text/csv' };
  const query = new URLSearchParams({ process: plantedJourney.process, goal: plantedJourney.goal, case: 'Заявка' });
  const log = writeJourneyCsv(plantJourney({ cases: 2000, seed: 1, fromMs: Date.UTC(2026, 7, 1) }));
  const journey = await post(service, `/v1/insight/journeys?${query}`, log, csv);
  const company = new URLSearchParams({ company: 'ООО «Ромашка»' });
  const report = await post(service, `/v1/insight/reports?${company}`, statements, csv);
  const digest = await fillMarket(service);
  const talk = await holdInterview(service);
  const model = await post(service, '/v1/insight/propensity/models', { file: await trainModel() });
  await post(service, `/v1/insight/propensity/models/${model}/activate`, { active: true });
  const threads = await callRest<{ items: { id: string }[] }>(service, 'GET', '/v1/copybook/threads?product=CC');
  const [thread] = threads.body.items ?? [];
  return {
    campaign: `/web/campaigns/${campaign}`,
    draft: `/web/campaigns/${draft}/edit`,
    interview: `/web/insight/interviews/${talk.id}`,
    link: talk.path,
    journey: `/web/insight/journeys/${journey}`,
    report: `/web/insight/reports/${report}`,
    digest: `/web/insight/market/${digest}`,
    ...(thread !== undefined && { thread: `/web/copybook/${encodeURIComponent(thread.id)}` }),
  };
}

async function post(service: RunningService, path: string, body: unknown, headers = {}): Promise<string> {
  const answer = await callRest<{ id: string }>(service, 'POST', path, { body, headers });
  if (answer.status >= 300)
    throw new Error(`${path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

async function generateTexts(service: RunningService): Promise<void> {
  const features = await readReferenceClients(30);
  const clients = features.map((one, index) => ({ id: 1001 + index, features: one }));
  const offers = [
    ['CC', 'SMS'],
    ['DEPOSIT', 'PUSH'],
    ['INS_PROPERTY', 'EMAIL'],
    ['REFIN', 'MOBILE_CHAT'],
    ['MORTG', 'TMO'],
  ] as const;
  for (const [product, channel] of offers) {
    await post(service, '/v1/generate', { clients, product, channel, options: { policy: 'rules_only' } });
  }
}

async function labelAndAnswer(service: RunningService): Promise<void> {
  const { body } = await callRest<{ items: HistoryItem[] }>(service, 'GET', '/v1/history?limit=60');
  const outcomes: object[] = [];
  for (const [index, { id }] of body.items.entries()) {
    const label =
      index % 6 === 5 ? { mark: 'wrong', reason: 'tone', comment: 'Суховато для этого клиента' } : { mark: 'good' };
    if (index < 40) await post(service, `/v1/answers/${id}/labels`, label);
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    outcomes.push({ answer_id: id, event: 'delivered', at: at(1) });
    if (index % 2 === 0) outcomes.push({ answer_id: id, event: 'opened', at: at(2) });
    if (index % 5 === 0) outcomes.push({ answer_id: id, event: index % 10 === 0 ? 'accepted' : 'rejected', at: at(3) });
  }
  await post(service, '/v1/outcomes', { outcomes });
}

/** One campaign that ran, and a draft for the service to rank. */
async function runCampaign(service: RunningService): Promise<{ campaign: string; draft: string }> {
  const content = await readFile(join(repositoryRoot, 'tests', 'data', 'Dataset_Yakutia.xlsx'));
  const { body: file } = await upload(service, 'Клиенты.xlsx', content);
  const settings = { offers: { mode: 'chosen', products: ['CC'], channels: ['SMS'] }, control_share: 0.1 };
  const wanted = { fileId: file.file.id, mapping: file.suggested, settings, name: 'Кредитная карта, ноябрь' };
  const { body } = await createCampaign(service, { ...wanted, as: null });
  await act(service, body.id, 'start', {});
  await waitForCampaign(service, body.id, isFinished);
  const ranked = {
    offers: { mode: 'ranked', products: ['CC', 'DEPOSIT', 'INS_PROPERTY'], channels: ['SMS', 'PUSH'], per_client: 1 },
    audience: { age_min: 30 },
    control_share: 0.1,
  };
  const draft = await createCampaign(service, { ...wanted, settings: ranked, name: 'Что кому ближе', as: null });
  return { campaign: body.id, draft: draft.body.id };
}

const story = [
  'На машину. Старая сломалась, и мне надо было копить быстрее.',
  'Откладываю с зарплаты на вклад, так уже два года.',
  'В августе сломался холодильник, я снял часть вклада, а потом увидел, что проценты сгорели. Я не знал, что так будет.',
  'Позвонил в банк, ждал на линии полчаса, мне сказали, что это написано в договоре мелким шрифтом.',
  'Машину отложил до весны.',
  'Пробовал накопительный счёт в другом банке, там можно снимать.',
  'Главное, чтобы предупреждали до того, как снимешь.',
];

/** @returns the interview that was held, and the path of one that a client has only been invited to */
async function holdInterview(service: RunningService): Promise<{ id: string; path: string }> {
  const invite = async () => {
    const body = { goal: 'Почему вклады снимают до срока', product: 'DEPOSIT' };
    const path = '/v1/insight/interviews';
    return (
      await callRest<{ interview: { id: string }; link: { token: string; path: string } }>(service, 'POST', path, {
        body,
      })
    ).body;
  };
  const held = await invite();
  const base = `/v1/insight/interview-links/${held.link.token}`;
  const asClient = { authorization: '' };
  const { body: seen } = await callRest<{ consent: { version: string } }>(service, 'GET', base, { headers: asClient });
  await post(service, `${base}/consent`, { version: seen.consent.version, agreed: true }, asClient);
  for (const [index, text] of story.entries()) {
    await post(service, `${base}/turn`, { number: 2 * index + 1, text }, asClient);
  }
  await post(service, `/v1/insight/interviews/${held.interview.id}/finish`, {});
  return { id: held.interview.id, path: (await invite()).link.path };
}

/** A model file of the reference clients, whose outcomes are planted: who buys often and is young takes the card. */
async function trainModel(): Promise<string> {
  const columns = ['age', 'gender', 'cnt_tr_buy_3m', 'cnt_tr_oil_3m', 'cnt_zp_12m', 'cnt_cred_lo_now'] as const;
  const random = createRandom(7);
  const clients = await readReferenceClients(null);
  const rows = clients.map((client) => {
    const score = -1 + Number(client.cnt_tr_buy_3m ?? 0) / 60 - (Number(client.age ?? 45) - 45) / 20;
    const label = random.next() < 1 / (1 + Math.exp(-score)) ? 'yes' : 'no';
    return [...columns.map((column) => String(client[column] ?? '')), label].join(',');
  });
  const directory = await mkdtemp(join(tmpdir(), 'offerwright-model-'));
  try {
    const [train, out] = [join(directory, 'cards-2026.csv'), join(directory, 'model.json')];
    await writeFile(train, `${[...columns, 'taken'].join(',')}\n${rows.join('\n')}\n`);
    const what = ['--train', train, '--target', 'taken', '--positive', 'yes', '--model', 'logistic'];
    await fit([...what, '--title', 'Кто берёт кредитную карту', '--product', 'CC', '--out', out]);
    return await readFile(out, 'utf8');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function fillMarket(service: RunningService): Promise<string> {
  const { items } = plantMarket({ seed: 1, toMs: Date.UTC(2026, 10, 23) });
  const lines = items.map(({ kind, competitor, source, publishedAtMs, title, text, value }) =>
    JSON.stringify({
      kind,
      competitor,
      source,
      published_at: new Date(publishedAtMs).toISOString(),
      title,
      text,
      value,
    }),
  );
  await post(service, '/v1/insight/market/files', lines.join('\n'), { 'content-type': 'application/jsonl' });
  return await post(service, '/v1/insight/market/digests', { week: '2026-W39' });
}
