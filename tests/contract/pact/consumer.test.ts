/**
 * What the legacy client needs from the adapter, told to a pact file by the client's own code. The file is committed:
 * it is written anew here and must come out the same. `UPDATE_PACTS=1` rewrites it.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Matchers, Pact } from '@pact-foundation/pact';
import { afterAll, describe, expect, test } from 'vitest';
import { createLegacyClient, LegacyError, type LegacyRequest } from './legacy-client.ts';
import { account, consumerName, pactFileName, pactsDirectory, providerName, states } from './pact-names.ts';

const { boolean, integer, like, number, regex, string } = Matchers;
const written = mkdtempSync(join(tmpdir(), 'offerwright-pact-'));
const pact = new Pact({ consumer: consumerName, provider: providerName, dir: written, logLevel: 'warn' });
const authorization = `Basic ${Buffer.from(`${account.name}:${account.password}`).toString('base64')}`;
const jsonHeaders = { Authorization: authorization, 'Content-Type': 'application/json' };
const json = { 'Content-Type': regex(/^application\/json; charset=utf-8$/, 'application/json; charset=utf-8') };

const request: LegacyRequest = {
  clients: [{ id: 101, features: { age: 41.5, gender: 1, cnt_zp_12m: 12 } }],
  product: 'CC',
  channel: 'SMS',
  options: { seed: 1 },
};

/** One answered client, as far as the legacy client reads it. */
function answered(index: number, id: number) {
  return {
    index,
    id,
    text: regex(/^\S[\s\S]*$/, 'Кредитная карта для покупок. Банк'),
    confidence: number(0.8),
    source: regex(/^(model|rules)$/, 'model'),
    verdict: { passed: boolean(true) },
    timings: { total_ms: like(12.5) },
  };
}

function refusal(kind: string, field: string) {
  return { error: { kind, field, message: string('what is wrong') }, request_id: Matchers.uuid() };
}

afterAll(() => rmSync(written, { recursive: true, force: true }));

describe('the legacy client', () => {
  test('gets a text for a client', async () => {
    await pact
      .addInteraction()
      .given(states.account, account)
      .uponReceiving('a request for one client')
      .withRequest('POST', '/v1/generate', (builder) => builder.headers(jsonHeaders).jsonBody(request))
      .willRespondWith(200, (builder) => builder.headers(json).jsonBody({ results: [answered(0, 101)] }))
      .executeTest(async ({ url }) => {
        const results = await createLegacyClient(url, account.name, account.password).generate(request);
        expect(results).toEqual([
          {
            id: 101,
            text: 'Кредитная карта для покупок. Банк',
            confidence: 0.8,
            source: 'model',
            passed: true,
            totalMs: 12.5,
          },
        ]);
      });
  });

  test('gets the others of a batch when one client is wrong', async () => {
    const [client] = request.clients;
    const batch = { ...request, clients: [client!, { id: 102, features: { age: true } }, { ...client!, id: 103 }] };
    const failed = {
      index: 1,
      id: 102,
      error: { kind: 'invalid_feature', field: 'clients[1].features.age', message: string('what is wrong') },
    };
    await pact
      .addInteraction()
      .given(states.account, account)
      .uponReceiving('a request for three clients, of whom the second has a wrong feature')
      .withRequest('POST', '/v1/generate', (builder) => builder.headers(jsonHeaders).jsonBody(batch))
      .willRespondWith(200, (builder) =>
        builder.headers(json).jsonBody({ results: [answered(0, 101), failed, answered(2, 103)] }),
      )
      .executeTest(async ({ url }) => {
        const results = await createLegacyClient(url, account.name, account.password).generate(batch);
        expect(results.map(({ id }) => id)).toEqual([101, 102, 103]);
        expect(results[1]).toEqual({ id: 102, kind: 'invalid_feature', field: 'clients[1].features.age' });
      });
  });

  test('is told that its password is wrong', async () => {
    const wrong = `Basic ${Buffer.from(`${account.name}:another password`).toString('base64')}`;
    await pact
      .addInteraction()
      .given(states.account, account)
      .uponReceiving('a request with a wrong password')
      .withRequest('POST', '/v1/generate', (builder) =>
        builder.headers({ ...jsonHeaders, Authorization: wrong }).jsonBody(request),
      )
      .willRespondWith(401, (builder) =>
        builder
          .headers({ ...json, 'WWW-Authenticate': regex(/^Basic realm="[^"]+"$/, 'Basic realm="Offerwright"') })
          .jsonBody(refusal('unauthorized', '')),
      )
      .executeTest(async ({ url }) => {
        const error = await createLegacyClient(url, account.name, 'another password')
          .generate(request)
          .catch((e) => e);
        expect(error).toBeInstanceOf(LegacyError);
        expect(error).toMatchObject({ status: 401, kind: 'unauthorized', challenge: 'Basic realm="Offerwright"' });
      });
  });

  test('is told that there is no such product', async () => {
    const unknown = { ...request, product: 'NO_SUCH_PRODUCT' };
    await pact
      .addInteraction()
      .given(states.account, account)
      .uponReceiving('a request for an unknown product')
      .withRequest('POST', '/v1/generate', (builder) => builder.headers(jsonHeaders).jsonBody(unknown))
      .willRespondWith(422, (builder) => builder.headers(json).jsonBody(refusal('unknown_product', 'product')))
      .executeTest(async ({ url }) => {
        const error = await createLegacyClient(url, account.name, account.password)
          .generate(unknown)
          .catch((e) => e);
        expect(error).toMatchObject({ status: 422, kind: 'unknown_product', field: 'product' });
      });
  });

  test('reads what a client was told', async () => {
    await pact
      .addInteraction()
      .given(states.account, account)
      .given(states.answered, { clientId: 201, product: 'CC', channel: 'SMS' })
      .uponReceiving('a question for the last answer of a client')
      .withRequest('GET', '/v1/history', (builder) =>
        builder.headers({ Authorization: authorization }).query({ client_id: '201', limit: '1' }),
      )
      .willRespondWith(200, (builder) =>
        builder.headers(json).jsonBody({
          items: [
            {
              client_id: integer(201),
              product: 'CC',
              channel: 'SMS',
              asked_at: regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, '2025-11-25T12:00:00.000Z'),
              answer: { text: regex(/^\S[\s\S]*$/, 'Кредитная карта для покупок. Банк') },
            },
          ],
        }),
      )
      .executeTest(async ({ url }) => {
        expect(await createLegacyClient(url, account.name, account.password).lastAnswer(201)).toEqual({
          clientId: 201,
          product: 'CC',
          channel: 'SMS',
          text: 'Кредитная карта для покупок. Банк',
          askedAt: '2025-11-25T12:00:00.000Z',
        });
      });
  });

  test('asks whether the service lives', async () => {
    await pact
      .addInteraction()
      .uponReceiving('a question whether the service lives')
      .withRequest('GET', '/healthz', (builder) => builder.headers({ Authorization: authorization }))
      .willRespondWith(200, (builder) => builder.headers(json).jsonBody({ alive: true }))
      .executeTest(async ({ url }) => {
        expect(await createLegacyClient(url, account.name, account.password).isAlive()).toBe(true);
      });
  });
});

describe('the pact file', () => {
  test('is the committed one', () => {
    const [now, committed] = [join(written, pactFileName), join(pactsDirectory, pactFileName)];
    if (process.env.UPDATE_PACTS === '1') {
      mkdirSync(pactsDirectory, { recursive: true });
      copyFileSync(now, committed);
    }
    expect(contractOf(now)).toEqual(contractOf(committed));
  });
});

/** The contract without the versions of pact's own libraries. */
function contractOf(path: string): unknown {
  const { consumer, provider, interactions } = JSON.parse(readFileSync(path, 'utf8'));
  const byDescription = (one: { description: string }, other: { description: string }): number =>
    one.description.localeCompare(other.description);
  return { consumer, provider, interactions: interactions.sort(byDescription) };
}
