/** Every refusal of a whole request: status, kind, field, limit, what came; as JSON, with the request's id. */
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService({ adapterEnvironment: { OFFERWRIGHT_BODY_BYTES_MAX: '200000' } });

interface ErrorBody {
  readonly error: { kind: string; message: string; field: string; limit: string; given: string };
  readonly request_id: string;
}

const client = { id: 1, features: {} };
const order = { clients: [client], product: 'CC', channel: 'SMS' };

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: service().authorization, 'content-type': 'application/json', ...init.headers };
  return await fetch(service().adapter.url + path, { ...init, headers });
}

const post = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
  call('/v1/generate', { method: 'POST', body, headers });

async function errorOf(response: Response): Promise<ErrorBody['error'] & { status: number }> {
  expect(response.headers.get('content-type')).toMatch('application/json');
  const body = (await response.json()) as ErrorBody;
  expect(Object.keys(body).toSorted()).toEqual(['error', 'request_id']);
  expect(body.request_id).toBe(response.headers.get('x-request-id'));
  return { status: response.status, ...body.error };
}

describe('bodies', () => {
  it.each([
    ['broken JSON', '{"clients": [', 400, 'broken_json', 'body'],
    ['an empty body', '', 400, 'broken_json', 'body'],
    ['a JSON list', '[]', 422, 'invalid_request', 'body'],
    ['a poisoned prototype', '{"__proto__": {"a": 1}}', 400, 'broken_json', 'body'],
    ['no clients at all', JSON.stringify({ product: 'CC', channel: 'SMS' }), 422, 'invalid_request', 'clients'],
    ['zero clients', JSON.stringify({ ...order, clients: [] }), 422, 'no_clients', 'clients'],
    [
      '10,000 clients',
      JSON.stringify({ ...order, clients: Array(10_000).fill(1) }),
      422,
      'too_many_clients',
      'clients',
    ],
    ['an unknown product', JSON.stringify({ ...order, product: 'YACHT' }), 422, 'unknown_product', 'product'],
    ['an unknown channel', JSON.stringify({ ...order, channel: 'PIGEON' }), 422, 'unknown_channel', 'channel'],
    ['an unknown field', JSON.stringify({ ...order, canal: 'SMS' }), 422, 'invalid_request', 'canal'],
    ['a wrong option', JSON.stringify({ ...order, options: { seed: -1 } }), 422, 'invalid_request', 'options.seed'],
    [
      'free writing by a weak model',
      JSON.stringify({ ...order, options: { mode: 'free' } }),
      422,
      'refused_by_engine',
      '',
    ],
  ])('%s', async (_name, body, status, kind, field) => {
    const error = await errorOf(await post(body));
    expect(error).toMatchObject({ status, kind });
    if (field !== '') expect(error.field).toBe(field);
  });

  it('says the limit and what came for too many clients', async () => {
    const error = await errorOf(await post(JSON.stringify({ ...order, clients: Array(1001).fill(client) })));
    expect(error).toMatchObject({ limit: '1 to 1000 clients', given: '1001 clients' });
  });

  it('repeats nothing of the body', async () => {
    const error = await errorOf(await post(`{"clients": [{"id": 1, "features": {"secret": "4711"`));
    expect(JSON.stringify(error)).not.toContain('4711');
  });

  it('refuses 10 MB', async () => {
    const error = await errorOf(await post('x'.repeat(10 * 1024 * 1024)));
    expect(error).toMatchObject({
      status: 413,
      kind: 'body_too_large',
      limit: '200000 bytes',
      given: '10485760 bytes',
    });
  });

  it('refuses a small body that unpacks to a big one', async () => {
    const packed = gzipSync(Buffer.alloc(1_000_000, ' '));
    const error = await errorOf(await post(packed, { 'content-encoding': 'gzip' }));
    expect(error).toMatchObject({ status: 413, kind: 'body_too_large' });
  });

  it('takes a packed body within the limit', async () => {
    const response = await post(gzipSync(JSON.stringify(order)), { 'content-encoding': 'gzip' });
    expect(response.status).toBe(200);
  });

  it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['multipart/form-data; boundary=x']])(
    'refuses %s',
    async (type) => {
      const error = await errorOf(await post(JSON.stringify(order), { 'content-type': type }));
      expect(error).toMatchObject({ status: 415, kind: 'unsupported_media_type', field: 'Content-Type' });
    },
  );

  it('refuses an answer format it does not have', async () => {
    const error = await errorOf(await post(JSON.stringify(order), { accept: 'text/csv' }));
    expect(error).toMatchObject({ status: 406, kind: 'not_acceptable', field: 'Accept' });
  });

  it('refuses an idempotency key that is too long', async () => {
    const error = await errorOf(await post(JSON.stringify(order), { 'idempotency-key': 'k'.repeat(201) }));
    expect(error).toMatchObject({ status: 422, kind: 'invalid_request', field: 'Idempotency-Key' });
  });
});

describe('addresses', () => {
  it('is JSON for an unknown address', async () => {
    for (const path of ['/nowhere', '/v1/nowhere']) {
      expect(await errorOf(await call(path))).toMatchObject({ status: 404, kind: 'not_found' });
    }
  });

  it('names the methods of a known one', async () => {
    const response = await call('/v1/generate');
    expect(response.headers.get('allow')).toContain('POST');
    expect(await errorOf(response)).toMatchObject({ status: 405, kind: 'method_not_allowed' });
  });

  it('lives on after a path that cannot be decoded', async () => {
    const { hostname, port } = new URL(service().adapter.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest({ hostname, port, path: '/%E0%A4%A' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.once('error', reject).end();
    });
    expect([400, 404]).toContain(status);
    expect((await call('/healthz')).status).toBe(200);
  });
});

describe('history queries', () => {
  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=x', 'limit'],
    ['from=yesterday', 'from'],
    ['client_id=1.5', 'client_id'],
    ['client_id=1&client_id=2', 'client_id'],
    ['status=lost', 'status'],
    ['source=human', 'source'],
    ['cursor=1', 'cursor'],
    ['product=%00', 'product'],
    ['channel=%00', 'channel'],
    ['produkt=CC', 'produkt'],
  ])('%s', async (query, field) => {
    expect(await errorOf(await call(`/v1/history?${query}`))).toMatchObject({
      status: 422,
      kind: 'invalid_request',
      field,
    });
  });
});
