/**
 * A draft of a campaign in the browser: changed in the wizard that made it, with its audience and ranking told before the
 * start; two people who change the same draft; one that was started meanwhile. And words of a search marked in history.
 */
import type { OpenedFile } from '@offerwright/adapter/src/api/campaign-files.ts';
import type { Campaign } from '@offerwright/adapter/src/api/campaigns.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAccessibilityFaults, hasBrowser, launchBrowser, settle, signIn, type Visitor } from '../kit/browser.ts';
import { act, createCampaign, csvOfClients, isFinished, upload, waitForCampaign } from '../kit/campaign-plans.ts';
import { callRest, makeUsers, rolePassword } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';
import { tinyModel } from '../kit/tiny-propensity-model.ts';

const service = useRunningService();
const ranked = { mode: 'ranked', products: ['CC', 'DEPOSIT', 'DC'], channels: ['SMS', 'PUSH'], per_client: 1 };
const looks = [
  { width: 1280, scheme: 'light', language: 'ru' },
  { width: 390, scheme: 'dark', language: 'en' },
] as const;

describe.runIf(hasBrowser)('a draft of a campaign in the browser', { timeout: 300_000 }, () => {
  let browser: Browser;
  let manager: Visitor;
  let file: OpenedFile;

  beforeAll(async () => {
    await makeUsers(service(), ['manager', 'compliance']);
    file = (await upload(service(), 'clients.csv', csvOfClients(40), { as: 'manager' })).body;
    const body = { file: tinyModel({ title: 'Карты по возрасту' }) };
    const { id } = (await callRest<{ id: string }>(service(), 'POST', '/v1/insight/propensity/models', { body })).body;
    await callRest(service(), 'POST', `/v1/insight/propensity/models/${id}/activate`, { body: { active: true } });
    browser = await launchBrowser();
    manager = await signIn(browser, service().adapter.url, { name: 'manager', password: rolePassword });
    manager.page.setDefaultTimeout(60_000);
  });
  afterAll(() => browser?.close());

  async function draft(name: string): Promise<Campaign> {
    const wanted = { fileId: file.file.id, mapping: file.suggested, settings: { offers: ranked }, name };
    return (await createCampaign(service(), wanted)).body;
  }

  it('is changed in the same steps, and says who would get what and why', async () => {
    const { page } = manager;
    const { id } = await draft('Осень');
    await manager.open(`/web/campaigns/${id}`);
    await page.getByRole('link', { name: 'Изменить' }).click();
    await page.getByLabel('Название кампании').fill('Осень, взрослые');
    await page.getByLabel('Возраст от').fill('30');
    await page.getByRole('button', { name: 'Дальше', exact: true }).click();
    await page.getByText('не подходит возраст или он неизвестен').waitFor();
    await page.getByText('Кредитная карта — по модели склонности «Карты по возрасту»').waitFor();
    await page.getByText('Без модели склонности, по признакам клиента').waitFor();
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Осень, взрослые' }).waitFor();
    const { body } = await callRest<Campaign>(service(), 'GET', `/v1/campaigns/${id}`);
    expect(body).toMatchObject({ version: 2, changed_by: 'manager', settings: { audience: { age_min: 30 } } });

    // The same people as were counted.
    const settings = body.settings;
    const counted = await callRest<{ clients: number }>(
      service(),
      'POST',
      `/v1/campaigns/files/${file.file.id}/audience`,
      {
        body: { settings, seed: body.seed },
      },
    );
    await page.getByRole('button', { name: 'Запустить', exact: true }).click();
    const finished = await waitForCampaign(service(), id, isFinished);
    expect(finished.reach).toBe(counted.body.clients);
    expect(manager.takeFaults()).toEqual([]);
  });

  it('changed by two: the second sees what differs, keeps what was entered, and chooses', async () => {
    const { page } = manager;
    const { id, settings } = await draft('Общая');
    await manager.open(`/web/campaigns/${id}/edit`);
    await page.getByLabel('Название кампании').fill('Моя');
    const theirs = { name: 'Их', settings: { ...settings, control_share: 0.3 } };
    const headers = { 'if-match': '"1"' };
    expect((await callRest(service(), 'PUT', `/v1/campaigns/${id}`, { headers, body: theirs })).status).toBe(200);
    await page.getByRole('button', { name: 'Дальше', exact: true }).click();
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'черновик сохранил' });
    await notice.waitFor();
    expect(await notice.getByRole('row').allTextContents()).toEqual([
      'ЧтоСейчас в черновикеУ вас',
      'КампанияИхМоя',
      expect.stringMatching(/^Контрольная группа30\s%нет$/),
    ]);
    // A refused save is told by the browser itself, too.
    manager.takeFaults();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await notice.getByRole('button', { name: 'Оставить моё' }).click();
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Моя' }).waitFor();
    const { body } = await callRest<Campaign>(service(), 'GET', `/v1/campaigns/${id}`);
    expect(body).toMatchObject({ name: 'Моя', version: 3, settings: { control_share: 0 } });
    expect(manager.takeFaults()).toEqual([]);
  });

  it('that was started meanwhile is no draft any more', async () => {
    const { id } = await draft('Запущенная');
    await act(service(), id, 'start');
    await manager.open(`/web/campaigns/${id}/edit`);
    await manager.page.getByText('Черновика больше нет').waitFor();
    expect(manager.takeFaults()).toEqual([]);
  });

  it('words of a search are marked in the history', async () => {
    const { page } = manager;
    await manager.open('/web/history');
    const { body } = await callRest<{ items: { answer: { text: string } | null }[] }>(service(), 'GET', '/v1/history');
    const text = body.items.find(({ answer }) => answer !== null)!.answer!.text;
    const word = text.match(/[а-яё]{7,}/iu)![0];
    await page.getByRole('searchbox').or(page.getByLabel('Поиск')).first().fill(word);
    await page.keyboard.press('Enter');
    await page.locator('table mark').first().waitFor();
    await settle(page);
    const marked = await page.locator('table mark').allTextContents();
    expect(marked.map((one) => one.toLowerCase())).toContain(word.toLowerCase());
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(manager.takeFaults()).toEqual([]);
  });

  it.each(looks)('$width pixels, $scheme, $language: the steps and the campaign stand as they should', async (look) => {
    const { id } = await draft('Весна');
    const visitor = await signIn(browser, service().adapter.url, { name: 'manager', password: rolePassword, ...look });
    const { page } = visitor;
    const found: object[] = [];
    const judge = async (place: string) => {
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      const faults = [...(await findAccessibilityFaults(page)), ...visitor.takeFaults()];
      if (overflow > 0 || faults.length > 0) found.push({ place, overflow, faults });
    };
    await visitor.open(`/web/campaigns/${id}/edit`);
    await judge('offers');
    await page.getByRole('button', { name: look.language === 'ru' ? 'Дальше' : 'Next', exact: true }).click();
    await page.getByText(look.language === 'ru' ? 'По предложениям' : 'By offer').waitFor();
    await settle(page);
    await judge('review');
    await visitor.open(`/web/campaigns/${id}`);
    await page.getByText(look.language === 'ru' ? 'По предложениям' : 'By offer').waitFor();
    await judge('campaign');
    await visitor.context.close();
    expect(found).toEqual([]);
  });
});
