/** What the upload of a file of clients takes and gives: its columns, a mapping, and what is wrong with its rows. */
import { z } from 'zod';
import { contactColumns, featureNames } from './client-features.ts';
import { isStorableText } from './generate-request.ts';
import { planLimits } from './plan-limits.ts';

const storable = (charsMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(charsMax)
    .refine(isStorableText, { message: 'text without NUL characters and broken surrogates' });

export const uploadQuerySchema = z.strictObject({
  name: storable(planLimits.fileNameCharsMax).describe('Name of the file, for people'),
});

/** What the client said: the likeliest concern found in it steers the text, unless the campaign names one. */
export const wordsTarget = 'concern_text';

export const mappingTargets = [...featureNames, ...contactColumns, wordsTarget] as const;

export const mappingSchema = z.strictObject({
  id_column: z
    .int()
    .min(0)
    .nullable()
    .describe('Column with the client’s id, from 0; null: rows have no ids, and nothing stored is known of them'),
  columns: z
    .array(z.strictObject({ column: z.int().min(0), target: z.enum(mappingTargets) }))
    .max(mappingTargets.length)

    .describe(
      'What the other columns hold; columns left out are not read. concern_text: what the client said, which steers the ' +
        'text where the campaign names no concern',
    ),
});
export type CampaignMapping = z.output<typeof mappingSchema>;

export const checkFileSchema = z.strictObject({ mapping: mappingSchema }).meta({ id: 'CheckCampaignFile' });

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const campaignFileSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    format: z.enum(['csv', 'xlsx']),
    encoding: z.enum(['utf-8', 'windows-1251', 'xlsx']).describe('As it was read'),
    bytes: z.int(),
    rows: z.int().describe('Rows with content'),
    columns: z.array(z.string()).describe('The header; "" for a column without a name'),
    uploaded_by: z.string(),
    uploaded_at: z.iso.datetime(),
  })
  .meta({ id: 'CampaignFile' });
export type CampaignFile = z.output<typeof campaignFileSchema>;

export const openedFileSchema = z
  .object({
    file: campaignFileSchema,
    suggested: mappingSchema.describe('By the names of the columns'),
    sample: z
      .array(z.object({ row: z.int(), cells: z.array(cellSchema) }))
      .describe(`The first ${planLimits.fileSampleRows} rows`),
  })
  .meta({ id: 'OpenedCampaignFile' });
export type OpenedFile = z.output<typeof openedFileSchema>;

export const campaignFilesSchema = z
  .object({ items: z.array(campaignFileSchema).describe('The newest first') })
  .meta({ id: 'CampaignFiles' });

export const fileReportSchema = z
  .object({
    rows: z.int(),
    rows_good: z.int().describe('Rows that a text can be asked for'),
    problems: z
      .array(
        z.object({
          kind: z.string().describe('invalid_client_id, duplicate_client_id, invalid_features, invalid_contact …'),
          field: z.string(),
          limit: z.string(),
          count: z.int(),
          rows: z.array(z.int()).describe(`The first ${planLimits.fileProblemRowsShown}, under the header from 1`),
        }),
      )
      .describe('By kind and field; such rows are left out, the others stay'),
    minors: z.int().describe('Clients under 18: no credit is offered to them'),
    unmapped: z.array(z.int()).describe('Columns that are not read'),
    missing: z.array(z.enum(featureNames)).describe('Features that no column holds: texts know less of the client'),
    fill: z
      .array(z.object({ target: z.enum(mappingTargets), known: z.int() }))
      .describe('In how many good rows each feature is known'),
    regions: z.array(z.object({ name: z.string(), count: z.int() })).describe('The commonest regions'),
  })
  .meta({ id: 'CampaignFileReport' });
export type FileReport = z.output<typeof fileReportSchema>;
