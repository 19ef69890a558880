/**
 * A judge's own sheet: the items in an order of his own (whoever tires towards the end tires on other texts), as JSONL
 * with empty answers to fill in, and as Markdown to read from. Instructions are in Russian: the texts are.
 */
import { z } from 'zod';
import { channelCodes } from '../../server/src/domain/channels.ts';
import { concerns } from '../../server/src/domain/concerns.ts';
import { createRandom, mixSeed } from '../../server/src/domain/random.ts';
import { CommandError } from '../report.ts';
import { describeBrief } from './describe-brief.ts';
import { shuffle } from './draw-briefs.ts';
import type { Item } from './draw-items.ts';
import { parseJsonLines } from './text-line.ts';

/** The scales of a text, 1–5, as they are named in files. */
export const scaleNames = ['grammar', 'sense', 'fit', 'persuasion'] as const;
export type ScaleName = (typeof scaleNames)[number];

const briefShape = {
  id: z.string(),
  product: z.string(),
  channel: z.enum(channelCodes),
  concern: z.enum(concerns),
  client: z.string(),
};
const itemSchema = z.union([
  z.strictObject({ kind: z.literal('score'), ...briefShape, text: z.string() }),
  z.strictObject({ kind: z.literal('pair'), ...briefShape, a: z.string(), b: z.string() }),
]);

/** @throws CommandError when a line is no item of a draw. */
export function parseItems(name: string, content: string): readonly Item[] {
  return parseJsonLines(name, content).map(({ line, value }) => {
    const parsed = itemSchema.safeParse(value);
    if (!parsed.success) throw new CommandError(`${name}, line ${line}: is no item of judge -- draw`);
    return parsed.data;
  });
}

export function orderForJudge(items: readonly Item[], judge: string): readonly Item[] {
  return shuffle(items, createRandom(mixSeed('judge', judge)));
}

/** One line an item, the answers null. */
export function blankAnswers(items: readonly Item[]): readonly Record<string, unknown>[] {
  const blankScores = Object.fromEntries(scaleNames.map((name) => [name, null]));
  return items.map((item) =>
    item.kind === 'score' ? { id: item.id, ...blankScores, note: '' } : { id: item.id, better: null, note: '' },
  );
}

const instructions = `Перед вами короткие рекламные тексты банка. Кто их написал, неизвестно и неважно. Каждый написан по заданию: продукт,
канал, что важно клиенту, кто клиент. Юридические приписки сняты: их добавят потом, одинаково для всех. Цифр и ставок
в текстах нет намеренно.

**Оценки** — целые числа от 1 (плохо) до 5 (отлично):
- \`grammar\` — грамотность: орфография, согласование, сочетаемость слов;
- \`sense\` — смысл: складываются ли предложения в одну мысль, следует ли одно из другого;
- \`fit\` — попадание: подходит ли текст этому клиенту, его заботе, продукту и каналу;
- \`persuasion\` — убедительность: захочется ли сделать то, к чему текст зовёт.

**Пары**: какой из двух текстов вы бы отправили этому клиенту — \`a\`, \`b\` или \`tie\` (равны).

Судите каждый текст сам по себе. Ответы впишите в файл JSONL вместо \`null\`; \`note\` — коротко, что задело, можно оставить
пустым.`;

export function renderMarkdown(items: readonly Item[], judge: string): string {
  const scores = items.filter((item) => item.kind === 'score');
  const pairs = items.filter((item) => item.kind === 'pair');
  const parts = [`# Лист судьи: ${judge}`, instructions];
  if (scores.length > 0) parts.push('## Оценки', ...scores.map((item) => block(item, [quote(item.text)])));
  if (pairs.length > 0) {
    const texts = (a: string, b: string) => [`**a**\n\n${quote(a)}`, `**b**\n\n${quote(b)}`];
    parts.push('## Пары', ...pairs.map((item) => block(item, texts(item.a, item.b))));
  }
  return `${parts.join('\n\n')}\n`;
}

function block(item: Item, texts: readonly string[]): string {
  const brief = describeBrief(item).map((line) => `- ${line}`);
  return [`### ${item.id}`, brief.join('\n'), ...texts].join('\n\n');
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}
