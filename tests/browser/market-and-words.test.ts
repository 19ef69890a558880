/**
 * Two journeys of insight on the real service: what a client said steers a text and is shown with its marks, on the page
 * that writes and in the history; and a file put into the watched folder is taken, and its problems are told.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAccessibilityFaults, hasBrowser, launchBrowser, signIn, type Visitor } from '../kit/browser.ts';
import { callRest, makeUsers, rolePassword } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'offerwright-inbox-'));
const service = useRunningService({ adapterEnvironment: { OFFERWRIGHT_MARKET_INBOX: folder } });
const said = 'Оператор нахамил и бросил трубку <b>!</b>';

describe.runIf(hasBrowser)('words of clients and the watched folder', { timeout: 300_000 }, () => {
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    await makeUsers(service(), ['manager']);
    browser = await launchBrowser();
    visitor = await signIn(browser, service().adapter.url, { name: 'manager', password: rolePassword });
    page = visitor.page;
    page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows why the text answers what the client said', async () => {
    await visitor.open('/web/compose');
    await page.getByRole('button', { name: 'Автомобилист' }).click();
    await page.getByLabel('Что сказал клиент').fill(said);
    await page.getByRole('button', { name: 'Написать', exact: true }).click();
    await page.getByRole('tab', { name: 'Почему такой' }).click();
    await page.getByText('тема текста выбрана по его словам').waitFor();
    const marks = await page.locator('mark').allTextContents();
    expect(marks.join(' ')).toMatch(/нахамил|трубку/);
    expect(await page.getByRole('tabpanel').getByText('<b>!</b>').count()).toBeGreaterThan(0);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(visitor.takeFaults()).toEqual([]);
  });

  it('shows the words in the history, too', async () => {
    const { body } = await callRest<{ items: { id: string }[] }>(service(), 'GET', '/v1/history?limit=1');
    await visitor.open(`/web/history?entry=${body.items[0]!.id}`);
    await page.getByRole('tab', { name: 'Что спросили' }).click();
    await page.getByText('тема текста выбрана по его словам').waitFor();
    expect(await page.locator('mark').count()).toBeGreaterThan(0);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(visitor.takeFaults()).toEqual([]);
  });

  it('takes a file of the watched folder when asked, and says what was wrong in it', async () => {
    await visitor.open('/web/insight/market');
    await page.getByRole('tab', { name: 'Папка' }).click();
    await page.getByText('Файлов ещё не было.').waitFor();
    writeFileSync(
      join(folder, 'отзывы.csv'),
      'kind;competitor;published_at;text\nотзыв;Дон-банк;2026-11-18;Вылетает\nотзыв;Дон-банк;скоро;Зависает\n',
    );
    writeFileSync(join(folder, 'снимок.png'), 'x');
    await page.getByRole('button', { name: 'Посмотреть сейчас' }).click();
    await page.getByText('принят частично').waitFor();
    await page.getByText('не принят', { exact: true }).waitFor();
    await page.getByText('Что не так').click();
    await page.getByText(/Строка 3: нужен день после 1990 года/).waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(visitor.takeFaults()).toEqual([]);
  });
});
