/**
 * The copybook in REST: threads by revision, their sentences, what people said of them, and editions. What a thread may
 * consist of is the server's to say (CheckThread); here only the shape is.
 */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { channelCodes } from './channels.ts';
import { candidateSchema, threadOrigins } from './copybook-candidates.ts';
import { codeSchema, concernNames, isStorableText, profileSchema } from './generate-request.ts';
import { fieldProblemSchema, verdictSchema } from './generate-response.ts';
import { wholeNumberPattern } from './history.ts';

const written = (charsMax: number) =>
  z.string().max(charsMax).refine(isStorableText, { message: 'text without NUL characters and broken surrogates' });

export const threadIdSchema = z
  .string()
  .min(1)
  .max(limits.threadIdCharsMax)
  .regex(/^[\p{L}\p{N}_-]+$/u, 'letters, digits, _ and -');

const sentences = z.array(written(limits.sentenceCharsMax).min(1)).min(1).max(limits.variantsPerPositionMax);

/** A thread as a line of models/copybook has it. */
export const threadContentSchema = z
  .strictObject({
    id: threadIdSchema,
    product: codeSchema.describe('Product code, or FAMILY_CREDIT … for the threads of a family'),
    channel: z.enum(channelCodes),
    need: z.enum(concernNames),
    signals: z
      .array(written(limits.productCodeCharsMax).min(1))
      .max(limits.signalsPerThreadMax)
      .describe('Signals without which the text would be odd; [] fits anybody'),
    gender: z.enum(['m', 'f', 'u']),
    age: z.enum(['young', 'adult', 'senior', 'u']),
    idea: written(limits.ideaCharsMax).min(1),
    claims: z.array(written(limits.productCodeCharsMax).min(1)).max(limits.claimsMax),
    positions: z
      .array(sentences)
      .min(1)
      .max(limits.positionsMax)
      .describe('Sentences of the text in order, each with the variants that may replace one another'),
    named: z
      .strictObject({ position: z.int().min(0).max(limits.positionsMax), variants: sentences })
      .optional()
      .describe('Threads of a family only: variants with «{name}», for products that the copybook does not know'),
  })
  .meta({ id: 'ThreadContent' });
export type ThreadContent = z.output<typeof threadContentSchema>;

const note = written(limits.reviewCommentCharsMax);
const expectedRevision = z
  .int()
  .min(1)
  .max(2_000_000_000)
  .describe('The latest revision that was read: of two changes of one revision the first counts');

export const createThreadSchema = z
  .strictObject({ thread: threadContentSchema, note: note.default('') })
  .meta({ id: 'CreateThread' });

export const reviseThreadSchema = z
  .strictObject({ expected_revision: expectedRevision, thread: threadContentSchema, note: note.default('') })
  .meta({ id: 'ReviseThread' });

export const approveThreadSchema = z
  .strictObject({
    expected_revision: expectedRevision,
    with_variants: z.boolean().default(true).describe('false: the sentences stay drafts, to be approved one by one'),
    comment: note.default(''),
  })
  .meta({ id: 'ApproveThread' });

export const retireThreadSchema = z
  .strictObject({ expected_revision: expectedRevision, comment: note.min(1).describe('Why') })
  .meta({ id: 'RetireThread' });

const place = z
  .int()
  .min(0)
  .max(limits.variantsPerPositionMax * 2);
export const reviewVariantSchema = z
  .strictObject({
    expected_revision: expectedRevision,
    position: place.describe('From 0'),
    variant: place.describe('From 0; those with the product’s name follow the plain ones'),
    comment: note.default(''),
  })
  .meta({ id: 'ReviewVariant' });

export const commentThreadSchema = z.strictObject({ comment: note.min(1) }).meta({ id: 'CommentThread' });

export const checkDraftSchema = z
  .strictObject({ thread: threadContentSchema, profile: profileSchema, language: z.enum(['ru', 'en']).default('ru') })
  .meta({ id: 'CheckThread' });

export const composeDraftSchema = z
  .strictObject({
    thread: threadContentSchema,
    profile: profileSchema,
    count: z.int().min(1).max(limits.composedExamplesMax).default(10),
    seed: z.int().min(0).max(4_294_967_295).default(1),
    language: z.enum(['ru', 'en']).default('ru'),
  })
  .meta({ id: 'ComposeThread' });

export const threadStatuses = ['draft', 'approved', 'retired'] as const;
export type ThreadStatus = (typeof threadStatuses)[number];
export const reviewActs = ['submit', 'approve', 'retire', 'comment'] as const;
export const editionActs = ['import', 'create', 'revise', 'approve', 'retire'] as const;

export const threadsQuerySchema = z.strictObject({
  product: codeSchema.optional(),
  channel: z.enum(channelCodes).optional(),
  need: z.enum(concernNames).optional(),
  signal: written(limits.productCodeCharsMax).min(1).optional(),
  claim: written(limits.productCodeCharsMax).min(1).optional().describe('Threads that rely on this claim'),
  status: z.enum(threadStatuses).optional().describe('Of the latest revision'),
  origin: z.enum(threadOrigins).optional().describe('free: begun with a text that a model wrote freely'),
  text: written(limits.threadSearchCharsMax).min(1).optional().describe('Words of the idea or of a sentence'),
  limit: z
    .string()
    .regex(wholeNumberPattern, { message: 'a whole number' })
    .transform(Number)
    .pipe(z.int().min(1).max(limits.historyPageMax))
    .optional()
    .describe(`Items of a page, 1 to ${limits.historyPageMax}; ${limits.historyPageDefault} by default`),
  cursor: threadIdSchema.optional().describe('next_cursor of the page before'),
});
export type ThreadsQuery = z.output<typeof threadsQuerySchema>;

const standing = {
  id: z.string(),
  status: z.enum(threadStatuses),
  origin: z.enum(threadOrigins).describe('free: a model began it; nothing of it is used before a person approves it'),
  revision: z.int().describe('The latest'),
  in_force_revision: z.int().nullable().describe('What texts are made from: the approved one, else the latest draft'),
  changed_at: z.iso.datetime(),
};

export const threadItemSchema = z
  .object({
    ...standing,
    product: z.string(),
    channel: z.string(),
    need: z.string(),
    signals: z.array(z.string()),
    idea: z.string(),
    author: z.string(),
    variants: z.object({ draft: z.int(), approved: z.int(), retired: z.int() }).describe('Of the latest revision'),
  })
  .meta({ id: 'ThreadItem' });
export type ThreadItem = z.output<typeof threadItemSchema>;

export const threadsResponseSchema = z
  .object({ items: z.array(threadItemSchema), next_cursor: z.string().nullable().describe('null on the last page') })
  .meta({ id: 'Threads' });

const storedContentSchema = z.looseObject({ id: z.string(), product: z.string() });

export const threadDetailsSchema = z
  .object({
    ...standing,
    candidate: candidateSchema.nullable().describe('Where a thread of origin free comes from'),
    thread: storedContentSchema.describe('ThreadContent of the latest revision'),
    variants: z
      .array(z.object({ position: z.int(), variant: z.int(), text: z.string(), status: z.enum(threadStatuses) }))
      .describe('Of the latest revision'),
    revisions: z
      .array(
        z.object({
          revision: z.int(),
          version: z.string().describe('Answers carry it as thread.version'),
          thread: storedContentSchema,
          origin: z.enum(['import', 'api', 'free']),
          author: z.string(),
          note: z.string(),
          created_at: z.iso.datetime(),
        }),
      )
      .describe('Newest first; those of retired threads too, for the answers that used them'),
    reviews: z
      .array(
        z.object({
          act: z.enum(reviewActs),
          revision: z.int(),
          position: z.int().nullable().describe('null: the whole revision'),
          variant: z.int().nullable(),
          person: z.string(),
          comment: z.string(),
          edition: z.int().nullable().describe('The edition that it made'),
          created_at: z.iso.datetime(),
        }),
      )
      .describe('Newest first'),
  })
  .meta({ id: 'ThreadDetails' });
export type ThreadDetails = z.output<typeof threadDetailsSchema>;

export const duplicateSchema = z.object({
  field: z.string().describe('Sentence of the draft, for example positions.1.0'),
  kind: z.enum(['same', 'similar']),
  similarity: z.number().describe('Words in common, 0–1'),
  thread: z.string(),
  text: z.string(),
  status: z.enum(threadStatuses).describe('Of that sentence'),
});
export type Duplicate = z.output<typeof duplicateSchema>;

const exampleSchema = z.object({
  variants: z.array(z.int()),
  text: z.string().describe('With disclosures, as a client would get it; empty when none can be made'),
  body: z.string(),
  verdict: verdictSchema.nullable(),
  refusal: z.object({ rule_id: z.string(), reason: z.string() }).nullable(),
});

export const checkDraftResponseSchema = z
  .object({
    passed: z.boolean().describe('It may be stored'),
    problems: z.array(fieldProblemSchema).describe('What keeps it from being stored'),
    claims: z.array(z.string()).describe('Claims that the wording makes'),
    duplicates: z.array(duplicateSchema).describe('Sentences that other threads have, the likest first'),
    examples: z.array(exampleSchema).describe('Texts that show every sentence once, each with its verdict'),
  })
  .meta({ id: 'CheckedThread' });
export type CheckedDraft = z.output<typeof checkDraftResponseSchema>;

export const composeDraftResponseSchema = z
  .object({ problems: z.array(fieldProblemSchema), examples: z.array(exampleSchema) })
  .meta({ id: 'ComposedThread' });

export const changedThreadSchema = z
  .object({
    changed: z.boolean().describe('false: it was so already'),
    edition: z.int().nullable().describe('The edition in force now; null while there is none'),
    copybook_hash: z.string().nullable(),
    thread: threadDetailsSchema,
  })
  .meta({ id: 'ChangedThread' });

export const coverageResponseSchema = z
  .object({
    edition: z.int().nullable().describe('null: nothing was imported, the server’s own copybook is used'),
    copybook_hash: z.string().nullable(),
    gaps_count: z.int().describe('Cells without a thread that fits any client'),
    cells: z
      .array(
        z.object({
          product: z.string(),
          channel: z.string(),
          need: z.string(),
          threads_count: z.int(),
          approved_count: z.int(),
          neutral_count: z.int().describe('Fit any client'),
          unclaimed_count: z.int().describe('Of these, threads that claim nothing of the product'),
        }),
      )
      .describe('Every product that has threads × channels × needs, in force'),
    signals: z.array(
      z.object({ product: z.string(), channel: z.string(), signal: z.string(), threads_count: z.int() }),
    ),
  })
  .meta({ id: 'CopybookCoverage' });
export type Coverage = z.output<typeof coverageResponseSchema>;

export const editionsResponseSchema = z
  .object({
    items: z
      .array(
        z.object({
          number: z.int(),
          copybook_hash: z.string(),
          threads_count: z.int(),
          approved_threads_count: z.int(),
          act: z.enum(editionActs),
          made_by: z.string().nullable().describe('null: command line'),
          made_at: z.iso.datetime(),
        }),
      )
      .describe('Newest first; the first is in force'),
  })
  .meta({ id: 'Editions' });
