/**
 * Imports terms of many products, all or none. Order: every row is parsed and its fields compared → claims exist → the
 * server can make lawful texts with what is new → one transaction: what is there already stays, the rest becomes new
 * versions. Every mistake is told at once, with its row.
 *
 * A row changes the terms that begin on its effective_from. Where it carries a version (an export does), that must still
 * be the last one of these terms: what somebody else has changed since is not overwritten.
 */
import { type CatalogueTerms, type ImportedTerms, type ImportReport, importedTermsSchema } from '../api/catalogue.ts';
import { describeIssue } from '../api/parse-input.ts';
import type { Clock } from '../clock.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import { insertTerms } from '../db/catalogue/insert-terms.ts';
import { type LastVersion, listLastVersions } from '../db/catalogue/list-last-versions.ts';
import { lockCatalogue } from '../db/catalogue/lock-catalogue.ts';
import type { Database, Statements } from '../db/database.ts';
import type { FieldProblem } from '../errors.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { limits } from '../limits.ts';
import { checkTerms, findUnlawful, findWarnings } from './check-terms.ts';
import { findUnknownClaims } from './find-claim-problems.ts';
import { findTermsProblems } from './find-terms-problems.ts';
import { hashTerms } from './hash-terms.ts';
import { type ImportRow, refuseFile } from './parse-import-file.ts';

export interface ImportContext {
  readonly database: Database;
  readonly clock: Clock;
  /** Null: nobody to ask (first start): fields are checked alone. */
  readonly inference: InferenceClient | null;
  readonly requestId: string;
  readonly origin: CatalogueTerms['origin'];
  /** Null: not a user. */
  readonly userId: string | null;
  readonly isDryRun: boolean;
}

interface ParsedRow {
  readonly row: number;
  readonly product: string;
  readonly version: number | undefined;
  readonly terms: Omit<ImportedTerms, 'product' | 'version'>;
  readonly contentSha256: string;
}

/** @throws RequestError invalid_import with all problems. */
export async function importCatalogue(context: ImportContext, rows: readonly ImportRow[]): Promise<ImportReport> {
  const parsed = parseRows(rows);
  const warnings = context.inference === null ? [] : await judgeRows(context, context.inference, parsed);
  const done = await context.database.transaction(async (transaction) => {
    await lockCatalogue(transaction);
    const written = await writeRows(transaction, context, parsed);
    if (context.userId !== null && !context.isDryRun && written.created.length > 0)
      await note(transaction, context, written);
    return written;
  });
  return { dry_run: context.isDryRun, rows_count: rows.length, ...done, warnings };
}

async function note(transaction: Statements, { userId, clock }: ImportContext, written: Pick<ImportReport, 'created'>) {
  const details = { versions_count: written.created.length };
  const atMs = clock.epochMs();
  await insertAudit(transaction, { userId, action: 'catalogue.import', subject: '', details, atMs });
}

function parseRows(rows: readonly ImportRow[]): ParsedRow[] {
  const problems: FieldProblem[] = [];
  const parsed: ParsedRow[] = [];
  const seen = new Map<string, number>();
  for (const { row, raw } of rows) {
    const result = importedTermsSchema.safeParse(raw);
    if (!result.success) {
      const found = result.error.issues.map((issue) => describeIssue(issue, raw));
      problems.push(...found.map((problem) => inRow(row, productOf(raw), problem)));
      continue;
    }
    const { product, version, ...terms } = result.data;
    problems.push(...findTermsProblems(terms).map((problem) => inRow(row, product, problem)));
    const key = `${product} ${terms.effective_from}`;
    const first = seen.get(key);
    if (first !== undefined) {
      const limit = 'one row for the terms of a product that begin on a day';
      problems.push(inRow(row, product, { field: 'effective_from', limit, given: `the day of row ${first}` }));
    }
    seen.set(key, row);
    parsed.push({ row, product, version, terms, contentSha256: hashTerms(terms) });
  }
  throwAll(problems);
  return parsed;
}

/** @returns warnings */
async function judgeRows(context: ImportContext, inference: InferenceClient, rows: readonly ParsedRow[]) {
  const known = new Map((await listLastVersions(context.database)).map((last) => [keyOf(last), last]));
  const claims = await inference.listClaims();
  const problems: FieldProblem[] = [];
  const warnings: FieldProblem[] = [];
  for (const { row, product, terms, contentSha256 } of rows) {
    problems.push(...findUnknownClaims(product, terms, claims).map((problem) => inRow(row, product, problem)));
    if (known.get(`${product} ${terms.effective_from}`)?.content_sha256 === contentSha256) continue;
    const checks = (await checkTerms({ inference, requestId: context.requestId }, product, terms)) ?? [];
    problems.push(...findUnlawful(checks, terms).map((problem) => inRow(row, product, problem)));
    warnings.push(...findWarnings(checks).map((problem) => inRow(row, product, problem)));
  }
  throwAll(problems);
  return warnings;
}

async function writeRows(transaction: Statements, context: ImportContext, rows: readonly ParsedRow[]) {
  const lasts = await listLastVersions(transaction);
  const known = new Map(lasts.map((last) => [keyOf(last), last]));
  const latest = new Map<string, number>();
  for (const { product_code, version } of lasts) {
    latest.set(product_code, Math.max(latest.get(product_code) ?? 0, version));
  }
  const problems: FieldProblem[] = [];
  const created: ImportReport['created'] = [];
  const unchanged: ImportReport['unchanged'] = [];
  for (const { row, product, version: seenVersion, terms, contentSha256 } of rows) {
    const last = known.get(`${product} ${terms.effective_from}`);
    if (last?.content_sha256 === contentSha256) {
      unchanged.push({ product, version: last.version });
      continue;
    }
    if (seenVersion !== undefined && seenVersion !== (last?.version ?? 0)) {
      const limit = `the last version of these terms (${last?.version ?? 0}), or nothing`;
      problems.push(inRow(row, product, { field: 'version', limit, given: String(seenVersion) }));
      continue;
    }
    const version = (latest.get(product) ?? 0) + 1;
    latest.set(product, version);
    created.push({ product, version });
    if (context.isDryRun) continue;
    const { origin, userId: createdBy } = context;
    const createdAtMs = context.clock.epochMs();
    await insertTerms(transaction, { product, version, terms, contentSha256, origin, createdBy, createdAtMs });
  }
  throwAll(problems);
  return { created, unchanged };
}

const keyOf = ({ product_code, effective_from }: LastVersion) => `${product_code} ${effective_from}`;

function productOf(raw: unknown): string {
  const product = (raw as { product?: unknown } | null)?.product;
  return typeof product === 'string' && product.length <= limits.productCodeCharsMax ? product : '';
}

function inRow(row: number, product: string, problem: FieldProblem): FieldProblem {
  return { ...problem, field: `row ${row}${product === '' ? '' : ` (${product})`}, ${problem.field}` };
}

function throwAll(problems: readonly FieldProblem[]): void {
  const [first] = problems;
  if (first !== undefined) throw refuseFile(first, problems.slice(0, limits.importProblemsMax));
}
