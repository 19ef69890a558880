/** Operations of the offer catalogue. */
import { limits } from '../limits.ts';
import { catalogueQuerySchema, importQuerySchema } from './catalogue.ts';
import { bodyKinds, errorResponses, ifMatch, json, pathParameter, queryParameters, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

const product = pathParameter('product', 'Product code', {
  type: 'string',
  minLength: 1,
  maxLength: limits.productCodeCharsMax,
});
const exampleTerms = {
  legal_name: 'АО «Банк Пример»',
  licence: 'Генеральная лицензия Банка России № 1234',
  rate: '15',
  full_terms: 'Ставка 15 % годовых на 6 месяцев, сумма от 10 000 ₽, без пополнения и снятия.',
  url: 'https://example.ru/deposits',
  effective_from: '2026-03-01',
};
const etag = { ETag: { schema: { type: 'string' }, description: 'The latest version, for If-Match' } };

const listOperation: OpenapiOperation = {
  operationId: 'listCatalogue',
  summary: 'Terms in force on a day',
  description: 'Roles: all.',
  security: [{ basic: [] }],
  parameters: queryParameters(catalogueQuerySchema),
  responses: { 200: json('The catalogue of the day', ref('Catalogue')), ...errorResponses('invalid_request') },
};

const versionsOperation: OpenapiOperation = {
  operationId: 'listVersions',
  summary: 'All versions of the terms of a product',
  description: 'Roles: all.',
  security: [{ basic: [] }],
  parameters: [product],
  responses: {
    200: { ...json('Newest first', ref('ProductVersions')), headers: etag },
    ...errorResponses('invalid_request', 'not_found'),
  },
};

const checkOperation: OpenapiOperation = {
  operationId: 'checkTerms',
  summary: 'What storing these terms would say',
  description:
    'Problems and warnings, and a text composed with the terms for every channel and profile. Nothing is stored. Roles: ' +
    'all but viewer.',
  security: [{ basic: [] }],
  parameters: [product],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: ref('Terms'), example: exampleTerms } },
  },
  responses: {
    200: json('Judged', ref('CheckedTerms')),
    ...errorResponses(...bodyKinds, 'forbidden', 'inference_unavailable'),
  },
};

const putOperation: OpenapiOperation = {
  operationId: 'putTerms',
  summary: 'The next version of the terms of a product',
  description:
    'Versions are added, never changed. The version whose effective_from is the latest that has come is in force, and of ' +
    'one effective_from the last version; after its effective_to nothing is. The server composes texts with the terms ' +
    'before they are stored: what no lawful text can be made with is refused. Roles: administrator, compliance.',
  security: [{ basic: [] }],
  parameters: [product, ifMatch],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: ref('Terms'),
        example: exampleTerms,
      },
    },
  },
  responses: {
    200: json('The same content was there already', ref('PutTermsResponse')),
    201: json('A new version', ref('PutTermsResponse')),
    ...errorResponses(
      ...bodyKinds,
      'forbidden',
      'unlawful_terms',
      'version_conflict',
      'version_required',
      'inference_unavailable',
    ),
  },
};

const importOperation: OpenapiOperation = {
  operationId: 'importCatalogue',
  summary: 'Terms of many products from a file, all or none',
  description:
    'YAML {products: [{product, legal_name, …}]} or a spreadsheet whose header names the fields (tails.SMS and erids.PUSH ' +
    'for one channel). A refusal lists every mistake in `problems`. Roles: administrator, compliance.',
  security: [{ basic: [] }],
  parameters: queryParameters(importQuerySchema),
  requestBody: {
    required: true,
    content: {
      'application/yaml': {
        schema: { type: 'string' },
        example: 'products: [{product: DC, legal_name: АО «Банк Пример», effective_from: "2026-03-01"}]',
      },
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
        schema: { type: 'string', format: 'binary' },
        example: '',
      },
    },
  },
  responses: {
    200: json('Imported, or only checked', ref('ImportReport')),
    ...errorResponses(
      'forbidden',
      'body_too_large',
      'unsupported_media_type',
      'invalid_request',
      'invalid_import',
      'inference_unavailable',
    ),
  },
};

const claimsOperation: OpenapiOperation = {
  operationId: 'listClaims',
  summary: 'Which facts about products the threads rely on, and which of them the bank has confirmed',
  description:
    'To confirm or deny claims, put new terms with confirmed_claims, denied_claims, claims_reviewed. Roles: all.',
  security: [{ basic: [] }],
  parameters: queryParameters(catalogueQuerySchema),
  responses: {
    200: json('By product', ref('Claims')),
    ...errorResponses('invalid_request', 'inference_unavailable'),
  },
};

export const catalogueOperations: Openapi['paths'] = {
  '/v1/catalogue': { get: listOperation },
  '/v1/catalogue/claims': { get: claimsOperation },
  '/v1/catalogue/import': { post: importOperation },
  '/v1/catalogue/{product}': { get: versionsOperation, put: putOperation },
  '/v1/catalogue/{product}/check': { post: checkOperation },
};
