/**
 * The manager's journey on the page that writes one text, on the real service: a client by hand and from a file, the text
 * as its channel shows it, the law in it, why this text, another one with a comment, variants compared and labelled; what
 * was typed outlives an expired session and a refusal.
 */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAccessibilityFaults, hasBrowser, launchBrowser, signIn, type Visitor } from '../kit/browser.ts';
import { callRest, makeUsers, rolePassword } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const clientsFile = fileURLToPath(new URL('../data/Dataset_Yakutia.xlsx', import.meta.url));
const comment = '<img src=x onerror=alert(1)> проще';
const channels = [
  'СМС',
  'Пуш',
  'Баннер в приложении',
  'Подсказка менеджеру в офисе',
  'Чат в приложении',
  'Звонок колл-центра',
  'Рассказ курьера',
  'Письмо',
];

async function write(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Написать', exact: true }).click();
  await page.getByRole('tab', { name: 'Как увидит клиент' }).waitFor();
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

describe.runIf(hasBrowser)('writing one text', { timeout: 300_000 }, () => {
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    await makeUsers(service(), ['manager']);
    browser = await launchBrowser();
    visitor = await signIn(browser, service().adapter.url, { name: 'manager', password: rolePassword });
    page = visitor.page;
    page.setDefaultTimeout(60_000);
    await visitor.open('/web/compose');
  });
  afterAll(() => browser?.close());

  it('shows the text of every channel, accessible, without a fault', async () => {
    await page.getByRole('button', { name: 'Автомобилист' }).click();
    for (const channel of channels) {
      await choose(page, 'Канал', channel);
      await write(page);
      expect(await findAccessibilityFaults(page), channel).toEqual([]);
    }
    expect(visitor.takeFaults()).toEqual([]);
    // Four are kept.
    expect(await page.getByRole('tab', { name: /^Вариант/ }).allTextContents()).toEqual([
      'Вариант 5',
      'Вариант 6',
      'Вариант 7',
      'Вариант 8',
    ]);
  });

  it('marks the law in the text, for the keyboard too, and says why this text', async () => {
    await page.getByRole('tab', { name: 'Закон' }).click();
    const mark = page.locator('mark').first();
    await page.getByRole('tab', { name: 'Закон' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.getByRole('tooltip').first().waitFor();
    expect(await page.getByRole('tooltip').first().textContent()).toContain('ФЗ');
    expect(await mark.textContent()).not.toBe('');
    await page.getByRole('tab', { name: 'Почему такой' }).click();
    expect(await page.getByText('часто бывает на заправках').count()).toBeGreaterThan(0);
    expect(await findAccessibilityFaults(page)).toEqual([]);
  });

  it('writes another one with a comment, compares, picks and labels', async () => {
    await page.getByText('Другая идея').click();
    await page.getByLabel('Своими словами').fill(comment);
    await page.getByRole('button', { name: 'Ещё вариант' }).click();
    await page.getByText('Просили').waitFor();
    await page.getByRole('tab', { name: 'Как увидит клиент' }).waitFor();
    expect(await page.getByText(comment).count()).toBe(1);
    await page.getByRole('tab', { name: 'Сравнить' }).click();
    await page.getByRole('button', { name: 'Выбрать' }).last().click();
    await page.getByRole('button', { name: 'Выбран', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Хороший' }).last().click();
    await page.locator('button[aria-pressed=true]', { hasText: 'Хороший' }).waitFor();
    await page.getByRole('button', { name: 'Плохой' }).first().click();
    await page.getByRole('menuitem', { name: 'Тон' }).click();
    await page.getByText('Плохой: Тон').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    const { body } = await callRest<{ items: { label: string }[] }>(service(), 'GET', '/v1/history?limit=9');
    expect(body.items.map(({ label }) => label).sort()).toEqual([...Array(7).fill('none'), 'good', 'wrong'].sort());
    expect(visitor.takeFaults()).toEqual([]);
  });

  it('takes a row of a file that stays in the browser', async () => {
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.getByRole('button', { name: 'Из файла' }).click();
    await page.locator('input[type=file]').setInputFiles(clientsFile);
    await page.getByText('Найдено 667 строк').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Взять строку 2', exact: true }).click();
    expect(await page.getByLabel('Регион регистрации').inputValue()).not.toBe('');
    expect(sent.filter((request) => !request.startsWith('GET /web/'))).toEqual([]);
    expect(visitor.takeFaults()).toEqual([]);
  });

  it('says what is wrong with a value, and refuses a minor with the reason', async () => {
    const paste = async (text: string) => {
      await page.getByRole('button', { name: 'Из файла' }).click();
      await page.getByLabel('Или вставьте строки').fill(text);
      await page.getByRole('button', { name: 'Прочитать' }).click();
      await page.getByText('Найдена 1 строка').waitFor();
      await page.getByRole('button', { name: 'Взять строку 2', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    };
    await paste('age\tgender\nсорок\t1');
    await page.getByLabel('Возраст, лет').press('Control+Enter');
    await page.getByText('«Возраст, лет»: нужно число от 0 до 130').waitFor();
    await paste('age\tgender\n15\t1');
    await page.getByRole('button', { name: 'Написать', exact: true }).click();
    await page.getByText('Клиенту нет восемнадцати').waitFor();
    expect(visitor.takeFaults()).toEqual([]);
  });

  it('keeps what was typed when the session ends, and goes on after signing in again', async () => {
    await page.getByRole('button', { name: 'Пенсионерка' }).click();
    await visitor.context.clearCookies();
    await page.getByRole('button', { name: 'Написать', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Сеанс закончился' });
    await dialog.getByLabel('Пароль', { exact: true }).fill(rolePassword);
    await dialog.getByRole('button', { name: 'Войти', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Возраст, лет').inputValue()).toBe('68');
    await page.getByRole('button', { name: 'Повторить' }).click();
    await page.getByRole('tab', { name: 'Как увидит клиент' }).waitFor();
    const storage = await page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
    expect(storage).not.toContain('68');
    expect(page.url()).toMatch(/\/web\/compose$/);
  });
});
