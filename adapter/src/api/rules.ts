/** What GET /v1/rules gives: the rules of law as the inference server runs them. */
import { z } from 'zod';
import { profileNames } from './generate-request.ts';

export const ruleSeverities = ['block', 'fix', 'warn'] as const;

const bilingual = z.object({ ru: z.string(), en: z.string() });
const examples = z.array(
  z.object({ text: z.string(), product: z.string(), channel: z.string(), profile: z.enum(profileNames) }),
);

export const ruleSchema = z
  .object({
    id: z.string(),
    row: z.int().describe('Row of the table of law that the rule comes from'),
    version: z.int().describe('Raised when the meaning of the rule changes'),
    title: bilingual,
    article: z.string(),
    source_marks: z.array(z.string()).describe('T article text, N news, regulator or lawyer page, K general knowledge'),
    source_note: z.string(),
    effective_from: z.iso.date().nullable().describe('null: not known, always applied'),
    effective_to: z.iso.date().nullable().describe('The last day; null: still in force'),
    in_force: z.boolean().describe('Today'),
    severity: z
      .enum(ruleSeverities)
      .describe('block: stops the text; fix: appends a disclosure; warn: lets it pass, a person should look'),
    products: z.array(z.string()).describe('[]: all'),
    all_credits: z.boolean().describe('Every credit; `products` names those of the table'),
    channels: z.array(z.string()).describe('[]: all'),
    message: bilingual,
    suggested_fix: bilingual,
    decided_elsewhere: z.string().nullable().describe('What the rule needs beyond the text, and who decides it'),
    passing: examples.describe('Texts that keep the rule; names in them are invented'),
    failing: examples,
  })
  .meta({ id: 'Rule' });

export const rulesResponseSchema = z
  .object({
    rule_set_version: z.string(),
    rule_set_hash: z.string(),
    rules: z.array(ruleSchema).describe('By row, then by id'),
  })
  .meta({ id: 'Rules' });
export type RulesResponse = z.output<typeof rulesResponseSchema>;
