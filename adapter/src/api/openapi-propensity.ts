/** Operations of propensity models and next best offers. */
import { bodyKinds, errorResponses, json, pathParameter, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

const basic = [{ basic: [] }];
const id = pathParameter('id', 'Id of the model', { type: 'string', format: 'uuid' });
const all = 'Roles: all.';
const writers = 'Roles: administrator, manager.';
const asks = ['inference_unavailable', 'overloaded'] as const;
const nobody = '00000000-0000-7000-8000-000000000000';

function body(schema: string, example: unknown): NonNullable<OpenapiOperation['requestBody']> {
  return { required: true, content: { 'application/json': { schema: ref(schema), example } } };
}

export const propensityOperations: Openapi['paths'] = {
  '/v1/insight/propensity/models': {
    get: {
      operationId: 'listPropensityModels',
      summary: 'Uploaded models, newest first',
      description: all,
      security: basic,
      responses: { 200: json('The models', ref('PropensityModels')), ...errorResponses() },
    },
    post: {
      operationId: 'uploadPropensityModel',
      summary: 'Upload a model file',
      description: `The server reads it and says what is wrong with it; a sound one is stored with its card. ${writers}`,
      security: basic,
      requestBody: body('UploadPropensityModel', { file: '{"format":"offerwright-propensity","version":1}' }),
      responses: {
        201: json('The model', ref('PropensityModel')),
        ...errorResponses(...bodyKinds, ...asks, 'forbidden', 'model_exists'),
      },
    },
  },
  '/v1/insight/propensity/models/{id}': {
    get: {
      operationId: 'getPropensityModel',
      summary: 'A model with its card',
      description: all,
      security: basic,
      parameters: [id],
      responses: {
        200: json('The model', ref('PropensityModel')),
        ...errorResponses('invalid_request', 'not_found'),
      },
    },
  },
  '/v1/insight/propensity/models/{id}/file': {
    get: {
      operationId: 'getPropensityModelFile',
      summary: 'The model file as it was uploaded',
      description: all,
      security: basic,
      parameters: [id],
      responses: { 200: json('The file', { type: 'object' }), ...errorResponses('invalid_request', 'not_found') },
    },
  },
  '/v1/insight/propensity/models/{id}/activate': {
    post: {
      operationId: 'activatePropensityModel',
      summary: 'Let a model rank the offers of its product, or no longer',
      description: `The model of the product that did so before gives way. ${writers}`,
      security: basic,
      parameters: [id],
      requestBody: body('ActivatePropensityModel', { active: true }),
      responses: {
        200: json('The model as it is now', ref('PropensityModel')),
        ...errorResponses(...bodyKinds, 'forbidden', 'not_found', 'model_without_product'),
      },
    },
  },
  '/v1/insight/propensity/predict': {
    post: {
      operationId: 'predictPropensity',
      summary: 'Probabilities of clients by a model, with reasons in words',
      description: `What was foretold is stored. ${writers}`,
      security: basic,
      requestBody: body('PredictPropensity', {
        model: nobody,
        clients: [{ id: 1, features: { age: 41 } }],
        reasons: 3,
      }),
      responses: {
        200: json('One item for each client, in their order', ref('PredictedPropensity')),
        ...errorResponses(...bodyKinds, ...asks, 'forbidden', 'not_found'),
      },
    },
  },
  '/v1/insight/offers': {
    post: {
      operationId: 'rankOffers',
      summary: 'The next best offer for a client',
      description:
        'Products × channels that the client may be offered, the best first, with reasons, and those refused with the rule. ' +
        `A score is a probability only where a model of the product is in force. ${writers}`,
      security: basic,
      requestBody: body('RankOffers', { client: { id: 1, features: { age: 41, cnt_zp_12m: 12 } }, channels: ['SMS'] }),
      responses: {
        200: json('The ranking', ref('OfferRanking')),
        ...errorResponses(...bodyKinds, ...asks, 'forbidden', 'unknown_product', 'unknown_channel'),
      },
    },
  },
  '/v1/insight/offer-values': {
    get: {
      operationId: 'listOfferValues',
      summary: 'What a sale of each product is worth',
      description: all,
      security: basic,
      responses: { 200: json('The values', ref('OfferValues')), ...errorResponses() },
    },
    put: {
      operationId: 'putOfferValue',
      summary: 'Say what a sale of a product is worth',
      description: writers,
      security: basic,
      requestBody: body('PutOfferValue', { product: 'CC', value: 3500 }),
      responses: {
        200: json('All values', ref('OfferValues')),
        ...errorResponses(...bodyKinds, ...asks, 'forbidden', 'unknown_product'),
      },
    },
  },
};
