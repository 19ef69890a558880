/**
 * Whether a campaign is for a client, and which of its offers the client may get. The rules, in their order
 * (docs/CAMPAIGN.md): who asked for no messages; the audience; then offer by offer: credits never to minors, nor to
 * clients with a ban on credits (mortgages and credits secured by a car are outside the ban), no channel without
 * consent. Where the service chooses, also none that the client evidently has, and none that presumes what is not there.
 *
 * The server judges consent, ban and age again with each text: what changes between planning and asking still counts.
 */
import type { CampaignAudience } from '../../api/campaigns.ts';
import { isUnknown, readFeatureNumber } from '../../api/client-features.ts';
import type { ContactFacts } from '../../api/contact-facts.ts';
import type { Offer } from '../offers/fit-signals.ts';
import type { ClientRow } from '../parse-client-row.ts';

const adultYears = 18;

/** Signals that show that a client has the product already. */
const evidentlyHas: Readonly<Partial<Record<string, readonly string[]>>> = {
  DC: ['active_card', 'salary'],
  IZP: ['salary'],
};
/** Signals without which the product presumes too much: a loan at this bank to renew. */
const presumes: Readonly<Partial<Record<string, readonly string[]>>> = { TOPUP: ['borrower'] };

export interface ProductFacts {
  readonly isCredit: boolean;
  /** Whether the ban on credits covers it. */
  readonly isBanned: boolean;
}

export interface JudgedClient {
  readonly row: ClientRow;
  readonly signals: readonly string[];
  /** By channel: what the row says, then what is stored. */
  readonly contacts: ReadonlyMap<string, ContactFacts>;
}

export interface JudgeContext {
  readonly audience: CampaignAudience;
  readonly products: ReadonlyMap<string, ProductFacts>;
  readonly isRanked: boolean;
}

export type Judged = { readonly offers: readonly Offer[] } | { readonly reason: string };

export function judgeClient(client: JudgedClient, offers: readonly Offer[], context: JudgeContext): Judged {
  const { outside, reasons } = judgeOffers(client, offers, context);
  if (outside !== null) return { reason: outside };
  const open = offers.filter((_, place) => reasons[place] === null);
  return open.length > 0 ? { offers: open } : { reason: reasons.find((reason) => reason !== null) ?? 'no_offer' };
}

export interface JudgedOffers {
  /** Why the client gets nothing, whatever is offered; null where it is one of those meant. */
  readonly outside: string | null;
  /** By the place of the offer: why it may not be made, null where it may. */
  readonly reasons: readonly (string | null)[];
}

/** The same in full, for whoever counts what each offer is refused for. */
export function judgeOffers(client: JudgedClient, offers: readonly Offer[], context: JudgeContext): JudgedOffers {
  const isDisturbed = [...client.contacts.values()].some((facts) => facts.do_not_disturb === true);
  const outside = isDisturbed ? 'do_not_disturb' : findOutside(client, context.audience);
  if (outside !== null) return { outside, reasons: [] };
  return { outside, reasons: offers.map((offer) => refuseOffer(client, offer, context)) };
}

/** An unknown value passes no filter: a campaign for people over thirty is not for those of unknown age. */
function findOutside({ row, signals }: JudgedClient, audience: CampaignAudience): string | null {
  const { age_min: ageMin, age_max: ageMax, genders, regions, signals_any: any, signals_none: none } = audience;
  const age = readFeatureNumber('age', row.features.age) ?? null;
  if (ageMin !== undefined && (age === null || age < ageMin)) return 'audience.age';
  // Ages are fractional: somebody of 45.7 is 45 years old.
  if (ageMax !== undefined && (age === null || Math.floor(age) > ageMax)) return 'audience.age';
  if (genders !== undefined && genders.length > 0 && !genders.includes(genderOf(row))) return 'audience.gender';
  if (regions !== undefined && regions.length > 0) {
    const region = isUnknown(row.features.reg_region_nm) ? '' : plain(String(row.features.reg_region_nm));
    if (!regions.map(plain).includes(region)) return 'audience.region';
  }
  if (any !== undefined && any.length > 0 && !any.some((signal) => signals.includes(signal))) return 'audience.signals';
  if (none?.some((signal) => signals.includes(signal))) return 'audience.signals';
  return null;
}

function refuseOffer(client: JudgedClient, { productCode, channelCode }: Offer, context: JudgeContext): string | null {
  const product = context.products.get(productCode);
  const facts = client.contacts.get(channelCode);
  const age = readFeatureNumber('age', client.row.features.age);
  if (product?.isCredit === true && typeof age === 'number' && age < adultYears) return 'minor';
  if (product?.isBanned === true && facts?.credit_self_ban === true) return 'credit_self_ban';
  if (facts?.consent === false) return 'no_consent';
  if (context.audience.with_consent === true && facts?.consent !== true) return 'audience.consent';
  if (!context.isRanked) return null;
  if (evidentlyHas[productCode]?.some((signal) => client.signals.includes(signal))) return 'has_product';
  const presumed = presumes[productCode];
  return presumed !== undefined && !presumed.some((signal) => client.signals.includes(signal)) ? 'presumes' : null;
}

function genderOf({ features }: ClientRow): 'm' | 'f' | 'u' {
  const gender = readFeatureNumber('gender', features.gender);
  return gender === 0 ? 'm' : gender === 1 ? 'f' : 'u';
}

const plain = (region: string) => region.trim().toLowerCase();
