/**
 * The offer catalogue in REST, in import files and in the store: one shape for the terms of a product. Rules that join
 * several fields (full cost before the rate …) are in catalogue/find-terms-problems.ts.
 */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { channelCodes } from './channels.ts';
import { codeSchema, isStorableText, profileNames } from './generate-request.ts';
import { fieldProblemSchema } from './generate-response.ts';

const printed = (charsMax: number) =>
  z
    .string()
    .trim()
    .max(charsMax)
    .refine(isStorableText, { message: 'text without NUL characters and broken surrogates' });

const value = String.raw`\d{1,3}(?:,\d{1,3})?`;
const percentLimit = 'a per cent value as printed, without the sign: a text such as "19,9"';
const rateLimit = 'a rate as printed, without the sign: a text such as "19,9", "до 16" or "18,5–27,5"';
const percentSchema = z
  .string()
  .trim()
  .regex(new RegExp(`^(?:${value})?$`), percentLimit);
const rateSchema = z
  .string()
  .trim()
  .regex(new RegExp(`^(?:(?:(?:от|до) )?${value}(?:[–-]${value})?)?$`), rateLimit);

/** Where a tail or a token holds: a channel, or * for those that are not named. */
export const channelKeys = [...channelCodes, '*'] as const;
const byChannel = (charsMax: number) => z.partialRecord(z.enum(channelKeys), printed(charsMax).min(1));

const dateSchema = z.iso.date('a date such as "2026-03-01"');
const claimIds = z.array(z.string().regex(/^[a-z_]{1,64}$/, 'the id of a claim')).max(limits.claimsMax);

const termsShape = {
  legal_name: printed(limits.legalNameCharsMax)
    .min(1)
    .describe('Who provides the service (38-FZ art. 28 p. 1): the bank, or the insurer of an insurance product'),
  licence: printed(limits.licenceCharsMax).default('').describe('As it is to be printed'),
  rate: rateSchema.default('').describe('Rate, per cent a year, as printed: "18,5–27,5", "до 16"'),
  rate_min_guaranteed: percentSchema.default('').describe('Guaranteed minimum rate beside a rate “up to”'),
  full_cost_min: percentSchema.default('').describe('Full cost of credit, the lower bound, per cent a year'),
  full_cost_max: percentSchema.default('').describe('Full cost of credit, the upper bound'),
  full_terms: printed(limits.fullTermsCharsMax)
    .default('')
    .describe('Complete terms, verbatim: what a text of the profile law2025 carries'),
  url: printed(limits.urlCharsMax)
    .regex(/^(?:https?:\/\/[^\s/]+(?:\/\S*)?)?$/, 'an address that begins with https:// or http://')
    .default('')
    .describe('Section of the site with all terms'),
  tails: byChannel(limits.tailCharsMax)
    .default({})
    .describe('Words to append, by channel code; * for the channels that are not named'),
  erids: byChannel(limits.eridCharsMax)
    .default({})
    .describe('Advertising tokens (38-FZ art. 18.1), by channel code or *'),
  confirmed_claims: claimIds.default([]).describe('Claims that hold for this product (GET /v1/catalogue/claims)'),
  denied_claims: claimIds.default([]).describe('Claims that do not hold'),
  claims_reviewed: z
    .boolean()
    .default(false)
    .describe('true: only confirmed claims may be used; false: not said yet, and no thread is left out'),
  provider_outlasts_terms: z
    .boolean()
    .default(false)
    .describe('true: after effective_to legal name and licence still hold, for texts without terms'),
  effective_from: dateSchema.describe('First day (Moscow time)'),
  effective_to: dateSchema.nullable().default(null).describe('The day after the last one; null: until further notice'),
  is_sample: z.boolean().default(false).describe('Made up for trying the service'),
};

export const termsSchema = z.strictObject(termsShape).meta({ id: 'Terms' });
export type TermsContent = z.output<typeof termsSchema>;

/** A row of an import file. */
export const importedTermsSchema = z.strictObject({
  product: codeSchema,
  version: z.int().min(0).optional(),
  ...termsShape,
});
export type ImportedTerms = z.output<typeof importedTermsSchema>;

export const termsFields = Object.keys(termsShape) as readonly (keyof TermsContent)[];

export const termsOrigins = ['migration', 'first_start', 'api', 'import', 'command_line'] as const;

export const catalogueTermsSchema = z
  .object({
    product: z.string().describe('Product code'),
    version: z.int().describe('Counts from 1 within the product; stored with each answer'),
    ...termsSchema.shape,
    content_sha256: z.string(),
    origin: z.enum(termsOrigins),
    created_by: z.string().nullable().describe('Name of the user; null: first start or command line'),
    created_at: z.iso.datetime(),
    in_force: z.boolean().describe('On the day asked about'),
  })
  .meta({ id: 'CatalogueTerms' });
export type CatalogueTerms = z.output<typeof catalogueTermsSchema>;

export const catalogueQuerySchema = z.strictObject({
  on: dateSchema.optional().describe('The day asked about, by default today in Moscow'),
});

export const catalogueResponseSchema = z
  .object({
    on: z.iso.date(),
    items: z.array(catalogueTermsSchema).describe('Terms in force on that day, one a product'),
    not_in_force: z
      .array(catalogueTermsSchema)
      .describe('Products without terms that day: what held last, or what comes first'),
    upcoming: z.array(catalogueTermsSchema).describe('Terms that begin after that day, by product and day'),
  })
  .meta({ id: 'Catalogue' });

export const productVersionsSchema = z
  .object({
    product: z.string(),
    latest_version: z.int().describe('For If-Match'),
    items: z.array(catalogueTermsSchema).describe('All versions, newest first'),
  })
  .meta({ id: 'ProductVersions' });

export const termsCheckSchema = z
  .object({
    channel: z.enum(channelCodes),
    profile: z.enum(profileNames),
    passed: z.boolean().describe('A text with these terms can be composed there'),
    rule_id: z.string(),
    reason: z.string(),
    text: z.string().describe('A text for a client of whom nothing is known; empty where none can be composed'),
  })
  .meta({ id: 'TermsCheck' });
export type TermsCheck = z.output<typeof termsCheckSchema>;

const checksSchema = z
  .array(termsCheckSchema)
  .nullable()
  .describe('Texts that were composed with these terms, by channel and profile; null: the server has no such product');

export const putTermsResponseSchema = z
  .object({
    created: z.boolean().describe('false: the same content was there already, no version was made'),
    terms: catalogueTermsSchema,
    checks: checksSchema,
  })
  .meta({ id: 'PutTermsResponse' });

export const checkTermsResponseSchema = z
  .object({
    passed: z.boolean().describe('The terms may be stored'),
    problems: z.array(fieldProblemSchema).describe('What keeps them from being stored'),
    warnings: z.array(fieldProblemSchema).describe('What would be stored and may surprise'),
    checks: checksSchema,
  })
  .meta({ id: 'CheckedTerms' });
export type CheckedTerms = z.output<typeof checkTermsResponseSchema>;

export const importQuerySchema = z.strictObject({
  dry_run: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('true: check and report, store nothing'),
});

export const importReportSchema = z
  .object({
    dry_run: z.boolean(),
    rows_count: z.int(),
    created: z.array(z.object({ product: z.string(), version: z.int() })).describe('New versions'),
    unchanged: z.array(z.object({ product: z.string(), version: z.int() })),
    warnings: z
      .array(fieldProblemSchema)
      .describe('What was stored and may surprise: channels without room for the terms'),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.output<typeof importReportSchema>;

export const claimStatuses = ['confirmed', 'denied', 'not_reviewed'] as const;

export const claimsResponseSchema = z
  .object({
    on: z.iso.date(),
    copybook_hash: z.string(),
    products: z.array(
      z.object({
        product: z.string(),
        version: z.int().nullable().describe('Of the terms in force; null: none are'),
        claims_reviewed: z.boolean(),
        claims: z.array(
          z.object({
            id: z.string(),
            statement: z.string().describe('The fact, in Russian'),
            status: z.enum(claimStatuses),
            threads_count: z.int().describe('Threads of the product that rely on it'),
            threads_waiting_count: z.int().describe('Of these, how many wait for its confirmation'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Claims' });
export type ClaimsResponse = z.output<typeof claimsResponseSchema>;
