/** The offer catalogue: terms by version and day, drafts of terms judged, imports, claims. */
import { callApi } from './call-api.ts';
import type { FieldProblem, Profile } from './rules.ts';

export type ByChannel = Readonly<Record<string, string>>;

export interface TermsContent {
  readonly legal_name: string;
  readonly licence: string;
  readonly rate: string;
  readonly rate_min_guaranteed: string;
  readonly full_cost_min: string;
  readonly full_cost_max: string;
  readonly full_terms: string;
  readonly url: string;
  readonly tails: ByChannel;
  readonly erids: ByChannel;
  readonly confirmed_claims: readonly string[];
  readonly denied_claims: readonly string[];
  readonly claims_reviewed: boolean;
  readonly provider_outlasts_terms: boolean;
  readonly effective_from: string;
  readonly effective_to: string | null;
  readonly is_sample: boolean;
}

export interface CatalogueTerms extends TermsContent {
  readonly product: string;
  readonly version: number;
  readonly origin: 'migration' | 'first_start' | 'api' | 'import' | 'command_line';
  readonly created_by: string | null;
  readonly created_at: string;
  readonly in_force: boolean;
}

export interface Catalogue {
  readonly on: string;
  readonly items: readonly CatalogueTerms[];
  readonly not_in_force: readonly CatalogueTerms[];
  /** Begin after the day, by product and day. */
  readonly upcoming: readonly CatalogueTerms[];
}

export interface ProductVersions {
  readonly product: string;
  readonly latest_version: number;
  readonly items: readonly CatalogueTerms[];
}

export interface TermsSample {
  readonly channel: string;
  readonly profile: Profile;
  readonly passed: boolean;
  readonly rule_id: string;
  readonly reason: string;
  readonly text: string;
}

export interface CheckedTerms {
  readonly passed: boolean;
  readonly problems: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
  /** null: the server has no such product. */
  readonly checks: readonly TermsSample[] | null;
}

export interface ImportReport {
  readonly dry_run: boolean;
  readonly rows_count: number;
  readonly created: readonly { readonly product: string; readonly version: number }[];
  readonly unchanged: readonly { readonly product: string; readonly version: number }[];
  readonly warnings: readonly FieldProblem[];
}

export interface ClaimOfProduct {
  readonly id: string;
  readonly statement: string;
  readonly status: 'confirmed' | 'denied' | 'not_reviewed';
  readonly threads_count: number;
  readonly threads_waiting_count: number;
}

export interface ProductClaims {
  readonly product: string;
  readonly version: number | null;
  readonly claims_reviewed: boolean;
  readonly claims: readonly ClaimOfProduct[];
}

export const catalogueKey = ['catalogue'] as const;
const pathOf = (product: string) => `/v1/catalogue/${encodeURIComponent(product)}`;

export function fetchCatalogue(signal?: AbortSignal, on: string | null = null): Promise<Catalogue> {
  return callApi(on === null ? '/v1/catalogue' : `/v1/catalogue?on=${on}`, { signal });
}

export function fetchVersions(product: string, signal?: AbortSignal): Promise<ProductVersions> {
  return callApi(pathOf(product), { signal });
}

export async function listClaims(signal?: AbortSignal): Promise<readonly ProductClaims[]> {
  return (await callApi<{ products: readonly ProductClaims[] }>('/v1/catalogue/claims', { signal })).products;
}

export function checkTerms(product: string, terms: TermsContent, signal?: AbortSignal): Promise<CheckedTerms> {
  return callApi(`${pathOf(product)}/check`, { method: 'POST', body: terms, signal });
}

export interface SavedTerms {
  readonly created: boolean;
  readonly terms: CatalogueTerms;
}

/** @param version the last one that the person saw; 0 for a product without terms */
export function putTerms(product: string, terms: TermsContent, version: number): Promise<SavedTerms> {
  return callApi(pathOf(product), { method: 'PUT', body: terms, headers: { 'if-match': `"${version}"` } });
}

const yamlType = 'application/yaml';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function importCatalogue(file: File, isDryRun: boolean): Promise<ImportReport> {
  const type = /\.ya?ml$/i.test(file.name) ? yamlType : sheetType;
  return callApi(`/v1/catalogue/import?dry_run=${isDryRun}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': type },
  });
}
