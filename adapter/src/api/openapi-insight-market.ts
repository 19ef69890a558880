/** Operations of market watch. */
import { marketFileQuerySchema, marketItemsQuerySchema } from './insight-market.ts';
import { bodyKinds, errorResponses, json, pathParameter, queryParameters, ref, text } from './openapi-parts.ts';
import type { JsonSchema, Openapi, OpenapiOperation } from './openapi-types.ts';

const id = pathParameter('id', 'Id of the digest', { type: 'string', format: 'uuid' });
const security = [{ basic: [] }];
const anyText: JsonSchema = { type: 'string' };
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function oneDigest(operationId: string, summary: string, ok: OpenapiOperation['responses'][number]): OpenapiOperation {
  const responses = { 200: ok, ...errorResponses('invalid_request', 'not_found') };
  return { operationId, summary, description: 'Roles: all.', security, parameters: [id], responses };
}

const example = {
  kind: 'review',
  competitor: 'Банк «Восток»',
  source: 'магазин приложений',
  published_at: '2026-11-20',
  text: 'Приложение вылетает после обновления',
  value: 1,
};

const postItems: OpenapiOperation = {
  operationId: 'postMarketItems',
  summary: 'Take items of the market',
  description:
    'Publications, updates, vacancies, reports, prices, reviews. An item that cannot be taken is told by its place (`row`, ' +
    'from 0) and loses nothing else; what is there already is left out. Roles: administrator, manager, compliance.',
  security,
  requestBody: {
    required: true,
    content: { 'application/json': { schema: ref('PostMarketItems'), example: { items: [example] } } },
  },
  responses: { 200: json('What was taken', ref('TakenMarketItems')), ...errorResponses(...bodyKinds, 'forbidden') },
};

const postFile: OpenapiOperation = {
  operationId: 'postMarketFile',
  summary: 'Take items of the market from a file',
  description:
    'csv and xlsx with a header, jsonl, a mail (eml), a text or page. What the items do not say comes with the query. ' +
    'Roles: administrator, manager, compliance.',
  security,
  parameters: queryParameters(marketFileQuerySchema),
  requestBody: {
    required: true,
    content: {
      'text/csv': {
        schema: anyText,
        example: 'kind;competitor;published_at;title\nvacancy;Дон-банк;2026-11-20;Юрист\n',
      },
      [xlsxType]: { schema: { type: 'string', format: 'binary' }, example: '' },
      'application/jsonl': { schema: anyText, example: JSON.stringify(example) },
      'message/rfc822': { schema: anyText, example: '' },
      'text/html': { schema: anyText, example: '' },
      'text/plain': { schema: anyText, example: '' },
    },
  },
  responses: {
    200: json('What was taken', ref('TakenMarketItems')),
    ...errorResponses('body_too_large', 'unsupported_media_type', 'invalid_request', 'invalid_import', 'forbidden'),
  },
};

const postDigest: OpenapiOperation = {
  operationId: 'postMarketDigest',
  summary: 'Make the digest of a week',
  description: 'From all that is stored; made again it is another digest. Roles: administrator, manager, compliance.',
  security,
  requestBody: {
    required: true,
    content: { 'application/json': { schema: ref('PostMarketDigest'), example: { week: '2026-W47' } } },
  },
  responses: { 201: json('The digest', ref('MarketDigest')), ...errorResponses(...bodyKinds, 'forbidden') },
};

export const marketOperations: Openapi['paths'] = {
  '/v1/insight/market/items': {
    get: {
      operationId: 'listMarketItems',
      summary: 'Items of the market, newest first',
      description: 'Roles: all.',
      security,
      parameters: queryParameters(marketItemsQuerySchema),
      responses: { 200: json('A page', ref('MarketItems')), ...errorResponses('invalid_request') },
    },
    post: postItems,
  },
  '/v1/insight/market/files': { post: postFile },
  '/v1/insight/market/inbox': {
    get: {
      operationId: 'getMarketInbox',
      summary: 'The watched folder: what was taken from it',
      description: 'Roles: all.',
      security,
      responses: { 200: json('The folder', ref('MarketInbox')), ...errorResponses() },
    },
  },
  '/v1/insight/market/inbox/look': {
    post: {
      operationId: 'lookIntoMarketInbox',
      summary: 'Look into the watched folder now',
      description: 'It is looked into every minute by itself. Roles: administrator, manager, compliance.',
      security,
      requestBody: { required: true, content: { 'application/json': { schema: ref('NothingGiven'), example: {} } } },
      responses: {
        202: json('Asked', ref('MarketInboxLook')),
        ...errorResponses(...bodyKinds, 'forbidden', 'inbox_off'),
      },
    },
  },
  '/v1/insight/market/digests': {
    get: {
      operationId: 'listMarketDigests',
      summary: 'Digests, newest first',
      description: 'Roles: all.',
      security,
      responses: { 200: json('The digests', ref('MarketDigests')), ...errorResponses() },
    },
    post: postDigest,
  },
  '/v1/insight/market/digests/{id}': {
    get: oneDigest('getMarketDigest', 'A digest', json('The digest', ref('MarketDigest'))),
  },
  '/v1/insight/market/digests/{id}/digest.md': {
    get: oneDigest('getMarketDigestText', 'A digest as Markdown, in Russian', text('The digest', 'text/markdown')),
  },
  '/v1/insight/market/digests/{id}/digest.docx': {
    get: oneDigest('getMarketDigestDocument', 'A digest as a Word document, in Russian', text('The digest', wordType)),
  },
};
