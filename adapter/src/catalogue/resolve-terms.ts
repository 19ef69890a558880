/**
 * Which terms a request is answered with: those in force today, with tail and token of its channel.
 *
 * Terms that have ended are never used. When the row says that legal name and licence outlast them, a text may go out
 * with these alone; else the request is refused, because a text must name its provider. A product that the catalogue has
 * never heard of and the server does not know either (only described) is left to the server's default provider.
 */
import type { CatalogueTerms } from '../api/catalogue.ts';
import { moscowDate } from '../clock.ts';
import { findGoverningTerms } from '../db/catalogue/find-governing-terms.ts';
import type { Statements } from '../db/database.ts';
import { RequestError } from '../errors.ts';
import type { OrderTerms } from '../inference/build-batches.ts';

export interface TermsQuery {
  readonly productCode: string;
  /** Empty for a channel that is only described. */
  readonly channelCode: string;
  /** Whether the server has the product in its table. */
  readonly isKnownProduct: boolean;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** @throws RequestError no_terms_in_force. */
export async function resolveTerms(database: Statements, query: TermsQuery): Promise<OrderTerms | null> {
  const { productCode, channelCode, isKnownProduct, nowMs } = query;
  if (productCode === '') return null;
  const on = moscowDate(nowMs);
  const governing = await findGoverningTerms(database, productCode, on);
  if (governing === null) {
    if (!isKnownProduct) return null;
    throw noTerms(productCode, on, 'none have begun');
  }
  if (governing.in_force) return toOrderTerms(governing, channelCode);
  if (!governing.provider_outlasts_terms)
    throw noTerms(productCode, on, `the last ended before ${governing.effective_to}`);
  return providerOnly(governing);
}

function noTerms(productCode: string, on: string, why: string): RequestError {
  const limit = `terms of ${productCode} in force on ${on}`;
  const message = `product: no terms of ${productCode} are in force on ${on} (${why}): see PUT /v1/catalogue/{product}`;
  return new RequestError('no_terms_in_force', message, { field: 'product', limit, given: why });
}

export function toOrderTerms(terms: CatalogueTerms, channelCode: string): OrderTerms {
  const ofChannel = (texts: Readonly<Record<string, string | undefined>>) => texts[channelCode] ?? texts['*'] ?? '';
  return {
    version: String(terms.version),
    legal_name: terms.legal_name,
    licence: terms.licence,
    full_terms: terms.full_terms,
    url: terms.url,
    erid: ofChannel(terms.erids),
    tail: ofChannel(terms.tails),
    confirmed_claims: terms.confirmed_claims,
    claims_reviewed: terms.claims_reviewed,
    is_sample: terms.is_sample,
  };
}

/** What outlasts the terms. Claims ended with them: reviewed ones count as not confirmed. */
function providerOnly(terms: CatalogueTerms): OrderTerms {
  return {
    version: `${terms.version}-provider`,
    legal_name: terms.legal_name,
    licence: terms.licence,
    full_terms: '',
    url: '',
    erid: '',
    tail: '',
    confirmed_claims: [],
    claims_reviewed: terms.claims_reviewed,
    is_sample: terms.is_sample,
  };
}
