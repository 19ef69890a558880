/** POST /v1/check: the verdict for any text, with the terms of the offer catalogue that are in force. */

import { assertKnownCodes } from '../answering/assert-known-codes.ts';
import { toChannel, toProduct } from '../answering/command.ts';
import { type CheckResponse, checkRequestSchema } from '../api/check.ts';
import { noContactPolicy } from '../api/contacts.ts';
import { scoresOf } from '../api/generate-response.ts';
import { parseInput } from '../api/parse-input.ts';
import { resolveTerms } from '../catalogue/resolve-terms.ts';
import type { AdapterMiddleware } from '../context.ts';
import { buildProfile } from '../inference/build-batches.ts';
import { readMeasures, readVerdict } from '../inference/read-answer.ts';
import type { CatalogueRouteOptions } from './catalogue.ts';

export function checkRoute({ catalogue }: CatalogueRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { database, inference, clock } = catalogue();
    const request = parseInput(checkRequestSchema, context.request.body);
    const [product, channel] = [toProduct(request.product), toChannel(request.channel)];
    const described = await inference.describe();
    assertKnownCodes(described, product, channel);
    const terms = await resolveTerms(database, {
      productCode: product.code,
      channelCode: channel.code,
      isKnownProduct: described.productCodes.includes(product.code),
      nowMs: clock.epochMs(),
    });
    const { text, language, profile } = request;
    const checked = await inference.checkText({
      text,
      product,
      channel,
      profile: buildProfile({ profile, terms, contactPolicy: noContactPolicy }),
      language,
    });
    if (!checked.verdict || !checked.measures) throw new Error('the inference server sent a check without a verdict');
    const verdict = readVerdict(checked.verdict);
    const response: CheckResponse = {
      verdict,
      scores: scoresOf(verdict)!,
      measures: readMeasures(checked.measures),
      spans: verdict.results
        .flatMap(({ spans, rule_id, outcome }) => spans.map((span) => ({ ...span, rule_id, outcome })))
        .sort((one, other) => one.start - other.start || one.end - other.end),
      terms_version: terms?.version ?? '',
      claims_reviewed: terms?.claims_reviewed ?? false,
      sample_terms: terms?.is_sample ?? false,
    };
    context.body = response;
  };
}
