/** Shapes of the copybook's files: a line of `<PRODUCT>.jsonl`, a line of `FAMILY_*.jsonl`, `claims.json`. */
import { z } from 'zod';
import { channelCodes } from '../domain/channels.ts';
import { concerns } from '../domain/concerns.ts';
import { type ProductCode, productCodes, productFamilies } from '../domain/products.ts';
import { signalNames } from '../domain/signals.ts';
import type { FamilyMarker } from '../domain/thread.ts';
import { wordingPattern } from './wording.ts';

/** Bounds of one thread: more is a mistake of the writer's, and the walk of the model is paid by the variant. */
const positionsMax = 8;
const variantsMax = 12;
const idCharsMax = 100;

const sentence = z
  .string()
  .min(1)
  .max(640)
  .regex(wordingPattern, 'only Russian letters, spaces and , . ! ? : ; « » — -')
  .refine((text) => text === text.trim() && !text.includes('  '), 'no spaces at the ends, no double spaces');

const variants = z
  .array(sentence)
  .min(1)
  .max(variantsMax)
  .refine((list) => new Set(list).size === list.length, 'the same variant twice');

const familyMarkers = productFamilies.map((family) => familyMarkerOf(family));

export function familyMarkerOf(family: (typeof productFamilies)[number]): FamilyMarker {
  return `FAMILY_${family.toUpperCase() as Uppercase<typeof family>}`;
}

const common = {
  id: z
    .string()
    .min(1)
    .max(idCharsMax)
    .regex(/^[\p{L}\p{N}_-]+$/u, 'only letters, digits, _ and -'),
  channel: z.enum(channelCodes),
  need: z.enum(concerns),
  gender: z.enum(['m', 'f', 'u']),
  age: z.enum(['young', 'adult', 'senior', 'u']),
  idea: z.string().min(1).max(300),
  positions: z.array(variants).min(1).max(positionsMax),
};

export const productThreadSchema = z.strictObject({
  ...common,
  product: z.enum(productCodes as readonly [ProductCode, ...ProductCode[]]),
  signals: z.array(z.enum(signalNames)),
  claims: z.array(z.string()),
});

const namedSentence = z
  .string()
  .max(640)
  .refine((text) => text.split('«{name}»').length === 2, 'must quote «{name}» once')
  .refine((text) => wordingPattern.test(text.replace('{name}', 'Имя')), 'only Russian letters and punctuation');

/** Threads of a family suit any client and claim nothing: they stand in where nothing is known of the product. */
export const familyThreadSchema = z.strictObject({
  ...common,
  product: z.enum(familyMarkers as [FamilyMarker, ...FamilyMarker[]]),
  signals: z.tuple([]),
  gender: z.literal('u'),
  age: z.literal('u'),
  claims: z.tuple([]),
  named: z.strictObject({ position: z.int().min(0), variants: z.array(namedSentence).min(1).max(variantsMax) }),
});

export const claimsSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z_]+$/u),
    products: z.array(z.enum(['*', ...productCodes] as ['*', ...ProductCode[]])).min(1),
    statement: z.string().min(1),
    patterns: z
      .array(
        z.strictObject({
          match: z.string().refine(isRegularExpression, 'not a regular expression'),
          channels: z.array(z.enum(channelCodes)).min(1).optional(),
        }),
      )
      .min(1),
  }),
);

function isRegularExpression(source: string): boolean {
  try {
    new RegExp(source, 'iu');
    return true;
  } catch {
    return false;
  }
}
