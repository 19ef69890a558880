/**
 * Draws docs/screenshots/*.png anew, each page of the web interface as the administrator sees it; `npm run screenshots`
 * builds the pages and finds the browser first.
 *
 * Order: the service on a fresh database, without a model (texts by rules are the same everywhere) → what pages need to
 * show something: texts of reference clients, a campaign, labels, outcomes, a journey, statements, market items → each
 * page at 1280 pixels in light, some in dark or at 390 pixels. Needs chromium (npm test installs it).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { report } from '../../scripts/report.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { launchBrowser, signIn, visit } from '../kit/browser.ts';
import { fillForScreenshots } from '../kit/fill-for-screenshots.ts';
import { administratorName, administratorPassword, startService } from '../kit/start-service.ts';

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** Nobody has signed in. */
  readonly isOpen?: true;
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

async function drawAll(): Promise<void> {
  const directory = join(repositoryRoot, 'docs', 'screenshots');
  await mkdir(directory, { recursive: true });
  const service = await startService({ serverEnvironment: { OFFERWRIGHT_ENGINE: 'none' } });
  const browser = await launchBrowser();
  try {
    const paths = await fillForScreenshots(service);
    for (const { name, path, width = 1280, scheme = 'light', isOpen, act } of listShots(paths)) {
      const who = { name: administratorName, password: administratorPassword, width, scheme };
      const visitor = await (isOpen ? visit : signIn)(browser, service.adapter.url, who);
      await visitor.open(path);
      await act?.(visitor.page);
      const picture = await visitor.page.screenshot({ animations: 'disabled' });
      await writeFile(join(directory, `${name}.png`), picture);
      report(`${name}.png: ${Math.round(picture.length / 1024)} KiB`);
      await visitor.context.close();
    }
  } finally {
    await browser.close();
    await service.stop();
  }
}

function listShots(paths: Readonly<Record<string, string>>): Shot[] {
  return [
    { name: 'sign-in', path: '/web/', isOpen: true },
    { name: 'compose', path: '/web/compose', act: writeText },
    { name: 'campaigns', path: '/web/campaigns' },
    { name: 'campaign', path: paths.campaign ?? '/web/campaigns' },
    { name: 'new-campaign', path: '/web/campaigns/new', act: checkFile },
    { name: 'draft', path: paths.draft ?? '/web/campaigns', act: countAudience },
    { name: 'history', path: '/web/history', act: searchWords },
    { name: 'labelling', path: '/web/labelling' },
    { name: 'copybook', path: '/web/copybook' },
    { name: 'thread', path: paths.thread ?? '/web/copybook' },
    { name: 'catalogue', path: '/web/catalogue' },
    { name: 'product', path: '/web/catalogue/CC' },
    { name: 'rules', path: '/web/rules' },
    { name: 'dashboards', path: '/web/dashboards' },
    { name: 'outcomes', path: '/web/outcomes' },
    { name: 'propensity', path: '/web/insight/propensity', act: rankOffers },
    { name: 'propensity-model', path: '/web/insight/propensity?tab=models', act: openModel },
    { name: 'concerns', path: '/web/insight/concerns' },
    { name: 'interviews', path: '/web/insight/interviews' },
    { name: 'interview', path: paths.interview ?? '/web/insight/interviews' },
    { name: 'interview-phone', path: paths.link ?? '/web/', width: 390, isOpen: true },
    { name: 'market-items', path: '/web/insight/market' },
    { name: 'market', path: paths.digest ?? '/web/insight/market' },
    { name: 'journeys', path: '/web/insight/journeys' },
    { name: 'journey', path: paths.journey ?? '/web/insight/journeys' },
    { name: 'company-reports', path: '/web/insight/reports' },
    { name: 'company-report', path: paths.report ?? '/web/insight/reports' },
    { name: 'users', path: '/web/users' },
    { name: 'audit', path: '/web/audit' },
    { name: 'history-dark', path: '/web/history', scheme: 'dark' },
    { name: 'dashboards-dark', path: '/web/dashboards', scheme: 'dark' },
    { name: 'labelling-phone', path: '/web/labelling', width: 390 },
    { name: 'campaigns-phone', path: '/web/campaigns', width: 390, scheme: 'dark' },
  ];
}

async function writeText(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Автомобилист' }).click();
  await page.getByRole('button', { name: 'Написать', exact: true }).click();
  await page.getByRole('tab', { name: 'Как увидит клиент' }).waitFor();
}

async function rankOffers(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Автомобилист' }).click();
  await page.getByRole('button', { name: 'Подобрать предложения' }).click();
  await page.getByRole('heading', { name: 'Предложения по порядку' }).waitFor();
}

async function openModel(page: Page): Promise<void> {
  await page.getByText('Кто берёт кредитную карту').first().click();
  await page.getByRole('dialog').waitFor();
}

async function searchWords(page: Page): Promise<void> {
  await page.getByLabel('Текст или тред').fill('анкета');
  await page.locator('mark').first().waitFor();
}

async function checkFile(page: Page): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles(join(repositoryRoot, 'tests', 'data', 'Dataset_Yakutia.xlsx'));
  await page.getByText('Столбец файла').first().waitFor();
}

async function countAudience(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Дальше', exact: true }).click();
  await page.getByText('Без модели склонности, по признакам клиента').first().waitFor();
}

await drawAll();
