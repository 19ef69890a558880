/**
 * npm run bench -- web [--runs N]
 *
 * Page weight and time to the first useful paint of the pages, on the built adapter with an embedded PostgreSQL and no
 * model: bytes over the wire of a first visit (compressed, nothing cached), first contentful paint, and when the heading
 * and what was loading stand. Medians. The baseline of the same run is the second visit with a warm cache.
 */
import { parseArgs } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasBrowser, launchBrowser, signIn } from '../kit/browser.ts';
import { administratorName, administratorPassword, startService } from '../kit/start-service.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);
const pages = ['/web/compose', '/web/campaigns', '/web/history', '/web/copybook', '/web/rules', '/web/dashboards'];

interface Visit {
  readonly bytes: number;
  readonly requests: number;
  readonly firstPaintMs: number;
  readonly usefulMs: number;
}

if (!hasBrowser) throw new Error('no chromium: set CHROMIUM_PATH');
await ensureWeb();
const service = await startService({ serverEnvironment: { OFFERWRIGHT_ENGINE: 'none' } });
const browser = await launchBrowser();
try {
  const who = { name: administratorName, password: administratorPassword };
  const { context: signedIn } = await signIn(browser, service.adapter.url, who);
  const storageState = await signedIn.storageState();
  console.log('| page | first visit, KiB | requests | first paint, ms | useful, ms | again: KiB | again: useful, ms |');
  console.log('|---|---|---|---|---|---|---|');
  for (const path of pages) {
    const first: Visit[] = [];
    const again: Visit[] = [];
    for (let run = 0; run < runs; run++) {
      const context = await browser.newContext({ baseURL: service.adapter.url, storageState, locale: 'ru-RU' });
      first.push(await measure(context, path));
      again.push(await measure(context, path));
      await context.close();
    }
    const cells = [
      kibibytes(first),
      middle(first, 'requests'),
      middle(first, 'firstPaintMs'),
      middle(first, 'usefulMs'),
      kibibytes(again),
      middle(again, 'usefulMs'),
    ];
    console.log(`| ${path.replace('/web', '')} | ${cells.join(' | ')} |`);
  }
} finally {
  await browser.close();
  await service.stop();
}

async function measure(context: BrowserContext, path: string): Promise<Visit> {
  const page = await context.newPage();
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator('h1').first().waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached', timeout: 20_000 });
  // As text: this program has no types of a browser.
  const visit = await page.evaluate<Visit>(`(() => {
    const usefulMs = performance.now();
    const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return {
      usefulMs,
      requests: loaded.length,
      bytes: loaded.reduce((sum, entry) => sum + entry.transferSize, 0),
      firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    };
  })()`);
  await page.close();
  return visit;
}

function middle(visits: readonly Visit[], figure: keyof Visit): number {
  const sorted = visits.map((visit) => visit[figure]).sort((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length / 2)]!);
}

function kibibytes(visits: readonly Visit[]): number {
  return Math.round(middle(visits, 'bytes') / 1024);
}
