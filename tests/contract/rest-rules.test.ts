/** The rules of law, drafts of terms, the versions of the contact policy, and the import of the shipped copybook. */
import type { CatalogueTerms, CheckedTerms } from '@offerwright/adapter/src/api/catalogue.ts';
import type { ContactPolicy } from '@offerwright/adapter/src/api/contacts.ts';
import type { ThreadItem } from '@offerwright/adapter/src/api/copybook.ts';
import type { ImportedCopybook } from '@offerwright/adapter/src/api/copybook-import.ts';
import { roles } from '@offerwright/adapter/src/api/history.ts';
import type { ReplayResponse } from '@offerwright/adapter/src/api/replay.ts';
import type { RulesResponse } from '@offerwright/adapter/src/api/rules.ts';
import { ruleSet } from '@offerwright/server/src/compliance/index.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { callRest, makeUsers, type RestCall } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const call = async <Body>(method: string, path: string, rest: RestCall = {}) => {
  const { status, body } = await callRest(service(), method, path, rest);
  return { status, body: body as unknown as Body };
};

beforeAll(async () => {
  await makeUsers(service(), roles);
});

const terms = {
  legal_name: 'АО «Банк Пример»',
  licence: 'Генеральная лицензия Банка России № 1234',
  rate: '15',
  full_terms: 'Ставка 15 % годовых на 6 месяцев, сумма от 10 000 ₽, без пополнения и снятия.',
  effective_from: '2026-01-01',
};

describe('GET /v1/rules', () => {
  it('tells every rule as it runs', async () => {
    const { status, body } = await call<RulesResponse>('GET', '/v1/rules', { as: 'viewer' });
    expect(status).toBe(200);
    expect([body.rule_set_version, body.rule_set_hash]).toEqual([ruleSet.version, ruleSet.hash]);
    expect(body.rules.map(({ id }) => id)).toEqual(ruleSet.rules.map(({ id }) => id));
    for (const [index, rule] of body.rules.entries()) {
      const own = ruleSet.rules[index]!;
      expect([rule.title, rule.article, rule.severity]).toEqual([own.title, own.article, own.severity]);
      expect(rule.effective_from).toBe(own.effectiveFrom);
      expect(rule.passing.map(({ text }) => text)).toEqual(own.examples.passing.map(({ text }) => text));
      expect(rule.failing.length).toBe(own.examples.failing.length);
      expect(rule.all_credits).toBe(own.products === 'credit');
      if (rule.all_credits) expect(rule.products).toContain('CC');
    }
  });
});

describe('POST /v1/catalogue/{product}/check', () => {
  it('composes a text for every channel and stores nothing', async () => {
    const before = await call<{ latest_version: number }>('GET', '/v1/catalogue/DEPOSIT');
    const { status, body } = await call<CheckedTerms>('POST', '/v1/catalogue/DEPOSIT/check', {
      as: 'manager',
      body: terms,
    });
    expect([status, body.passed, body.problems]).toEqual([200, true, []]);
    expect(body.checks).toHaveLength(16);
    for (const { passed, text, profile, channel } of body.checks!) {
      expect(text !== '').toBe(passed);
      if (profile === 'law2025' && channel === 'EMAIL') expect(text).toContain('15 %');
      if (profile === 'strict') expect(text).not.toMatch(/15 ?%/);
    }
    const after = await call<{ latest_version: number }>('GET', '/v1/catalogue/DEPOSIT');
    expect(after.body.latest_version).toBe(before.body.latest_version);
  });

  it('tells all problems at once, and composes all the same', async () => {
    const draft = { ...terms, rate: 'до 16', effective_to: '2025-01-01', confirmed_claims: ['no_such_claim'] };
    const { body } = await call<CheckedTerms>('POST', '/v1/catalogue/DEPOSIT/check', { body: draft });
    expect(body.passed).toBe(false);
    expect(body.problems.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['effective_to', 'rate_min_guaranteed', 'full_terms', 'confirmed_claims']),
    );
    expect(body.checks).not.toBeNull();
  });

  it('says that the server knows no such product', async () => {
    const { body } = await call<CheckedTerms>('POST', '/v1/catalogue/NO/check', { body: terms });
    expect([body.passed, body.checks]).toEqual([true, null]);
  });
});

describe('GET /v1/catalogue', () => {
  it('tells what comes after the day, the last version of each first day', async () => {
    const { body: before } = await call<{ latest_version: number }>('GET', '/v1/catalogue/OMS');
    for (const [step, legal_name] of ['АО «Первое»', 'АО «Второе»'].entries()) {
      const headers = { 'if-match': `"${before.latest_version + step}"` };
      const body = { legal_name, effective_from: '2999-01-01' };
      expect((await call('PUT', '/v1/catalogue/OMS', { headers, body })).status).toBe(201);
    }
    const { body } = await call<{ items: CatalogueTerms[]; upcoming: CatalogueTerms[] }>('GET', '/v1/catalogue');
    expect(body.upcoming.map(({ product, legal_name }) => [product, legal_name])).toEqual([['OMS', 'АО «Второе»']]);
    expect(body.items.some(({ product }) => product === 'OMS')).toBe(true);
    const later = await call<{ upcoming: CatalogueTerms[] }>('GET', '/v1/catalogue?on=2999-01-01');
    expect(later.body.upcoming).toEqual([]);
  });
});

describe('GET /v1/contact-policy/versions', () => {
  it('names who changed what, the newest first', async () => {
    const policy = {
      quiet_hours: { start: '21:00', end: '09:00' },
      channel_messages_max: 2,
      all_messages_max: 4,
      window_days: 30,
      consent_required: false,
    };
    const put = (version: number, change: object, as: RestCall['as']) =>
      call('PUT', '/v1/contact-policy', {
        as,
        headers: { 'if-match': `"${version}"` },
        body: { ...policy, ...change },
      });
    expect((await put(0, {}, 'compliance')).status).toBe(201);
    expect((await put(1, { window_days: 7, quiet_hours: null }, 'administrator')).status).toBe(201);
    const { body } = await call<{ items: ContactPolicy[] }>('GET', '/v1/contact-policy/versions', { as: 'viewer' });
    expect(body.items.map(({ version, window_days, created_by }) => [version, window_days, created_by])).toEqual([
      [2, 7, 'administrator'],
      [1, 30, 'compliance'],
    ]);
    expect(body.items[1]!.quiet_hours).toEqual(policy.quiet_hours);
  });
});

describe('POST /v1/replay', () => {
  it('shows what judged a text before, and what blocks it now', async () => {
    const body = { clients: [{ id: 1, features: {} }], product: 'DEPOSIT', channel: 'SMS' };
    expect((await call('POST', '/v1/generate', { body })).status).toBe(200);
    const { body: product } = await call<{ latest_version: number; items: CatalogueTerms[] }>(
      'GET',
      '/v1/catalogue/DEPOSIT',
    );
    const changed = await call('PUT', '/v1/catalogue/DEPOSIT', {
      headers: { 'if-match': `"${product.latest_version}"` },
      body: { legal_name: 'АО «Новое Имя»', effective_from: '2026-01-02' },
    });
    expect(changed.status).toBe(201);
    const { body: replay } = await call<ReplayResponse>('POST', '/v1/replay', { as: 'compliance', body: {} });
    expect(replay.broken).toHaveLength(1);
    const [broken] = replay.broken;
    expect(broken!.before.rule_set_version).toBe(ruleSet.version);
    expect(broken!.text).not.toBe('');
    expect(broken!.after.map(({ rule_id }) => rule_id)).toEqual(broken!.rule_ids);
    expect(broken!.after.every(({ outcome }) => outcome === 'blocked')).toBe(true);
  });
});

describe('POST /v1/copybook/import', () => {
  it('takes what the server started with, once, and the audit trail says so', async () => {
    const first = await call<ImportedCopybook>('POST', '/v1/copybook/import', { as: 'compliance', body: {} });
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    expect(first.body).toMatchObject({ revised: 0, unchanged: 0, approved: 0, edition: 1 });
    expect(first.body.created).toBeGreaterThan(2000);
    const again = await call<ImportedCopybook>('POST', '/v1/copybook/import', { body: {} });
    expect(again.body).toMatchObject({ created: 0, unchanged: first.body.created, edition: 1 });
    const approved = await call<ImportedCopybook>('POST', '/v1/copybook/import', {
      as: 'compliance',
      body: { approve: true },
    });
    expect(approved.body).toMatchObject({ created: 0, approved: first.body.created, edition: 2 });
    const trail = await call<{ items: { action: string; user: string }[] }>('GET', '/v1/audit?action=copybook');
    expect(trail.body.items.map(({ action, user }) => [action, user])).toContainEqual([
      'copybook.import',
      'compliance',
    ]);
  });

  it('threads are found by the claim that they rely on', async () => {
    const claims = await call<{
      products: { product: string; claims: { id: string; threads_count: number }[] }[];
    }>('GET', '/v1/catalogue/claims');
    const product = claims.body.products.find((one) => one.claims.some(({ threads_count }) => threads_count > 0))!;
    const claim = product.claims.find(({ threads_count }) => threads_count > 0)!;
    const { body } = await call<{ items: ThreadItem[] }>(
      'GET',
      `/v1/copybook/threads?product=${encodeURIComponent(product.product)}&claim=${claim.id}&limit=200`,
    );
    expect(body.items).toHaveLength(Math.min(claim.threads_count, 200));
  });
});
