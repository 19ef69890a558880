/**
 * The pages in a real browser (Debian's chromium through playwright-core) on the real service. A visitor signs in through
 * the form once a role, and what a page must never do is watched all the time: errors on the console, exceptions,
 * requests to another origin. Each page under test says at its end that none of it happened.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/tests/find-chromium.ts';

const path = findChromium();

/** For `describe.runIf`: without a browser its tests are left out, and counted as such. */
export const hasBrowser = path !== null;

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function launchBrowser(): Promise<Browser> {
  const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath: path ?? '', args: flags });
}

export interface VisitorOptions {
  readonly name: string;
  readonly password: string;
  /** Width of the window, pixels. */
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly language?: 'ru' | 'en';
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong since the last call: console errors, exceptions, requests to other origins. */
  takeFaults(): string[];
  /** To a page of ours, until it stands still. */
  open(path: string): Promise<void>;
}

/** Opens the pages and signs in through the form. */
export async function signIn(browser: Browser, baseUrl: string, options: VisitorOptions): Promise<Visitor> {
  const visitor = await visit(browser, baseUrl, options);
  const { page } = visitor;
  await visitor.open('/web/');
  const isRussian = (options.language ?? 'ru') === 'ru';
  await page.getByLabel(isRussian ? 'Имя пользователя' : 'User name').fill(options.name);
  await page.getByLabel(isRussian ? 'Пароль' : 'Password', { exact: true }).fill(options.password);
  await page.getByRole('button', { name: isRussian ? 'Войти' : 'Sign in', exact: true }).click();
  await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  await settle(page);
  // The first question who is signed in is answered by 401, which browsers write to the console.
  visitor.takeFaults();
  return visitor;
}

/** Opens the browser without signing in. */
export async function visit(
  browser: Browser,
  baseUrl: string,
  { width = 1280, scheme = 'light', language = 'ru' }: Omit<VisitorOptions, 'name' | 'password'>,
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseUrl) && !url.startsWith('data:') && !url.startsWith('blob:')) {
      faults.push(`request to another origin: ${url}`);
    }
  });
  return {
    page,
    context,
    takeFaults: () => faults.splice(0),
    open: async (to) => {
      await page.goto(to);
      await settle(page);
    },
  };
}

/**
 * Until a page stands still: its heading is there, no request for half a second, no skeleton. Pages that poll are waited
 * for 3 s; a heading that never comes is the test's to tell.
 */
export async function settle(page: Page): Promise<void> {
  await page
    .locator('h1')
    .first()
    .waitFor({ timeout: 20_000 })
    .catch(() => {});
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => {});
  const skeletons = page.locator('.mantine-Skeleton-root');
  await skeletons
    .first()
    .waitFor({ state: 'detached', timeout: 10_000 })
    .catch(() => {});
}

export interface AxeFinding {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly targets: readonly string[];
}

/** Serious and critical findings of axe-core (WCAG 2.1 A and AA). */
export async function findAccessibilityFaults(page: Page): Promise<AxeFinding[]> {
  await page.evaluate(axeSource);
  // As text: this program has no types of a browser.
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] } })",
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => ({
      id,
      impact: impact ?? '',
      help,
      targets: nodes.slice(0, 3).map(({ target }) => target.join(' ')),
    }));
}
