/** The context that a text of a file is checked in: the product's terms, no client, no trust in what it says of itself. */
import type { CheckContext, Language } from '../../server/src/compliance/index.ts';
import { type ChannelCode, channels } from '../../server/src/domain/channels.ts';
import { type ProductCode, products } from '../../server/src/domain/products.ts';
import { noContactPolicy, type ProfileName } from '../../server/src/domain/valid-request.ts';
import { type LawTerms, noTerms, type TermsByProduct } from './law-terms.ts';

export interface LawContextOptions {
  readonly terms: TermsByProduct;
  readonly today: Date;
  readonly language: Language;
}

/** One context for each product, channel and profile: rules keep what they derive from it. */
export class LawContexts {
  readonly #options: LawContextOptions;
  readonly #contexts = new Map<string, CheckContext>();

  constructor(options: LawContextOptions) {
    this.#options = options;
  }

  of(product: ProductCode, channel: ChannelCode, profile: ProfileName): CheckContext {
    const key = `${product} ${channel} ${profile}`;
    let context = this.#contexts.get(key);
    if (context === undefined) {
      context = lawContext(product, channel, profile, this.#options.terms[product] ?? noTerms, this.#options);
      this.#contexts.set(key, context);
    }
    return context;
  }
}

export function lawContext(
  product: ProductCode,
  channel: ChannelCode,
  profile: ProfileName,
  terms: LawTerms & { readonly erid?: string },
  options: Pick<LawContextOptions, 'today' | 'language'>,
): CheckContext {
  return {
    product: products[product],
    channel: { ...channels[channel], matched: true },
    profile: {
      name: profile,
      version: 'catalogue file',
      terms: { erid: '', ...terms, version: 'catalogue file', confirmedClaims: null, tail: '' },
      contactPolicy: noContactPolicy,
    },
    ownValues: [],
    disclosures: [],
    today: options.today,
    language: options.language,
  };
}
