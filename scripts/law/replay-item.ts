/** Stored texts and lines of an export → what a replay checks: a text, its context, and how to name it in the report. */
import type { StoredText } from '@offerwright/adapter/src/db/history/list-stored-texts.ts';
import type { CheckContext, Language } from '../../server/src/compliance/index.ts';
import { matchChannel } from '../../server/src/domain/match-channel.ts';
import { matchProduct } from '../../server/src/domain/match-product.ts';
import { noContactPolicy } from '../../server/src/domain/valid-request.ts';
import { derivePortrait, parseFeatures } from '../../server/src/signals/index.ts';
import { type LineError, parseFields } from './check-line.ts';
import { lawContext } from './law-context.ts';
import { type LawTerms, noTerms, type TermsByProduct } from './law-terms.ts';

export interface ReplayItem {
  readonly id: string;
  readonly text: string;
  readonly context: CheckContext;
}

export interface StoredTerms extends LawTerms {
  /** Channel code, or * → token. */
  readonly erids: Readonly<Record<string, string>>;
}

export interface ReplayTerms {
  /** Of a file. */
  readonly byProduct: TermsByProduct;
  /** Of the database: `termsKey` → terms. */
  readonly byVersion: ReadonlyMap<string, StoredTerms>;
  /** Of answers without terms: the server's default provider. */
  readonly defaultProvider: { readonly legalName: string; readonly licence: string };
}

export interface ReplayOptions {
  readonly today: Date;
  readonly language: Language;
}

export const termsKey = (product: string, version: string): string => `${product} ${version}`;

/** As the adapter names the version of terms of which only the provider is left (resolve-terms.ts). */
const providerOnly = /-provider$/u;

function termsOf(product: string, version: string, channel: string, terms: ReplayTerms): LawTerms & { erid: string } {
  if (version === '') return { ...noTerms, ...terms.defaultProvider, erid: '' };
  const stored = terms.byVersion.get(termsKey(product, version.replace(providerOnly, '')));
  // Terms that are gone: any legal entity will do, as where a catalogue names none.
  if (stored === undefined) return { ...noTerms, erid: '' };
  const { legalName, licence, url, fullTerms, erids } = stored;
  if (providerOnly.test(version)) return { ...noTerms, legalName, licence, erid: '' };
  return { legalName, licence, url, fullTerms, erid: erids[channel] ?? erids['*'] ?? '' };
}

/** Undefined: product or channel cannot be told from what is stored. */
export function itemOfStored(stored: StoredText, terms: ReplayTerms, options: ReplayOptions): ReplayItem | undefined {
  const product = matchProduct(stored.product);
  const channel = matchChannel(stored.channel);
  if ('limit' in product || 'limit' in channel) return undefined;
  const { features } = parseFeatures(stored.features ?? {});
  const context: CheckContext = {
    product,
    channel,
    profile: {
      name: stored.profile_name,
      version: stored.terms_version,
      terms: {
        ...termsOf(stored.product.code, stored.terms_version, channel.code, terms),
        version: stored.terms_version,
        confirmedClaims: null,
        tail: '',
      },
      contactPolicy: noContactPolicy,
    },
    ownValues: derivePortrait(features).ownValues,
    disclosures: [],
    ...options,
  };
  return { id: stored.id, text: stored.text, context };
}

/** A line of an export: {text, product, channel, profile} and an `id`; without one, its number. */
export function itemOfLine(
  line: string,
  number: number,
  terms: ReplayTerms,
  options: ReplayOptions,
): ReplayItem | LineError {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { field: 'line', limit: 'a JSON object', given: `broken JSON of ${line.length} characters` };
  }
  if (typeof raw !== 'object' || raw === null) return { field: 'line', limit: 'a JSON object', given: 'another value' };
  const fields = raw as Readonly<Record<string, unknown>>;
  const valid = parseFields(fields);
  if ('limit' in valid) return valid;
  const { id } = fields;
  const { text, product, channel, profile } = valid;
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : `line ${number}`,
    text,
    context: lawContext(product, channel, profile, terms.byProduct[product] ?? noTerms, options),
  };
}
