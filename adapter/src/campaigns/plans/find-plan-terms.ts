/** Which offers of a campaign have terms in force. */
import type { CampaignOffers } from '../../api/campaigns.ts';
import { resolveTerms } from '../../catalogue/resolve-terms.ts';
import { RequestError } from '../../errors.ts';
import type { OrderTerms } from '../../inference/build-batches.ts';
import type { Offer } from '../offers/fit-signals.ts';
import type { PlansContext } from './plans-context.ts';

export type PlanTerms = ReadonlyMap<string, OrderTerms | null>;

/**
 * Product and channel → terms in force. Chosen products must have them; among those to choose from, the ones without
 * are left out.
 * @throws RequestError no_terms_in_force
 */
export async function findPlanTerms(
  { database, clock }: Pick<PlansContext, 'database' | 'clock'>,
  offers: CampaignOffers,
): Promise<PlanTerms> {
  const found = new Map<string, OrderTerms | null>();
  for (const productCode of offers.products) {
    for (const channelCode of offers.channels) {
      const query = { productCode, channelCode, isKnownProduct: true, nowMs: clock.epochMs() };
      try {
        found.set(keyOfOffer({ productCode, channelCode }), await resolveTerms(database, query));
      } catch (error) {
        const isMissing = error instanceof RequestError && error.kind === 'no_terms_in_force';
        if (!isMissing || offers.mode === 'chosen') throw error;
      }
    }
  }
  return found;
}

export function listOffers({ products, channels }: CampaignOffers, terms: PlanTerms): Offer[] {
  return products
    .flatMap((productCode) => channels.map((channelCode) => ({ productCode, channelCode })))
    .filter((offer) => terms.has(keyOfOffer(offer)));
}

export const keyOfOffer = ({ productCode, channelCode }: Offer) => `${productCode} ${channelCode}`;
