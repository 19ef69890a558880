/** The context of a rule's example: for the tests and for the generated page of rules. Names are invented. */
import { channels } from '../domain/channels.ts';
import { products } from '../domain/products.ts';
import { noContactPolicy, type OfferTerms } from '../domain/valid-request.ts';
import type { CheckContext, RuleExample } from './types.ts';

export const exampleTerms: OfferTerms = {
  legalName: 'АО «Банк Пример»',
  licence: 'Генеральная лицензия Банка России № 1234',
  fullTerms: '',
  url: 'https://example.ru/terms',
  erid: '',
  version: 'example',
  confirmedClaims: null,
  tail: '',
};

/** A day on which every rule of the set is in force. */
export const exampleDay = new Date('2026-11-25T00:00:00Z');

export function contextOfExample(example: Omit<RuleExample, 'text'>): CheckContext {
  return {
    product: products[example.product],
    channel: { ...channels[example.channel], matched: true },
    profile: {
      name: example.profile ?? 'strict',
      version: 'example',
      terms: { ...exampleTerms, ...example.terms },
      contactPolicy: noContactPolicy,
    },
    ownValues: example.ownValues ?? [],
    disclosures: [],
    today: exampleDay,
    language: 'ru',
  };
}
