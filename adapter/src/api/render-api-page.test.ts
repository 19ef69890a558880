import { describe, expect, it } from 'vitest';
import { buildOpenapi } from './build-openapi.ts';
import { renderApiPage } from './render-api-page.ts';

describe('renderApiPage', () => {
  const openapi = buildOpenapi();
  const page = renderApiPage(openapi);

  it('shows every operation and schema, and every link leads somewhere', () => {
    const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((id) => !anchors.has(id))).toEqual([]);
    for (const id of Object.keys(openapi.components.schemas)) expect(anchors).toContain(`schema-${id}`);
  });

  it('loads nothing from anywhere and runs nothing', () => {
    expect(page).not.toMatch(/<script|src=|url\(|@import/);
    expect([...page.matchAll(/href="([^"#]+)"/g)].map(([, link]) => link)).toEqual(['/openapi.json']);
  });

  it('escapes what it shows', () => {
    const info = { ...openapi.info, description: '<b>&"\'' };
    expect(renderApiPage({ ...openapi, info })).toContain('&lt;b&gt;&amp;&quot;&#39;');
  });
});

describe('buildOpenapi', () => {
  it('tells the clients that a request may hold here', () => {
    const { clients } = buildOpenapi(25).components.schemas.GenerateRequest!.properties!;
    expect(clients).toMatchObject({ minItems: 1, maxItems: 25 });
  });
});
