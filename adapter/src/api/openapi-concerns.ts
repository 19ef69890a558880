/** The operation about concerns. */
import { bodyKinds, errorResponses, json, ref } from './openapi-parts.ts';
import type { Openapi } from './openapi-types.ts';

export const concernOperations: Openapi['paths'] = {
  '/v1/insight/concerns': {
    post: {
      operationId: 'estimateConcerns',
      summary: 'What clients’ words are about',
      description:
        'Calibrated likelihoods of finance, efficiency, purchase and support for each statement, with the phrases that ' +
        'speak for them. What was asked and answered is stored. Roles: administrator, manager, reviewer, compliance.',
      security: [{ basic: [] }],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: ref('EstimateConcerns'),
            example: { product: 'CC', statements: [{ text: 'За что опять сняли 99 рублей? В чате молчат.' }] },
          },
        },
      },
      responses: {
        200: json('One item for each statement, in their order', ref('EstimatedConcerns')),
        ...errorResponses(...bodyKinds, 'inference_unavailable', 'overloaded', 'forbidden'),
      },
    },
  },
};
