/** Operations that name products, channels, signals and features for people. */
import { errorResponses, json, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

function listing(operationId: string, summary: string, schema: string): OpenapiOperation {
  return {
    operationId,
    summary,
    description: 'As the inference server knows them. Roles: all.',
    security: [{ basic: [] }],
    responses: { 200: json('All of them', ref(schema)), ...errorResponses('inference_unavailable') },
  };
}

export const vocabularyOperations: Openapi['paths'] = {
  '/v1/products': { get: listing('listProducts', 'Products with their names and families', 'Products') },
  '/v1/channels': { get: listing('listChannels', 'Channels with their names and limits', 'Channels') },
  '/v1/signals': { get: listing('listSignals', 'Signals with what they say of a client', 'Signals') },
  '/v1/features': { get: listing('listFeatures', 'Features of the client mart that are read', 'Features') },
};
