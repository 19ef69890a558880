import { describe, expect, it } from 'vitest';
import { RequestError } from '../errors.ts';
import { generateEnvelopeSchema } from './generate-request.ts';
import { historyQuerySchema } from './history.ts';
import { parseInput } from './parse-input.ts';

const order = { clients: [{}], product: 'CC', channel: 'SMS' };

function refusal(raw: unknown): RequestError {
  try {
    parseInput(generateEnvelopeSchema, raw);
  } catch (error) {
    if (error instanceof RequestError) return error;
  }
  throw new Error('it was not refused');
}

describe('parseInput', () => {
  it('fills in the defaults', () => {
    expect(parseInput(generateEnvelopeSchema, order)).toEqual({
      ...order,
      profile: 'strict',
      options: { policy: 'model_first', mode: 'composed', answer_within_ms: 2000, language: 'ru' },
    });
  });

  it.each([
    [null, 'body', 'an object', 'null'],
    [{ ...order, clients: {} }, 'clients', 'a list', 'object'],
    [{ clients: [], channel: 'SMS' }, 'product', 'a text, or an object as documented', 'nothing'],
    [{ ...order, product: '' }, 'product', 'at least 1 characters', 'text of 0 characters'],
    [{ ...order, product: 'x'.repeat(65) }, 'product', 'at most 64 characters', 'text of 65 characters'],
    [{ ...order, product: {} }, 'product', 'a code or a description', 'object'],
    [{ ...order, product: { code: 5 } }, 'product.code', 'a text', 'whole number'],
    [
      { ...order, product: { code: 'CC', price: 1 } },
      'product.price',
      'absent: there is no such field',
      'whole number',
    ],
    [{ ...order, channel: ['SMS'] }, 'channel', 'a text, or an object as documented', 'list of 1 item'],
    [{ ...order, profile: 'lax' }, 'profile', 'one of strict, law2025', 'text of 3 characters'],
    [{ ...order, options: { answer_within_ms: 2001 } }, 'options.answer_within_ms', 'at most 2000', 'whole number'],
    [{ ...order, options: { temperature: 'hot' } }, 'options.temperature', 'a number', 'text of 3 characters'],
    [{ ...order, options: { sede: 1 } }, 'options.sede', 'absent: there is no such field', 'whole number'],
    [{ ...order, produkt: 'CC' }, 'produkt', 'absent: there is no such field', 'text of 2 characters'],
  ])('refuses %j', (raw, field, limit, given) => {
    expect(refusal(raw)).toMatchObject({ kind: 'invalid_request', status: 422, field, limit, given });
  });

  it.each([[''], ['1.5'], ['1e3'], ['0x10'], ['99999999999999999']])('takes no %j for a client id', (client_id) => {
    expect(() => parseInput(historyQuerySchema, { client_id })).toThrow(RequestError);
  });

  it('reads the times of a history query as milliseconds', () => {
    const query = parseInput(historyQuerySchema, { from: '2026-01-01T03:00:00+03:00', client_id: '-5', limit: '200' });
    expect(query).toEqual({ from: Date.UTC(2026, 0, 1), client_id: -5, limit: 200 });
  });
});
