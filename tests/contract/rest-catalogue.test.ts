/** The offer catalogue by REST: versions and days, concurrent edits, what is refused, and what a text is made with. */
import type { CatalogueTerms, ClaimsResponse } from '@offerwright/adapter/src/api/catalogue.ts';
import type { AnsweredClient, GenerateResponse } from '@offerwright/adapter/src/api/generate-response.ts';
import { describe, expect, it } from 'vitest';
import { callRest, type ErrorBody } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();

interface Versions {
  readonly latest_version: number;
  readonly items: CatalogueTerms[];
}
interface Put {
  readonly created: boolean;
  readonly terms: CatalogueTerms;
  readonly checks: { readonly channel: string; readonly profile: string; readonly passed: boolean }[] | null;
}

const dayMs = 24 * 60 * 60_000;
/** A day in Moscow, from today on. */
const day = (offset: number) => new Date(Date.now() + 3 * 60 * 60_000 + offset * dayMs).toISOString().slice(0, 10);

const plain = { legal_name: 'АО «Банк Пример»', licence: '№ 1234', effective_from: day(-10) };

const versionsOf = async (product: string) =>
  (await callRest<Versions>(service(), 'GET', `/v1/catalogue/${product}`)).body;

async function put<Body = Put>(product: string, body: object, version?: number) {
  const latest = version ?? (await versionsOf(product)).latest_version ?? 0;
  const headers = { 'if-match': `"${latest}"` };
  return await callRest<Body>(service(), 'PUT', `/v1/catalogue/${product}`, { headers, body });
}

async function generate(product: string, channel: string, more: object = {}) {
  const body = { clients: [{ id: 1, features: { age: 41 } }], product, channel, options: { seed: 3 }, ...more };
  return await callRest<GenerateResponse & ErrorBody>(service(), 'POST', '/v1/generate', { body });
}

async function answerOf(product: string, channel: string, more: object = {}): Promise<AnsweredClient> {
  const { status, body } = await generate(product, channel, more);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.results[0] as AnsweredClient;
}

describe('reading', () => {
  it('shows the sample of 22 products at the first start, each marked', async () => {
    const { body } = await callRest<{ on: string; items: CatalogueTerms[]; not_in_force: unknown[] }>(
      service(),
      'GET',
      '/v1/catalogue',
    );
    expect(body.on).toBe(day(0));
    expect(body.not_in_force).toEqual([]);
    expect(body.items).toHaveLength(22);
    for (const terms of body.items) {
      expect(terms).toMatchObject({
        version: 1,
        is_sample: true,
        origin: 'first_start',
        created_by: null,
        in_force: true,
      });
    }
  });

  it('has no terms on a day before all of them', async () => {
    const { body } = await callRest<{ items: unknown[]; not_in_force: unknown[] }>(
      service(),
      'GET',
      '/v1/catalogue?on=2020-01-01',
    );
    expect([body.items.length, body.not_in_force.length]).toEqual([0, 22]);
  });

  it('knows no product that it does not have, and no day that there is not', async () => {
    const unknown = await callRest(service(), 'GET', '/v1/catalogue/NO_SUCH');
    expect([unknown.status, unknown.body.error.kind]).toEqual([404, 'not_found']);
    const wrong = await callRest(service(), 'GET', '/v1/catalogue?on=2026-02-30');
    expect([wrong.status, wrong.body.error.field]).toEqual([422, 'on']);
  });
});

describe('versions', () => {
  it('adds a version, with who made it, and the next text uses it', async () => {
    const { status, body } = await put('DC', plain, 1);
    expect(status).toBe(201);
    expect(body.terms).toMatchObject({ ...plain, version: 2, created_by: 'admin', origin: 'api', in_force: true });
    expect(body.checks!.every(({ passed }) => passed)).toBe(true);
    const answer = await answerOf('DC', 'SMS');
    expect(answer.text).toContain('АО «Банк Пример»');
    expect(answer.provenance?.terms_version).toBe('2');
    const versions = await versionsOf('DC');
    expect(versions.items.map(({ version, in_force }) => [version, in_force])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('makes none of the same content', async () => {
    const { status, body } = await put('DC', { ...plain, licence: ' № 1234 ' });
    expect([status, body.created, body.terms.version]).toEqual([200, false, 2]);
  });

  it('keeps a change for its day, and a correction of now does not undo it', async () => {
    await put('OMS', { ...plain, licence: '№ 2', effective_from: day(-5) });
    await put('OMS', { ...plain, licence: '№ 3', effective_from: day(5) });
    await put('OMS', { ...plain, licence: '№ 4', effective_from: day(-5) });
    const licenceOn = async (offset: number) => {
      const { body } = await callRest<{ items: CatalogueTerms[] }>(service(), 'GET', `/v1/catalogue?on=${day(offset)}`);
      return body.items.find(({ product }) => product === 'OMS')?.licence;
    };
    expect(await licenceOn(0)).toBe('№ 4');
    expect(await licenceOn(4)).toBe('№ 4');
    expect(await licenceOn(5)).toBe('№ 3');
    expect((await answerOf('OMS', 'EMAIL')).text).toContain('№ 4');
  });

  it('needs the version that was read, and takes the first of two edits', async () => {
    const { latest_version: latest } = await versionsOf('IZP');
    const headers = { 'if-match': `"${latest}"` };
    const edits = await Promise.all(
      ['№ 10', '№ 11', '№ 12', '№ 13'].map((licence) =>
        callRest(service(), 'PUT', '/v1/catalogue/IZP', { headers, body: { ...plain, licence } }),
      ),
    );
    expect(edits.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412]);
    expect((await versionsOf('IZP')).latest_version).toBe(latest + 1);
    const late = edits.find(({ status }) => status === 412)!;
    expect(late.body.error).toMatchObject({ kind: 'version_conflict', limit: `"${latest + 1}"`, given: `"${latest}"` });
    const without = await callRest(service(), 'PUT', '/v1/catalogue/IZP', { body: plain });
    expect([without.status, without.body.error.kind]).toEqual([428, 'version_required']);
    const wrong = await callRest(service(), 'PUT', '/v1/catalogue/IZP', { headers: { 'if-match': '1' }, body: plain });
    expect([wrong.status, wrong.body.error.field]).toEqual([422, 'If-Match']);
  });

  it('takes a product that the server has not heard of, unchecked', async () => {
    const { status, body } = await put('KIDS_CARD', plain, 0);
    expect([status, body.checks]).toEqual([201, null]);
    const product = { code: 'KIDS_CARD', name: 'Детская карта', description: 'Дебетовая карта для детей' };
    const answer = await answerOf('', 'SMS', { product });
    expect(answer.text).toContain('АО «Банк Пример»');
    expect(answer.provenance?.terms_version).toBe('1');
  });
});

describe('the end of terms', () => {
  it('is an end: the text is refused by name and day, and older versions do not come back', async () => {
    await put('INVEST', { ...plain, effective_from: day(-5), effective_to: day(0) });
    const { status, body } = await generate('INVEST', 'EMAIL');
    expect([status, body.error.kind, body.error.field]).toEqual([409, 'no_terms_in_force', 'product']);
    expect(body.error.message).toContain('INVEST');
    expect(body.error.message).toContain(day(0));
    const checked = await callRest(service(), 'POST', '/v1/check', {
      body: { text: 'Текст', product: 'INVEST', channel: 'SMS' },
    });
    expect([checked.status, checked.body.error.kind]).toEqual([409, 'no_terms_in_force']);
    const { body: catalogue } = await callRest<{ not_in_force: CatalogueTerms[] }>(service(), 'GET', '/v1/catalogue');
    expect(catalogue.not_in_force.map(({ product }) => product)).toEqual(['INVEST']);
  });

  it('leaves legal name and licence where the terms say so, and nothing else', async () => {
    const terms = {
      ...plain,
      rate: '15',
      full_terms: 'Ставка 15 % годовых на 6 месяцев, сумма от 10 000 ₽, без пополнения и снятия.',
      url: 'https://example.ru/deposits',
    };
    await put('DEPOSIT', terms);
    const before = await answerOf('DEPOSIT', 'EMAIL', { profile: 'law2025' });
    expect(before.text).toContain(terms.full_terms);
    await put('DEPOSIT', { ...terms, effective_to: day(0), provider_outlasts_terms: true });
    const after = await answerOf('DEPOSIT', 'EMAIL', { profile: 'law2025' });
    expect(after.status).toBe('sendable');
    expect(after.text).toContain('АО «Банк Пример»');
    expect(after.text).not.toMatch(/15 %|10 000/);
    expect(after.provenance?.terms_version).toMatch(/^\d+-provider$/);
  });
});

describe('what a text carries', () => {
  it.each(['SMS', 'PUSH', 'MOB_BANNER', 'MOBILE_CHAT', 'EMAIL'])(
    'law2025 in %s: the complete terms of a credit',
    async (channel) => {
      const { items } = await versionsOf('REFIN');
      const answer = await answerOf('REFIN', channel, { profile: 'law2025' });
      expect(answer.status).toBe('sendable');
      expect(answer.text).toContain(items[0]!.full_terms);
      expect(answer.text).toContain('Изучите все условия кредита (займа)');
      expect(answer.verdict?.passed).toBe(true);
    },
  );

  it('the token of its channel', async () => {
    const erids = { PUSH: '2Vtzq-push', '*': '2Vtzq-other' };
    await put('CURR_EXC', { ...plain, erids });
    expect((await answerOf('CURR_EXC', 'PUSH')).text).toContain('erid: 2Vtzq-push');
    expect((await answerOf('CURR_EXC', 'MOBILE_CHAT')).text).toContain('erid: 2Vtzq-other');
    expect((await answerOf('CURR_EXC', 'SMS')).text).not.toContain('2Vtzq');
  });

  it('the tail of its channel, and none that no lawful text can carry', async () => {
    const tails = { SMS: 'Ждём вас в чате.', '*': 'Ждём вас в отделении.' };
    expect((await put('NSG', { ...plain, tails })).status).toBe(201);
    expect((await answerOf('NSG', 'SMS')).text).toContain('Ждём вас в чате.');
    expect((await answerOf('NSG', 'TMO')).text).toContain('Ждём вас в отделении.');
    const refused = await put<ErrorBody>('NSG', { ...plain, tails: { ...tails, SMS: 'Доход 20 % годовых.' } });
    expect([refused.status, refused.body.error.kind, refused.body.error.field]).toEqual([
      422,
      'unlawful_terms',
      'tails.SMS',
    ]);
  });

  it('scores, repair and the state of claims, in the answer and in the history', async () => {
    const { body } = await generate('PREMIUM', 'SMS');
    expect(body).toMatchObject({ claims_reviewed: false, sample_terms: true });
    const answer = body.results[0] as AnsweredClient;
    expect(answer).toMatchObject({
      repaired: false,
      heard_concerns: [],
      refusal: null,
      scores: {
        law: answer.verdict!.law_score,
        brand_voice: answer.verdict!.brand_voice_score,
        fit: answer.verdict!.fit_score,
      },
    });
    const { body: history } = await callRest<{ items: { answer: AnsweredClient }[] }>(
      service(),
      'GET',
      '/v1/history?product=PREMIUM&limit=1',
    );
    expect(history.items[0]!.answer).toEqual(answer);
  });
});

describe('terms that are refused', () => {
  const credit = {
    ...plain,
    rate: '19,9–29,9',
    full_cost_min: '20,5',
    full_cost_max: '31,2',
    full_terms:
      'Полная стоимость кредита 20,5–31,2 % годовых. Ставка 19,9–29,9 % годовых, сумма до 3 000 000 ₽, срок до 5 лет.',
    url: 'https://example.ru/credit',
  };

  it.each<[string, object, string]>([
    ['no legal name', { legal_name: ' ' }, 'legal_name'],
    ['a number for a printed value', { rate: 19.9 }, 'rate'],
    ['a sign in a printed value', { rate: '19,9 %' }, 'rate'],
    ['no day', { effective_from: undefined }, 'effective_from'],
    ['an end before the beginning', { effective_to: day(-20) }, 'effective_to'],
    ['an address that is none', { url: 'example.ru' }, 'url'],
    ['a channel that there is not', { tails: { SMSS: 'слово' } }, 'tails.SMSS'],
    ['a misspelt field', { licens: '1' }, 'licens'],
    ['a full cost that the terms do not tell', { full_cost_max: '33' }, 'full_terms'],
    ['an unknown claim', { confirmed_claims: ['fly_to_the_moon'] }, 'confirmed_claims'],
    ['a claim of another product', { denied_claims: ['car_stays_with_owner'] }, 'denied_claims'],
    ['a character that cannot be stored', { licence: 'a\u0000' }, 'licence'],
  ])('%s', async (_name, change, field) => {
    const answer = await put<ErrorBody>('ПК', { ...credit, ...change });
    expect([answer.status, answer.body.error.kind, answer.body.error.field]).toEqual([422, 'invalid_request', field]);
    expect(answer.body.error.given).not.toBe('');
  });

  it('terms of a credit without the section of the site: the server’s composer says so', async () => {
    const { status, body } = await put<ErrorBody>('ПК', { ...credit, url: '' });
    expect([status, body.error.kind, body.error.field]).toEqual([422, 'unlawful_terms', 'full_terms']);
    expect(body.error.given).toContain('law.study_terms');
  });

  it('and none of them became a version', async () => {
    expect((await versionsOf('ПК')).latest_version).toBe(1);
    expect((await put('ПК', credit)).status).toBe(201);
  });

  it('a channel without room for the terms is told, not refused', async () => {
    const long = `${credit.full_terms} ${'Условие без чисел и обещаний, для длины. '.repeat(14)}`;
    const { status, body } = await put('ПК', { ...credit, full_terms: long });
    expect(status).toBe(201);
    const failed = body.checks!.filter(({ passed }) => !passed).map(({ channel, profile }) => `${channel} ${profile}`);
    expect(failed).toContain('SMS law2025');
    expect(failed).not.toContain('EMAIL law2025');
    const answer = await answerOf('ПК', 'SMS', { profile: 'law2025' });
    expect(answer).toMatchObject({ status: 'refused', text: '', refusal: { rule_id: 'law.complete_terms' } });
    expect(answer.refusal!.reason).toMatch(/\d/);
  });
});

describe('claims', () => {
  const claimsOf = async (product: string) => {
    const { body } = await callRest<ClaimsResponse>(service(), 'GET', '/v1/catalogue/claims');
    return body.products.find((one) => one.product === product)!;
  };

  it('are told by product, with the threads that wait for them', async () => {
    const { claims, claims_reviewed } = await claimsOf('SAVE_ACC');
    expect(claims_reviewed).toBe(false);
    expect(claims.length).toBeGreaterThan(5);
    for (const claim of claims) {
      expect(claim.statement).toMatch(/[а-я]/);
      expect(claim).toMatchObject({ status: 'not_reviewed', threads_waiting_count: claim.threads_count });
    }
    const { body } = await callRest<ClaimsResponse>(service(), 'GET', '/v1/catalogue/claims?on=2020-01-01');
    expect(new Set(body.products.map(({ version }) => version))).toEqual(new Set([null]));
  });

  it('that are denied are used by no text any more', async () => {
    const relied = (await claimsOf('SAVE_ACC')).claims.map(({ id }) => id);
    const [confirmed, ...denied] = relied;
    const reviewed = { ...plain, claims_reviewed: true, confirmed_claims: [confirmed], denied_claims: denied.slice(1) };
    expect((await put('SAVE_ACC', reviewed)).status).toBe(201);
    const { claims, claims_reviewed, version } = await claimsOf('SAVE_ACC');
    expect([claims_reviewed, version]).toEqual([true, 2]);
    const statuses = claims.map(({ status, threads_waiting_count: waiting }) => [status, waiting > 0]);
    expect(statuses.slice(0, 3)).toEqual([
      ['confirmed', false],
      ['not_reviewed', true],
      ['denied', true],
    ]);
    const { body } = await generate('SAVE_ACC', 'SMS', {
      clients: Array.from({ length: 30 }, (_, id) => ({ id, features: { age: 20 + id } })),
    });
    expect(body.claims_reviewed).toBe(true);
    for (const result of body.results as AnsweredClient[]) expect(result.text).not.toMatch(/снять|снимайте|пополн/i);
  });
});
