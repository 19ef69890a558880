/**
 * The main journeys of compliance and of a reviewer: the copybook is brought into the database and a thread approved by
 * somebody who did not write it, texts are tried against the law and old ones judged anew, texts are labelled and the
 * labels seen in the record. What a script in a text does: nothing.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, settle, signIn, type Visitor } from '../kit/browser.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest, makeUsers, rolePassword } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const script = '<img src=x onerror=alert(1)>';

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: option }).first().click();
}

describe.runIf(hasBrowser)('compliance and reviewers', { timeout: 300_000 }, () => {
  let browser: Browser;
  let compliance: Visitor;
  let reviewer: Visitor;

  beforeAll(async () => {
    await makeUsers(service(), ['compliance', 'reviewer']);
    const clients = Array.from({ length: 20 }, (_, index) => ({ id: 500 + index, features: { age: 25 + index } }));
    const body = { clients, product: 'CC', channel: 'PUSH', options: { policy: 'rules_only' } };
    expect((await callRest(service(), 'POST', '/v1/generate', { body })).status).toBe(200);
    browser = await launchBrowser();
    const visitorOf = (name: string) => signIn(browser, service().adapter.url, { name, password: rolePassword });
    compliance = await visitorOf('compliance');
    reviewer = await visitorOf('reviewer');
    for (const { page } of [compliance, reviewer]) page.setDefaultTimeout(60_000);
  });
  afterAll(() => browser?.close());

  it('compliance tries a text against the law, and judges old texts anew', async () => {
    const { page } = compliance;
    await compliance.open('/web/rules?tab=try');
    await page.getByLabel('Текст целиком, с приписками').fill(`Самая лучшая карта, вам одобрено! ${script}`);
    await choose(page, 'Продукт', 'Кредитная карта');
    await choose(page, 'Канал', 'СМС');
    await page.getByRole('button', { name: 'Проверить', exact: true }).click();
    await page.getByText('Текст не проходит закон').waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);

    await compliance.open('/web/rules?tab=replay');
    await page.getByRole('button', { name: 'Проверить тексты', exact: true }).click();
    await page.getByText('Все проверенные тексты проходят и сегодня.').waitFor();
    expect(compliance.takeFaults()).toEqual([]);
  });

  it('compliance brings the copybook into the database; a reviewer approves a thread of it', async () => {
    await compliance.open('/web/copybook');
    await compliance.page.getByRole('button', { name: 'Загрузить книгу' }).click();
    await compliance.page.getByText('Покрытие').first().waitFor();

    const { page } = reviewer;
    const threads = await callRest<{ items: { id: string }[] }>(service(), 'GET', '/v1/copybook/threads?product=CC');
    const { id } = threads.body.items[0]!;
    await reviewer.open(`/web/copybook/${encodeURIComponent(id)}`);
    await page.getByRole('button', { name: 'Утвердить', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Утвердить', exact: true }).click();
    await expect
      .poll(
        async () => (await callRest<{ status: string }>(service(), 'GET', `/v1/copybook/threads/${id}`)).body.status,
        {
          timeout: 30_000,
        },
      )
      .toBe('approved');
    expect(compliance.takeFaults()).toEqual([]);
    expect(reviewer.takeFaults()).toEqual([]);
  });

  it('a reviewer labels by keyboard, takes one back, and sees the labels in the record', async () => {
    const { page } = reviewer;
    await reviewer.open('/web/labelling');
    const text = page.getByRole('region', { name: 'Текст для оценки' });
    const countLabels = async () => {
      const [row] = await runSql(service().database.url, 'SELECT count(*)::int AS labels FROM labels');
      return row?.labels;
    };
    for (const [index, key] of ['KeyG', 'Digit4', 'KeyG'].entries()) {
      await text.waitFor();
      await page.keyboard.press(key);
      await expect.poll(countLabels, { timeout: 30_000 }).toBe(index + 1);
    }
    await page.keyboard.press('KeyZ');
    // Taking back is a label of its own: nothing is deleted.
    await expect.poll(countLabels, { timeout: 30_000 }).toBe(4);

    const ofWrong = "SELECT asked_client_id AS id FROM labels WHERE mark = 'wrong'";
    const [labelled] = await runSql(service().database.url, ofWrong);
    await reviewer.open(`/web/history?entry=${String(labelled?.id)}`);
    await settle(page);
    await page.getByRole('dialog').getByText('reviewer').first().waitFor();
    expect(reviewer.takeFaults()).toEqual([]);
  });
});
