/**
 * Files of items → raw items with the place each came from. csv and xlsx: a header with names of fields, English or
 * Russian; jsonl: an object a line; eml: a mail, whose subject is the title and whose sender the source; html and txt:
 * one text. Mails and texts don't say what they are about: kind and competitor come with the call.
 */
import { parse } from 'node-html-parser';
import PostalMime from 'postal-mime';
import { SheetError } from '../../tables/read-first-sheet.ts';
import { readTable } from '../../tables/read-table.ts';
import { tableLimits } from '../refuse-sheet.ts';
import { marketLimits } from './market-limits.ts';
import type { RawField, RawItem } from './parse-item.ts';

export const itemFormats = ['csv', 'xlsx', 'jsonl', 'eml', 'html', 'txt'] as const;
export type ItemFormat = (typeof itemFormats)[number];

export interface PlacedItem {
  /** Row or line as a person counts, from 1. */
  readonly row: number;
  readonly raw: RawItem;
}

const fieldNames: readonly (readonly [RegExp, RawField])[] = [
  [/^(kind|type|вид|тип)$/i, 'kind'],
  [/^(competitor|bank|company|конкурент|банк|компания)$/i, 'competitor'],
  [/^(source|источник)$/i, 'source'],
  [/^(published_at|date|time|published|дата|дата публикации|когда)$/i, 'published_at'],
  [/^(title|headline|заголовок|название)$/i, 'title'],
  [/^(text|body|текст|содержание)$/i, 'text'],
  [/^(value|price|rating|stars|значение|цена|оценка|выручка)$/i, 'value'],
];

/** @throws SheetError in words that follow the file's name */
export async function readItemFile(content: Buffer, format: ItemFormat, about: RawItem): Promise<PlacedItem[]> {
  if (content.length === 0) throw new SheetError('the file is empty');
  switch (format) {
    case 'csv':
    case 'xlsx':
      return await readRows(content, format, about);
    case 'jsonl':
      return readLines(decode(content), about);
    case 'eml':
      return [{ row: 1, raw: await readMail(content, about) }];
    default:
      return [{ row: 1, raw: readText(decode(content), format, about) }];
  }
}

async function readRows(content: Buffer, format: 'csv' | 'xlsx', about: RawItem): Promise<PlacedItem[]> {
  const { header, rows } = await readTable(content, format, tableLimits(marketLimits.fileRowsMax));
  const fields = header.map((name) => fieldNames.find(([names]) => names.test(name))?.[1]);
  if (!fields.includes('published_at'))
    throw new SheetError('the header has no column of the date (published_at, «Дата»)');
  return rows.map(({ row, cells }) => {
    const raw: Partial<Record<RawField, unknown>> = { ...about };
    for (const [index, field] of fields.entries()) {
      const cell = cells[index] ?? null;
      if (field !== undefined && cell !== null && cell !== '') raw[field] = cell;
    }
    return { row, raw };
  });
}

function readLines(text: string, about: RawItem): PlacedItem[] {
  const lines = text.split(/\r?\n/);
  if (lines.length > marketLimits.fileRowsMax) {
    throw new SheetError(`a file may hold ${marketLimits.fileRowsMax} lines and this has more`);
  }
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ row: index + 1, raw: readLine(line, about) }]));
}

/** A line that is no object has no fields, and is told as an item without a kind. */
function readLine(line: string, about: RawItem): RawItem {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...about, ...parsed } : {};
  } catch {
    return {};
  }
}

async function readMail(content: Buffer, about: RawItem): Promise<RawItem> {
  const mail = await PostalMime.parse(content).catch((error: unknown) => {
    throw new SheetError('the file is not a mail that can be read', { cause: error });
  });
  const text = mail.text?.trim() || (mail.html === undefined ? '' : plainText(mail.html));
  return {
    source: mail.from?.name || mail.from?.address || '',
    published_at: mail.date,
    title: mail.subject ?? '',
    text,
    ...about,
  };
}

function readText(text: string, format: 'html' | 'txt', about: RawItem): RawItem {
  const plain = format === 'html' ? plainText(text) : text.trim();
  const [title = '', ...rest] = plain.split(/\r?\n/);
  return { title: title.slice(0, marketLimits.titleCharsMax), text: rest.join('\n').trim(), ...about };
}

/** What a reader sees: paragraphs on lines of their own, without scripts and styles. */
function plainText(html: string): string {
  const page = parse(html, { blockTextElements: { script: false, style: false, noscript: false } });
  return (page.querySelector('body') ?? page).structuredText.trim();
}

function decode(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1251').decode(content);
  }
}
