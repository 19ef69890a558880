/** POST /v1/check: the verdict for any text, judged with the terms of the catalogue that are in force. */
import type { CheckResponse } from '@offerwright/adapter/src/api/check.ts';
import type { AnsweredClient, GenerateResponse } from '@offerwright/adapter/src/api/generate-response.ts';
import { describe, expect, it } from 'vitest';
import { callRest } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();

async function check(body: object): Promise<CheckResponse> {
  const answer = await callRest<CheckResponse>(service(), 'POST', '/v1/check', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

describe('POST /v1/check', () => {
  it('finds what is unlawful, with rule and place, also behind look-alikes', async () => {
    // «лучшaя» has a Latin a, «о д о б р е н о» is spaced out.
    const text = 'Самая лучш\u0061я карта, вам о д о б р е н о!';
    const checked = await check({ text, product: 'CC', channel: 'SMS' });
    expect(checked.verdict.passed).toBe(false);
    expect(checked.scores.law).toBeLessThan(1);
    expect(checked.measures).toMatchObject({ characters: text.length, sms_segments: 1 });
    expect(checked.spans.length).toBeGreaterThanOrEqual(2);
    for (const span of checked.spans) expect(text.slice(span.start, span.end)).toBe(span.text);
    expect(checked.spans.map(({ start }) => start)).toEqual(
      checked.spans.map(({ start }) => start).toSorted((a, b) => a - b),
    );
    const blocked = checked.verdict.results
      .filter(({ outcome }) => outcome === 'blocked')
      .map(({ rule_id }) => rule_id);
    expect(blocked).toEqual(expect.arrayContaining(['law.superlatives', 'law.provider_name', 'law.credit_warning']));
    expect(checked).toMatchObject({ terms_version: '1', claims_reviewed: false, sample_terms: true });
  });

  it.each(['strict', 'law2025'])(
    'passes what the service writes itself (%s), and blocks it under other terms',
    async (profile) => {
      const order = { product: 'DEPOSIT', channel: 'EMAIL', profile };
      const body = { ...order, clients: [{ id: 1, features: {} }] };
      const { body: generated } = await callRest<GenerateResponse>(service(), 'POST', '/v1/generate', { body });
      const { text, scores } = generated.results[0] as AnsweredClient;
      const checked = await check({ ...order, text });
      expect([checked.verdict.passed, checked.scores.law]).toEqual([true, scores!.law]);
      const other = await check({ ...order, text, product: 'SAVE_ACC' });
      expect(other.verdict.passed).toBe(profile === 'strict');
    },
  );

  it('speaks the language that is asked for', async () => {
    const order = { text: 'Лучшая карта.', product: 'DC', channel: 'PUSH' };
    const messageOf = ({ verdict }: CheckResponse) =>
      verdict.results.find(({ outcome }) => outcome === 'blocked')!.message;
    expect(messageOf(await check(order))).toMatch(/[а-я]/);
    expect(messageOf(await check({ ...order, language: 'en' }))).toMatch(/^[^а-я]+$/i);
  });
});
