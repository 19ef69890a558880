/**
 * A text to be judged, as it stands on a line of a JSONL file: the brief it was written to, who wrote it, and the text.
 * Texts with the same id were written to the same brief.
 */
import { z } from 'zod';
import { channelCodes } from '../../server/src/domain/channels.ts';
import { concerns } from '../../server/src/domain/concerns.ts';
import { productCodes } from '../../server/src/domain/products.ts';
import { CommandError } from '../report.ts';

const words = z.string().trim().min(1).max(2000);

const briefFields = {
  /** Names the brief. */
  id: z.string().min(1).max(200),
  product: z.enum(productCodes as unknown as readonly [string, ...string[]]),
  channel: z.enum(channelCodes),
  concern: z.enum(concerns),
  /** The client in words: all that the writer was told. */
  client: words,
};

const textLineSchema = z
  .object({
    ...briefFields,
    source: z.string().regex(/^[\w.-]{1,40}$/),
    body: words.optional(),
    text: words.optional(),
  })
  .refine((line) => (line.body === undefined) !== (line.text === undefined), 'needs either body or text');

export interface Brief {
  readonly id: string;
  readonly product: string;
  readonly channel: (typeof channelCodes)[number];
  readonly concern: (typeof concerns)[number];
  readonly client: string;
}

export interface TextLine extends Brief {
  /** Who wrote it; no judge sees it. */
  readonly source: string;
  readonly body: string;
}

/** @throws CommandError that names the file, the line and the field. */
export function parseTextLines(name: string, content: string): readonly TextLine[] {
  return parseJsonLines(name, content).map(({ line, value }) => {
    const parsed = textLineSchema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      throw new CommandError(`${name}, line ${line}: ${issue.path.join('.') || 'text'}: ${issue.message}`);
    }
    const { body, text, ...rest } = parsed.data;
    return { ...rest, body: (body ?? text)! };
  });
}

/** Every line that is not blank, with its number from 1. @throws CommandError on a line that is no JSON. */
export function parseJsonLines(name: string, content: string): readonly { line: number; value: unknown }[] {
  return content.split('\n').flatMap((text, index) => {
    if (text.trim() === '') return [];
    try {
      return [{ line: index + 1, value: JSON.parse(text) as unknown }];
    } catch {
      throw new CommandError(`${name}, line ${index + 1}: is no JSON`);
    }
  });
}

export function toJsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
