/**
 * Every page of every role's menu: it has its heading, no serious fault of accessibility, nothing on the console, asks
 * no other origin, and is not wider than the window. Light at 1280 pixels in Russian, dark at 390 in English.
 */
import type { Role } from '@offerwright/adapter/src/api/history.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAccessibilityFaults, hasBrowser, launchBrowser, signIn, type Visitor } from '../kit/browser.ts';
import { makeUsers, rolePassword } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const roles: readonly Role[] = ['administrator', 'manager', 'reviewer', 'compliance', 'viewer'];
const looks = [
  { width: 1280, scheme: 'light', language: 'ru' },
  { width: 390, scheme: 'dark', language: 'en' },
] as const;

/** What the menu shows to a role; the pages are asked there, so that none is forgotten. */
async function listMenu({ page }: Visitor): Promise<string[]> {
  const links = page.locator('nav a[href^="/web/"]');
  await links.first().waitFor({ state: 'attached' });
  const hrefs = await Promise.all((await links.all()).map(async (link) => (await link.getAttribute('href')) ?? ''));
  return [...new Set(hrefs)];
}

describe.runIf(hasBrowser)('pages in the browser', { timeout: 300_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    await makeUsers(service(), roles);
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  describe.each(looks)('$width pixels, $scheme, $language', (look) => {
    it.each(['administrator', 'viewer'] as const)('%s: all pages', async (name) => {
      const visitor = await signIn(browser, service().adapter.url, { name, password: rolePassword, ...look });
      const menu = await listMenu(visitor);
      expect(menu.length).toBeGreaterThan(5);
      const found: object[] = [];
      for (const path of menu) {
        await visitor.open(path);
        const { page } = visitor;
        const headings = await page.locator('h1').allTextContents();
        const accessibility = await findAccessibilityFaults(page);
        const faults = visitor.takeFaults();
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        if (headings.length !== 1 || accessibility.length > 0 || faults.length > 0 || overflow > 0) {
          found.push({ path, headings, accessibility, faults, overflow });
        }
      }
      await visitor.context.close();
      expect(found).toEqual([]);
    });
  });

  it('each role sees its own menu, and pages of others are closed to it', async () => {
    const menus = new Map<Role, string[]>();
    for (const name of roles) {
      const visitor = await signIn(browser, service().adapter.url, { name, password: rolePassword });
      menus.set(name, await listMenu(visitor));
      await visitor.context.close();
    }
    const of = (role: Role) => menus.get(role) ?? [];
    expect(of('administrator')).toContain('/web/users');
    for (const role of roles.slice(1)) expect(of(role), role).not.toContain('/web/users');
    expect(of('viewer')).not.toContain('/web/compose');
    expect(of('viewer')).not.toContain('/web/labelling');
    expect(of('reviewer')).toContain('/web/labelling');
    expect(of('manager')).toContain('/web/compose');
  });
});
