/**
 * How well a client's signals fit a product: what ranks offers where no model of the product is in force
 * (rank-offers.ts; docs/CAMPAIGN.md has the table in words). The fit, 0-1, is no probability to buy.
 */
export interface OfferClient {
  /** The salient first. */
  readonly signals: readonly string[];
  readonly isSenior: boolean;
}

export interface Offer {
  readonly productCode: string;
  readonly channelCode: string;
}

export interface SignalFit {
  readonly score: number;
  /** Slugs: `signal.<name>`, `channel.<why>`, `anybody`. */
  readonly reasons: readonly string[];
}

type Weights = Readonly<Partial<Record<string, number>>>;

/** What a signal says for a product, 0-1. */
const fits: Readonly<Record<string, Weights>> = {
  ПК: { visit_credit: 0.8, ex_borrower: 0.6, salary: 0.4, borrower: 0.2, cash: 0.1 },
  TOPUP: { borrower: 0.7, visit_credit: 0.4 },
  REFIN: { borrower: 0.4, visit_credit: 0.4, ex_borrower: 0.3, salary: 0.2 },
  CC: { active_card: 0.5, visit_card: 0.5, salary: 0.3, services: 0.2, fuel: 0.2, ex_borrower: 0.2 },
  AUTO: { car: 0.5, fuel: 0.4, visit_credit: 0.3, salary: 0.2 },
  AUTO_SCR: { car: 0.6, fuel: 0.2, visit_credit: 0.3 },
  MORTG: { salary: 0.4, visit_credit: 0.3, big_saver: 0.3, saver: 0.2 },
  MORTG_REFIN: { borrower: 0.3, visit_credit: 0.2, salary: 0.2 },
  MORTG_SCR: { visit_credit: 0.3, borrower: 0.2, manager: 0.1 },
  DEPOSIT: { visit_deposit: 0.7, outflow: 0.5, saver: 0.5, big_saver: 0.5, topup: 0.2 },
  SAVE_ACC: { topup: 0.5, saver: 0.4, salary: 0.3, outflow: 0.3, active_card: 0.2 },
  DC: { no_product: 0.6, visit_card: 0.6, ex_salary: 0.4, cash: 0.3, absent: 0.2 },
  PREMIUM: { big_saver: 0.6, manager: 0.5, active_card: 0.2 },
  INVEST: { big_saver: 0.4, saver: 0.3, outflow: 0.3, manager: 0.2 },
  ISG: { big_saver: 0.4, saver: 0.3, outflow: 0.2 },
  NSG: { saver: 0.4, salary: 0.2, big_saver: 0.2 },
  INS_LIFE: { borrower: 0.4, salary: 0.2, car: 0.1 },
  INS_PROPERTY: { big_saver: 0.2, saver: 0.2, borrower: 0.2, car: 0.2 },
  TRUST: { big_saver: 0.5, manager: 0.3 },
  OMS: { big_saver: 0.3, saver: 0.3, outflow: 0.2 },
  IZP: { ex_salary: 0.6, no_product: 0.2, transfers: 0.2 },
  CURR_EXC: { transfers: 0.2, visit_transfer: 0.3, big_saver: 0.1 },
};

/** What anybody may be offered without a reason of their own. */
export const anybodyFit = 0.1;
/** What each place down the client's list of signals costs. */
const placeCost = 0.08;
/** What a channel adds to a client who is known to be at home in it. */
const channelBonus = 0.05;

const ofScreens = new Set(['PUSH', 'MOB_BANNER', 'MOBILE_CHAT', 'EMAIL']);
const ofPeople = new Set(['OFFICE_BANNER', 'TMO', 'KND']);
const screenSignals = ['active_card', 'mobile', 'transfers', 'services', 'topup'];
const visitSignals = ['visit_card', 'visit_deposit', 'visit_credit', 'visit_transfer'];

export function fitSignals(client: OfferClient, offer: Offer): SignalFit {
  const weights = fits[offer.productCode] ?? {};
  const found = client.signals.flatMap((signal, place) => {
    const weight = weights[signal];
    return weight === undefined ? [] : [{ signal, weight: weight * Math.max(0.4, 1 - placeCost * place) }];
  });
  // Independent reasons: each closes a part of what is still open.
  const open = found.reduce((rest, { weight }) => rest * (1 - weight), 1 - anybodyFit);
  const channel = channelReason(client, offer.channelCode);
  const score = Math.min(1, 1 - open + (channel === null ? 0 : channelBonus));
  const reasons = found.sort((a, b) => b.weight - a.weight).map(({ signal }) => `signal.${signal}`);
  return {
    score: Math.round(score * 1000) / 1000,
    reasons: [...(reasons.length === 0 ? ['anybody'] : reasons), ...(channel === null ? [] : [channel])],
  };
}

function channelReason({ signals, isSenior }: OfferClient, channelCode: string): string | null {
  if (ofScreens.has(channelCode) && signals.some((signal) => screenSignals.includes(signal))) return 'channel.uses_app';
  if (channelCode === 'OFFICE_BANNER' && signals.some((signal) => visitSignals.includes(signal))) {
    return 'channel.visits_office';
  }
  return ofPeople.has(channelCode) && isSenior ? 'channel.prefers_people' : null;
}
