/**
 * What POST /v1/generate takes. The zod schemas are the source of the checks, of /openapi.json and of the API page.
 *
 * The envelope is checked as a whole (a mistake is a 422); clients are checked one by one, because a mistake in one
 * client is that client's error and leaves the others answered. Unknown keys of the envelope are refused: a misspelt
 * option must not be lost in silence.
 */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { contactFactsSchema } from './contact-facts.ts';

/** PostgreSQL's text and jsonb hold neither NUL nor half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

const plainText = (charsMax: number) =>
  z.string().max(charsMax).refine(isStorableText, { message: 'text without NUL characters and broken surrogates' });

export const codeSchema = plainText(limits.productCodeCharsMax).min(1);

export const productSchema = z
  .union([
    codeSchema.describe('Code of the offer catalogue, for example "CC"'),
    z
      .strictObject({
        code: codeSchema.optional(),
        name: plainText(limits.productNameCharsMax).optional().describe('Name as a text may quote it'),
        description: plainText(limits.descriptionCharsMax).optional(),
      })
      .refine((product) => Boolean(product.code || product.description), { message: 'a code or a description' }),
  ])
  .describe('The product: a code, or a description of a product that has none')
  .meta({ id: 'Product' });

export const channelSchema = z
  .union([
    codeSchema.describe('SMS, PUSH, MOB_BANNER, OFFICE_BANNER, MOBILE_CHAT, TMO, KND or EMAIL'),
    z
      .strictObject({ code: codeSchema.optional(), description: plainText(limits.descriptionCharsMax).optional() })
      .refine((channel) => Boolean(channel.code || channel.description), { message: 'a code or a description' }),
  ])
  .describe('The channel: a code, or a description of a channel that has none')
  .meta({ id: 'Channel' });

export const concernNames = ['finance', 'efficiency', 'purchase', 'support'] as const;
export const profileNames = ['strict', 'law2025'] as const;

export const optionsSchema = z
  .strictObject({
    concern: z.enum(concernNames).optional().describe('What the text should answer; derived from the client if absent'),
    policy: z
      .enum(['model_first', 'rules_only'])
      .default('model_first')
      .describe('model_first: the model, and rules when it cannot make it in time; rules_only: rules at once'),
    mode: z
      .enum(['composed', 'free', 'auto'])
      .default('composed')
      .describe('composed: the model chooses among approved wording; free needs an engine declared strong'),
    temperature: z.number().min(0).max(2).optional().describe('0 takes the likeliest choice'),
    seed: z.int().min(0).max(4_294_967_295).optional().describe('The same seed and request give the same texts'),
    answer_within_ms: z
      .int()
      .min(limits.answerWithinMsMin)
      .max(limits.answerWithinMsMax)
      .default(limits.answerWithinMsMax)
      .describe('Budget of an answer from the request’s arrival, storing included, milliseconds'),
    language: z.enum(['ru', 'en']).default('ru').describe('Language of verdicts and refusals'),
    approved_only: z
      .boolean()
      .optional()
      .describe('true: approved threads and sentences of the copybook only; by default drafts as well'),
  })
  .meta({ id: 'Options' });

export const clientIdSchema = z
  .int()
  .describe('The caller’s id: a whole number within ±(2⁵³−1), returned with the answer');

export const featuresSchema = z
  .record(z.string().min(1).max(limits.featureNameCharsMax), z.unknown())
  .describe(
    'Features of the client mart (age, gender, cnt_tr_all_3m …): numbers, texts or null. Unknown names are ignored, ' +
      'missing ones allowed',
  );

export const concernTextSchema = plainText(limits.statementCharsMax).describe(
  'What the client said. Where the options name no concern, the likeliest concern found in it steers the text ' +
    '(concern_rule "words"); nothing of it gets into the text',
);

export const clientSchema = z
  .looseObject({
    id: clientIdSchema,
    features: featuresSchema,
    recent_thread_ids: z
      .array(plainText(limits.threadIdCharsMax).min(1))
      .max(limits.recentThreadsMax)
      .optional()
      .describe('Threads used for this client before, newest first: they are not used again'),
    contact: contactFactsSchema.optional(),
    concern_text: concernTextSchema.optional(),
  })
  .meta({ id: 'Client' });

export const profileSchema = z
  .enum(profileNames)
  .default('strict')
  .describe('strict: not one number in the text; law2025: complete terms of the offer catalogue');

const envelope = {
  product: productSchema,
  channel: channelSchema,
  profile: profileSchema,
  options: optionsSchema.prefault({}),
};

/** As checked: clients are checked one by one afterwards. */
export const generateEnvelopeSchema = z.strictObject({ clients: z.array(z.unknown()), ...envelope });
export type GenerateEnvelope = z.output<typeof generateEnvelopeSchema>;

/** As documented. */
export const generateRequestSchema = z
  .strictObject({ clients: z.array(clientSchema).min(1).max(limits.clientsPerRequestMax), ...envelope })
  .meta({ id: 'GenerateRequest' });
