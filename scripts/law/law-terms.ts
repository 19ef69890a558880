/**
 * The terms that texts are checked against: a catalogue file {product: {legal_name, licence, url, full_terms}}, every
 * field of which may be missing; or, without one, the sample catalogue that the service ships.
 *
 * A field that is missing asks for less and allows less: no licence to name, no section to link to, no numbers at all.
 * Without a legal name any legal entity will do, because there is none to compare with; a brand still won't.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseImportFile } from '@offerwright/adapter/src/catalogue/parse-import-file.ts';
import { z } from 'zod';
import { matchProduct } from '../../server/src/domain/match-product.ts';
import { isProductCode, type ProductCode } from '../../server/src/domain/products.ts';
import { CommandError } from '../report.ts';
import { repositoryRoot } from '../repository.ts';

export interface LawTerms {
  readonly legalName: string;
  readonly licence: string;
  readonly url: string;
  readonly fullTerms: string;
}

export type TermsByProduct = Readonly<Partial<Record<ProductCode, LawTerms>>>;

export const noTerms: LawTerms = { legalName: '', licence: '', url: '', fullTerms: '' };

/** Longest text of a field; the service stores less. */
const fieldCharsMax = 20_000;
const field = z.string().max(fieldCharsMax).nullish();
const entry = z.object({ legal_name: field, licence: field, url: field, full_terms: field });

function toTerms(fields: z.output<typeof entry>): LawTerms {
  return {
    legalName: fields.legal_name ?? '',
    licence: fields.licence ?? '',
    url: fields.url ?? '',
    fullTerms: fields.full_terms ?? '',
  };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** A code of the table in any case, or «PK» as Latin keyboards write it; undefined for anything else. */
export function productCodeOf(value: unknown): ProductCode | undefined {
  const matched = typeof value === 'string' ? matchProduct({ code: value, name: '', description: '' }) : undefined;
  if (matched === undefined || 'limit' in matched || matched.code === null) return undefined;
  return isProductCode(matched.code) ? matched.code : undefined;
}

export interface ReadTerms {
  readonly terms: TermsByProduct;
  /** Products of the file that no product of the table is. */
  readonly unknownProducts: readonly string[];
}

/** @throws CommandError when the file cannot be read or is no catalogue. */
export async function readLawCatalogue(path: string): Promise<ReadTerms> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(`--catalogue: ${path} cannot be read: ${codeOf(error)}`, { cause: error });
  }
  return parseLawCatalogue(content, path);
}

/** @throws CommandError that names product and field. */
export function parseLawCatalogue(content: string, path: string): ReadTerms {
  let raw: unknown;
  try {
    raw = JSON.parse(content.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new CommandError(`--catalogue: ${path} must be JSON: ${String(error instanceof Error ? error.message : '')}`);
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new CommandError(`--catalogue: ${path} must be an object {product: {…}}; given: ${kindOf(raw)}`);
  }
  const terms: Partial<Record<ProductCode, LawTerms>> = {};
  const unknownProducts: string[] = [];
  for (const [product, value] of Object.entries(raw)) {
    const parsed = entry.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      throw new CommandError(`--catalogue: ${path}: ${[product, ...issue.path].join('.')}: ${issue.message}`);
    }
    const code = productCodeOf(product);
    if (code === undefined) unknownProducts.push(product);
    else terms[code] = toTerms(parsed.data);
  }
  return { terms, unknownProducts };
}

const sampleEntry = entry.extend({ product: z.string() });

/** The sample that the service imports into an empty catalogue. */
export async function readSampleTerms(): Promise<TermsByProduct> {
  const rows = await parseImportFile(
    await readFile(join(repositoryRoot, 'models', 'offer-catalogue.sample.yaml')),
    'yaml',
  );
  const terms: Partial<Record<ProductCode, LawTerms>> = {};
  for (const { raw } of rows) {
    const { product, ...fields } = sampleEntry.parse(raw);
    if (isProductCode(product)) terms[product] = toTerms(fields);
  }
  return terms;
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
