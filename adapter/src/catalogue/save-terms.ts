/**
 * Stores changed terms of one product as its next version. Order: the version that the caller saw is still the last →
 * rules over several fields → claims exist → the server can make lawful texts with them → transaction: the version once
 * more, and the new row. Content that is there already makes no version.
 */
import type { CatalogueTerms, CheckedTerms, TermsCheck, TermsContent } from '../api/catalogue.ts';
import { type Clock, moscowDate } from '../clock.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import { findLatestVersion } from '../db/catalogue/find-latest-version.ts';
import { insertTerms } from '../db/catalogue/insert-terms.ts';
import { listVersions } from '../db/catalogue/list-versions.ts';
import { lockCatalogue } from '../db/catalogue/lock-catalogue.ts';
import type { Database, Statements } from '../db/database.ts';
import { type FieldProblem, RequestError, type RequestErrorKind } from '../errors.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { checkTerms, findUnlawful, findWarnings } from './check-terms.ts';
import { findUnknownClaims } from './find-claim-problems.ts';
import { findTermsProblems } from './find-terms-problems.ts';
import { hashTerms } from './hash-terms.ts';

export interface CatalogueContext {
  readonly database: Database;
  readonly inference: InferenceClient;
  readonly clock: Clock;
  readonly requestId: string;
}

export interface TermsChange {
  readonly product: string;
  readonly terms: TermsContent;
  /** The last version that the caller saw; 0 for a product that the catalogue does not have. */
  readonly expectedVersion: number;
  readonly userId: string;
}

export interface SavedTerms {
  readonly created: boolean;
  readonly terms: CatalogueTerms;
  readonly checks: TermsCheck[] | null;
}

/** @throws RequestError version_conflict, invalid_request, unlawful_terms; inference_unavailable. */
export async function saveTerms(context: CatalogueContext, change: TermsChange): Promise<SavedTerms> {
  const { database, inference } = context;
  const { product, terms } = change;
  await assertLatest(database, change);
  throwFirst('invalid_request', findTermsProblems(terms));
  throwFirst('invalid_request', findUnknownClaims(product, terms, await inference.listClaims()));
  const checks = await checkTerms(context, product, terms);
  throwFirst('unlawful_terms', findUnlawful(checks ?? [], terms));
  const on = moscowDate(context.clock.epochMs());
  const saved = await database.transaction(async (transaction) => {
    await lockCatalogue(transaction);
    await assertLatest(transaction, change);
    const versions = await listVersions(transaction, product, on);
    const contentSha256 = hashTerms(terms);
    const current = versions.find(({ effective_from }) => effective_from === terms.effective_from);
    if (current?.content_sha256 === contentSha256) return { created: false, version: current.version };
    const version = change.expectedVersion + 1;
    const createdAtMs = context.clock.epochMs();
    const row = {
      product,
      version,
      terms,
      contentSha256,
      createdAtMs,
      origin: 'api' as const,
      createdBy: change.userId,
    };
    await insertTerms(transaction, row);
    await insertAudit(transaction, {
      userId: change.userId,
      action: 'catalogue.save',
      subject: product,
      details: { version, effective_from: terms.effective_from },
      atMs: createdAtMs,
    });
    return { created: true, version };
  });
  const stored = (await listVersions(database, product, on)).find(({ version }) => version === saved.version);
  return { created: saved.created, terms: stored!, checks };
}

/** What saving these terms would say, with a text for every channel; nothing is stored. @throws RequestError inference_unavailable. */
export async function judgeTerms(
  context: Pick<CatalogueContext, 'inference' | 'requestId'>,
  product: string,
  terms: TermsContent,
): Promise<CheckedTerms> {
  const claims = await context.inference.listClaims();
  const checks = await checkTerms(context, product, terms);
  const problems = [
    ...findTermsProblems(terms),
    ...findUnknownClaims(product, terms, claims),
    ...findUnlawful(checks ?? [], terms),
  ];
  return { passed: problems.length === 0, problems, warnings: findWarnings(checks ?? []), checks };
}

async function assertLatest(database: Statements, { product, expectedVersion }: TermsChange): Promise<void> {
  const latest = await findLatestVersion(database, product);
  if (latest === expectedVersion) return;
  throw new RequestError(
    'version_conflict',
    `If-Match: ${product} has version ${latest} by now; got ${expectedVersion}`,
    {
      field: 'If-Match',
      limit: `"${latest}"`,
      given: `"${expectedVersion}"`,
    },
  );
}

function throwFirst(kind: RequestErrorKind, problems: readonly FieldProblem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const message = `${first.field}: must be ${first.limit}; got ${first.given}`;
  throw new RequestError(kind, message, { ...first, problems });
}
