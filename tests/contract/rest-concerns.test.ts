/** Concerns over REST: stored with what was asked, and steering the text of a client whose words the request has. */
import type { EstimatedConcernsBody } from '@offerwright/adapter/src/api/concerns.ts';
import type { GenerateResponse } from '@offerwright/adapter/src/api/generate-response.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { callRest, type ErrorBody } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const rude = 'Оператор нахамил и бросил трубку';

describe('POST /v1/insight/concerns', () => {
  it('answers in the order asked, and stores what was said and found', async () => {
    const statements = [
      { client_id: 7, text: 'За что опять сняли комиссию? В чате молчат.' },
      { text: '😀' },
      { client_id: -3, text: 'What documents do I need to apply?' },
    ];
    const answer = await callRest<EstimatedConcernsBody>(service(), 'POST', '/v1/insight/concerns', {
      body: { product: 'CC', statements },
    });
    expect(answer.status).toBe(200);
    const { items, model_sha256: modelSha256 } = answer.body;
    expect(items.map((item) => [item.client_id, item.language, [...item.found].sort()])).toEqual([
      [7, 'ru', ['finance', 'support']],
      [null, 'ru', []],
      [-3, 'en', ['purchase']],
    ]);
    for (const [at, { phrases }] of items.entries()) {
      for (const { start, end, text } of phrases) expect(statements[at]!.text.slice(start, end)).toBe(text);
    }
    const stored = await runSql(
      service().database.url,
      'SELECT id, text, product, client_id::int AS client_id, found, likelihoods, model_sha256 FROM concern_estimates ORDER BY id',
    );
    expect(stored).toEqual(
      items.map((item, at) => ({
        id: item.id,
        text: statements[at]!.text,
        product: 'CC',
        client_id: item.client_id,
        found: item.found,
        likelihoods: item.likelihoods,
        model_sha256: modelSha256,
      })),
    );
  });

  it('names the statement that is wrong, and says nothing of its words', async () => {
    const secret = 'секретные слова';
    const body = { statements: [{ text: secret }, { text: `${secret} \u0000` }] };
    const answer = await callRest<ErrorBody>(service(), 'POST', '/v1/insight/concerns', { body });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain('statements[1].text');
    expect(JSON.stringify(answer.body)).not.toContain(secret);
  });
});

describe('concern_text of a client', () => {
  async function generate(clients: readonly object[], options: object = {}): Promise<GenerateResponse['results']> {
    const body = { clients, product: 'CC', channel: 'SMS', options: { seed: 7, policy: 'rules_only', ...options } };
    const answer = await callRest<GenerateResponse>(service(), 'POST', '/v1/generate', { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.results;
  }
  const features = { age: 41 };

  // The first texts of a fresh server take longest, and on a busy machine too long: they are not what is tested here.
  beforeAll(async () => {
    const body = { clients: [{ id: 1, features }], product: 'CC', channel: 'SMS' };
    for (let call = 0; call < 3; call += 1) await callRest(service(), 'POST', '/v1/generate', { body });
  });

  it('steers the text by the likeliest concern; words without one, and a named concern, leave it be', async () => {
    const [words, greeting] = await generate([
      { id: 1, features, concern_text: rude },
      { id: 2, features, concern_text: 'Здравствуйте' },
    ]);
    expect(words).toMatchObject({ concern: 'support', concern_rule: 'words' });
    expect(greeting).toMatchObject({ concern_rule: 'family.card' });
    const [named] = await generate([{ id: 1, features, concern_text: rude }], { concern: 'finance' });
    expect(named).toMatchObject({ concern: 'finance', concern_rule: 'request' });
  });

  it('is stored beside what else was asked', async () => {
    await generate([{ id: 991, features, concern_text: rude }]);
    const stored = await runSql(
      service().database.url,
      'SELECT concern_text FROM asked_clients WHERE client_id = 991 ORDER BY id DESC LIMIT 1',
    );
    expect(stored).toEqual([{ concern_text: rude }]);
  });
});
