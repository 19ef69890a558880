/** Requests and roles of propensity models and next best offers, for openapi-requests.ts and rest-roles.test.ts. */
import { expect } from 'vitest';
import { tinyModel } from '../kit/tiny-propensity-model.ts';
import type { RestRequest } from './openapi-requests.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
const models = '/v1/insight/propensity/models';
const one = (rest = '') => ({ path: `${models}/{id}${rest}`, url: `${models}/${nobody}${rest}` });
const upload = { method: 'POST', path: models } as const;
const predict = { method: 'POST', path: '/v1/insight/propensity/predict' } as const;
const offers = { method: 'POST', path: '/v1/insight/offers' } as const;
const value = { method: 'PUT', path: '/v1/insight/offer-values' } as const;
const client = { id: 1, features: { age: 41, cnt_zp_12m: 12, gender: '1', colour: 'red' } };
const prediction = { model: nobody, clients: [client] };

export const propensityOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  { method: 'GET', path: models },
  { ...upload, body: { file: tinyModel({ title: 'of each' }) } },
  { method: 'GET', ...one() },
  { method: 'GET', ...one('/file') },
  { method: 'POST', ...one('/activate'), body: { active: true } },
  { ...predict, body: prediction },
  { ...offers, body: { client } },
  { method: 'GET', path: '/v1/insight/offer-values' },
  { ...value, body: { product: 'CC', value: 1 } },
];

const missing = { status: 404, kind: 'not_found' } as const;
const wrong = { status: 422, kind: 'invalid_request' } as const;

export const propensityRequests: readonly RestRequest[] = [
  { ...upload, name: 'a model file', body: { file: tinyModel({ title: 'requests' }) }, status: 201 },
  {
    ...upload,
    name: 'the same file again',
    body: { file: tinyModel({ title: 'requests' }) },
    status: 409,
    kind: 'model_exists',
  },
  { ...upload, name: 'no model file', body: { file: '{}' }, ...wrong },
  { ...upload, name: 'an empty file', body: { file: '' }, ...wrong },
  { method: 'GET', path: models, name: 'the models', status: 200 },
  { method: 'GET', ...one(), name: 'a model that is not there', ...missing },
  { method: 'GET', path: `${models}/{id}`, url: `${models}/1`, name: 'no id of a model', ...wrong },
  { ...predict, name: 'by a model that is not there', body: prediction, ...missing },
  { ...predict, name: 'for nobody', body: { ...prediction, clients: [] }, ...wrong },
  { ...offers, name: 'offers', body: { client }, status: 200 },
  { ...offers, name: 'offers for a client of whom nothing is known', body: { client: { features: {} } }, status: 200 },
  { ...offers, name: 'an unknown product', body: { client, products: ['X'] }, status: 422, kind: 'unknown_product' },
  { ...offers, name: 'an unknown channel', body: { client, channels: ['FAX'] }, status: 422, kind: 'unknown_channel' },
  { ...offers, name: 'a feature that is a list', body: { client: { features: { age: [1] } } }, ...wrong },
  { ...value, name: 'a value', body: { product: 'CC', value: 3500 }, status: 200 },
  { ...value, name: 'a value below nothing', body: { product: 'CC', value: -1 }, ...wrong },
  { ...value, name: 'a value of nothing', body: { product: 'X', value: 1 }, status: 422, kind: 'unknown_product' },
];

const everybody = ['administrator', 'manager', 'reviewer', 'compliance', 'viewer'] as const;
const writers = ['administrator', 'manager'] as const;
const of = (rest = '') => ({ route: `${models}/:id${rest}`, path: `${models}/${nobody}${rest}` });

export const propensityRoles = [
  { method: 'GET', route: models, allowed: everybody, status: 200 },
  { method: 'POST', route: models, call: { body: { file: '{}' } }, allowed: writers, status: 422 },
  { method: 'GET', ...of(), allowed: everybody, status: 404 },
  { method: 'GET', ...of('/file'), allowed: everybody, status: 404 },
  { method: 'POST', ...of('/activate'), call: { body: { active: true } }, allowed: writers, status: 404 },
  { method: 'POST', route: predict.path, call: { body: prediction }, allowed: writers, status: 404 },
  { method: 'POST', route: offers.path, call: { body: { client, channels: ['SMS'] } }, allowed: writers, status: 200 },
  { method: 'GET', route: value.path, allowed: everybody, status: 200 },
  { method: 'PUT', route: value.path, call: { body: { product: 'X', value: 1 } }, allowed: writers, status: 422 },
] as const;

type Judged = (request: Omit<RestRequest, 'name' | 'status'>, status: number) => Promise<{ readonly body: string }>;

/** From the upload to offers ranked by the model, and back to the fit of signals. */
export async function walkPropensity(judged: Judged): Promise<void> {
  const { id } = JSON.parse((await judged({ ...upload, body: { file: tinyModel({ title: 'walk' }) } }, 201)).body);
  const at = (rest = '') => ({ path: `${models}/{id}${rest}`, url: `${models}/${id}${rest}` });
  await judged({ method: 'GET', ...at() }, 200);
  await judged({ method: 'GET', ...at('/file') }, 200);
  const predicted = JSON.parse(
    (await judged({ ...predict, body: { model: id, clients: [client, { features: {} }] } }, 200)).body,
  );
  expect(predicted.items.map((item: { probability: number }) => item.probability.toFixed(4))).toEqual([
    '0.2689',
    '0.1192',
  ]);
  expect(predicted.items[1].missing_columns).toEqual(['age']);
  await judged({ ...predict, body: { model: id, clients: [{ features: { age: 'old' } }] } }, 422);
  const rank = async () =>
    JSON.parse((await judged({ ...offers, body: { client, products: ['CC'], channels: ['SMS'] } }, 200)).body).items[0];
  expect((await rank()).basis).toBe('signal_fit');
  await judged({ method: 'POST', ...at('/activate'), body: { active: true } }, 200);
  await judged({ ...value, body: { product: 'CC', value: 1000 } }, 200);
  const offer = await rank();
  expect([offer.basis, offer.model, offer.lift.toFixed(3), offer.expected_value.toFixed(0)]).toEqual([
    'probability',
    id,
    '1.345',
    '269',
  ]);
  await judged({ method: 'POST', ...at('/activate'), body: { active: false } }, 200);
  expect((await rank()).basis).toBe('signal_fit');
  const other = { file: tinyModel({ title: 'of no product', product: null }) };
  const stray = JSON.parse((await judged({ ...upload, body: other }, 201)).body);
  const url = `${models}/${stray.id}/activate`;
  await judged({ method: 'POST', path: `${models}/{id}/activate`, url, body: { active: true } }, 409);
  await judged({ method: 'GET', path: '/v1/insight/offer-values' }, 200);
  await judged({ method: 'GET', ...one('/file') }, 404);
  await judged({ method: 'GET', path: `${models}/{id}/file`, url: `${models}/no-id/file` }, 422);
  await judged({ method: 'POST', ...one('/activate'), body: { active: true } }, 404);
}
