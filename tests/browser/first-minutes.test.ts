/**
 * What README.md promises a new user, played as a person would: a colleague is invited and sets a password by the link,
 * a campaign on the 667 reference clients is run, approved by the colleague and exported, twenty texts are labelled by
 * keyboard and one is corrected. Then what others must not be able to do, and what happens when a session ends.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, settle, signIn, type Visitor, visit } from '../kit/browser.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest, makeUsers, rolePassword } from '../kit/rest-users.ts';
import { administratorName, administratorPassword, useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const clientsFile = fileURLToPath(new URL('../data/Dataset_Yakutia.xlsx', import.meta.url));
const colleague = { name: 'olga.petrova', password: 'семь вёрст до небес и все лесом' };
/** 667 texts on a busy machine. */
const runMs = 240_000;

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
}

describe.runIf(hasBrowser)('the first minutes of a new user', { timeout: 600_000 }, () => {
  let browser: Browser;
  let administrator: Visitor;
  let compliance: Visitor;

  beforeAll(async () => {
    await makeUsers(service(), ['viewer']);
    browser = await launchBrowser();
    const who = { name: administratorName, password: administratorPassword };
    administrator = await signIn(browser, service().adapter.url, who);
    administrator.page.setDefaultTimeout(60_000);
  });
  afterAll(() => browser?.close());

  it('invites a colleague, who sets a password by the link', async () => {
    const { page } = administrator;
    await administrator.open('/web/users');
    await press(page, 'Пригласить');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Имя для входа').fill(colleague.name);
    await dialog.getByLabel('Роль').click();
    await page.getByRole('option', { name: /^Комплаенс/ }).click();
    await dialog.getByRole('button', { name: 'Создать ссылку' }).click();
    const link = await page.getByLabel('Ссылка', { exact: true }).inputValue();
    await page.getByRole('dialog').getByRole('button', { name: 'Закрыть' }).first().click();

    compliance = await visit(browser, service().adapter.url, {});
    compliance.page.setDefaultTimeout(60_000);
    await compliance.open(link);
    await compliance.page.getByLabel('Новый пароль', { exact: true }).fill(colleague.password);
    await compliance.page.getByLabel('Новый пароль ещё раз', { exact: true }).fill(colleague.password);
    await press(compliance.page, 'Задать пароль и войти');
    await compliance.page.getByRole('navigation').first().waitFor({ state: 'attached' });
    compliance.takeFaults();
    expect(administrator.takeFaults()).toEqual([]);
  });

  it('runs a campaign on the 667 clients', async () => {
    const { page } = administrator;
    await administrator.open('/web/campaigns');
    await page
      .getByRole('link', { name: 'Новая кампания' })
      .or(page.getByRole('button', { name: 'Новая кампания' }))
      .first()
      .click();
    await page.locator('input[type="file"]').setInputFiles(clientsFile);
    await page.getByText('Столбец файла').first().waitFor();
    await press(page, 'Дальше');
    await page.getByText('Готовы к работе').waitFor();
    await press(page, 'Дальше');
    await page.getByLabel('Название кампании').fill('Карты, ноябрь');
    for (const [label, option] of [
      ['Продукты', 'Кредитная карта'],
      ['Каналы', 'СМС'],
    ] as const) {
      // A box around the field takes the mouse; the keyboard opens it as well.
      await page.getByLabel(label).first().focus();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('option', { name: option }).first().click();
      await page.keyboard.press('Escape');
    }
    // The scripted engine of tests knows few texts; rules know many.
    await page.getByLabel('Только правила, сразу').check();
    await press(page, 'Дальше');
    await press(page, 'Создать и запустить');
    await page.getByText('Завершена', { exact: true }).first().waitFor({ timeout: runMs });
    await page.getByText('Тексты готовы. Чтобы выгрузить их, нужно согласование:').waitFor();
    await page.getByText('Вы автор кампании: согласует её другой человек.').waitFor();
    expect(administrator.takeFaults()).toEqual([]);
  });

  it('exports nothing before the colleague approves, and all of it after', async () => {
    const { page } = administrator;
    const campaign = new URL(page.url()).pathname;
    const early = await callRest(service(), 'GET', `/v1/campaigns/${campaign.split('/').at(-1)}/export`);
    expect(early.status).toBe(409);

    await compliance.open(campaign);
    await compliance.page.getByLabel('Комментарий').last().fill('Прочитано');
    await press(compliance.page, 'Согласовать');
    await compliance.page.getByText('Кампания согласована, тексты можно выгрузить.').waitFor();

    await administrator.open(campaign);
    await press(page, 'Выгрузить');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /CSV/ }).click(),
    ]);
    const content = await readFile(await download.path(), 'utf8');
    const rows = parse(content, { bom: true, delimiter: [';', ','], relax_column_count: true });
    expect(rows).toHaveLength(668);
    expect(administrator.takeFaults()).toEqual([]);
    expect(compliance.takeFaults()).toEqual([]);
  });

  it('labels twenty texts by keyboard, and corrects one', async () => {
    const { page } = administrator;
    await administrator.open('/web/labelling');
    const text = page.getByRole('region', { name: 'Текст для оценки' });
    const countLabels = async () => {
      const [row] = await runSql(service().database.url, 'SELECT count(*)::int AS labels FROM labels');
      return row?.labels;
    };
    for (let index = 0; index < 20; index++) {
      await text.waitFor();
      await page.keyboard.press(index % 5 === 4 ? 'Digit3' : 'KeyG');
      await expect.poll(countLabels, { timeout: 30_000 }).toBe(index + 1);
    }
    await page.keyboard.press('KeyE');
    const correction = page.getByRole('textbox', { name: 'Как должно быть' });
    const original = await correction.inputValue();
    await correction.fill(original.replace(/\.(?=[^.]*$)/, ', ждём вас.'));
    await page.keyboard.press('Alt+Digit3');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Исправление сохранено и проверено').first().waitFor();
    const marks = await runSql(
      service().database.url,
      "SELECT count(*)::int AS labels, (count(*) FILTER (WHERE correction <> ''))::int AS corrections FROM labels",
    );
    expect(marks).toEqual([{ labels: 21, corrections: 1 }]);
    expect(administrator.takeFaults()).toEqual([]);
  });

  it('a viewer sees the campaign and can change nothing of it', async () => {
    const campaign = new URL(administrator.page.url()).origin;
    const viewer = await signIn(browser, campaign, { name: 'viewer', password: rolePassword });
    await viewer.open('/web/campaigns');
    await viewer.page.getByText('Карты, ноябрь').first().waitFor();
    expect(await viewer.page.getByText('Новая кампания').count()).toBe(0);
    await viewer.page.getByText('Карты, ноябрь').first().click();
    await settle(viewer.page);
    expect(await viewer.page.getByRole('button', { name: 'Согласовать', exact: true }).count()).toBe(0);
    await viewer.context.close();
  });
});
