/** The offer catalogue: what holds on a day, all versions of a product, a new version, an import, and its claims. */

import { z } from 'zod';
import { catalogueQuerySchema, importQuerySchema, termsSchema } from '../api/catalogue.ts';
import { codeSchema } from '../api/generate-request.ts';
import { parseInput } from '../api/parse-input.ts';
import { importCatalogue } from '../catalogue/import-catalogue.ts';
import { listProductClaims } from '../catalogue/list-product-claims.ts';
import { parseImportFile } from '../catalogue/parse-import-file.ts';
import { type CatalogueContext, judgeTerms, saveTerms } from '../catalogue/save-terms.ts';
import { moscowDate } from '../clock.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { listCatalogue } from '../db/catalogue/list-catalogue.ts';
import { listUpcomingTerms } from '../db/catalogue/list-upcoming-terms.ts';
import { listVersions } from '../db/catalogue/list-versions.ts';
import { RequestError } from '../errors.ts';
import { fileFormatOf } from '../middleware/read-file-body.ts';
import { parseExpectedVersion } from './parse-expected-version.ts';

export interface CatalogueRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly catalogue: () => Omit<CatalogueContext, 'requestId'>;
}

const productPathSchema = z.strictObject({ product: codeSchema });

/** GET /v1/catalogue */
export function catalogueRoute({ catalogue }: CatalogueRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { database, clock } = catalogue();
    const { on = moscowDate(clock.epochMs()) } = parseInput(catalogueQuerySchema, { ...context.query });
    const [rows, upcoming] = await Promise.all([listCatalogue(database, on), listUpcomingTerms(database, on)]);
    context.body = {
      on,
      items: rows.filter((row) => row.in_force),
      not_in_force: rows.filter((row) => !row.in_force),
      upcoming,
    };
  };
}

/** GET /v1/catalogue/{product} */
export function productVersionsRoute({ catalogue }: CatalogueRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { database, clock } = catalogue();
    const product = parseProduct(context);
    const items = await listVersions(database, product, moscowDate(clock.epochMs()));
    const [latest] = items;
    if (latest === undefined) {
      throw new RequestError('not_found', 'the catalogue has no such product: see GET /v1/catalogue', {
        field: 'product',
      });
    }
    context.set('ETag', `"${latest.version}"`);
    context.body = { product, latest_version: latest.version, items };
  };
}

/** PUT /v1/catalogue/{product} */
export function putTermsRoute({ catalogue }: CatalogueRouteOptions): AdapterMiddleware {
  return async (context) => {
    const product = parseProduct(context);
    const expectedVersion = parseExpectedVersion(context);
    const terms = parseInput(termsSchema, context.request.body);
    const { requestId, user } = context.state;
    const change = { product, terms, expectedVersion, userId: user!.id };
    const saved = await saveTerms({ ...catalogue(), requestId }, change);
    context.status = saved.created ? 201 : 200;
    context.body = saved;
  };
}

/** POST /v1/catalogue/{product}/check */
export function checkTermsRoute({ catalogue }: CatalogueRouteOptions): AdapterMiddleware {
  return async (context) => {
    const product = parseProduct(context);
    const terms = parseInput(termsSchema, context.request.body);
    const { requestId } = context.state;
    context.body = await judgeTerms({ ...catalogue(), requestId }, product, terms);
  };
}

/** POST /v1/catalogue/import */
export function importRoute({ catalogue }: CatalogueRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { dry_run: isDryRun = false } = parseInput(importQuerySchema, { ...context.query });
    const format = fileFormatOf(context) === 'yaml' ? 'yaml' : 'xlsx';
    const rows = await parseImportFile(context.request.body as Buffer, format);
    const { requestId, user } = context.state;
    const importContext = { ...catalogue(), requestId, origin: 'import' as const, userId: user!.id, isDryRun };
    context.body = await importCatalogue(importContext, rows);
  };
}

/** GET /v1/catalogue/claims */
export function claimsRoute({ catalogue }: CatalogueRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { database, clock, inference } = catalogue();
    const { on = moscowDate(clock.epochMs()) } = parseInput(catalogueQuerySchema, { ...context.query });
    context.body = listProductClaims(on, await inference.listClaims(), await listCatalogue(database, on));
  };
}

function parseProduct(context: AdapterContext): string {
  return parseInput(productPathSchema, { ...(context as { params?: object }).params }).product;
}
