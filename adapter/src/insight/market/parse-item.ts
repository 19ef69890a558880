/**
 * A raw item (a row of a file, an object of the API, a parsed mail) → a valid one, or what is wrong with it: field,
 * limit and the kind of value that came. One bad item loses nothing else.
 */

import { itemKinds } from '../../api/insight-market.ts';
import { describeKind, type FieldProblem } from '../../errors.ts';
import type { SheetCell } from '../../tables/read-first-sheet.ts';
import { parseTime } from '../parse-time.ts';
import type { ItemKind, MarketItem } from './market.ts';
import { marketLimits } from './market-limits.ts';

export type NewItem = Omit<MarketItem, 'id' | 'storyId'>;
export type RawItem = Readonly<Partial<Record<RawField, unknown>>>;
export type RawField = 'kind' | 'competitor' | 'source' | 'published_at' | 'title' | 'text' | 'value';

/** Names of kinds in files. */
const kindNames: readonly (readonly [RegExp, ItemKind])[] = [
  [/^(publication|публикация|новость|статья|пресс-?релиз)$/i, 'publication'],
  [/^(app[_ ]?update|обновление приложения|приложение)$/i, 'app_update'],
  [/^(site[_ ]?update|web[_ ]?update|обновление сайта|сайт)$/i, 'site_update'],
  [/^(vacancy|вакансия)$/i, 'vacancy'],
  [/^(quarterly[_ ]?report|report|отч[её]т|квартальный отч[её]т)$/i, 'quarterly_report'],
  [/^(share[_ ]?price|price|котировка|цена акции|акция)$/i, 'share_price'],
  [/^(review|отзыв)$/i, 'review'],
];

/** What a kind's value is, and between what it lies. */
const values: Readonly<
  Partial<Record<ItemKind, { readonly words: string; readonly min: number; readonly max: number }>>
> = {
  quarterly_report: { words: 'revenue of the quarter in roubles', min: 1, max: 1e15 },
  share_price: { words: 'price of a share', min: 1e-6, max: 1e9 },
  review: { words: 'stars from 1 to 5', min: 1, max: 5 },
};

export function parseItem(raw: RawItem, nowMs: number): NewItem | FieldProblem {
  const kind = readKind(raw.kind);
  if (kind === undefined) return problem('kind', itemKinds.join(', '), raw.kind);
  const texts = readTexts(raw);
  if ('field' in texts) return texts;
  const publishedAtMs = readTime(raw.published_at);
  if (publishedAtMs === undefined) return problem('published_at', 'a day or time after 1990', raw.published_at);
  if (publishedAtMs > nowMs + marketLimits.futureMs) {
    return { field: 'published_at', limit: 'not after today', given: 'a day in the future' };
  }
  const value = readValue(kind, raw.value);
  if (value !== null && typeof value === 'object') return value;
  if (kind !== 'share_price' && kind !== 'quarterly_report' && texts.title === '' && texts.text === '') {
    return { field: 'title', limit: 'a title or a text', given: 'nothing' };
  }
  return { kind, ...texts, publishedAtMs, value };
}

export function isProblem(parsed: NewItem | FieldProblem): parsed is FieldProblem {
  return 'field' in parsed;
}

function readKind(given: unknown): ItemKind | undefined {
  return typeof given === 'string' ? kindOfName(given) : undefined;
}

/** "отзыв", "review" → review. */
export function kindOfName(name: string): ItemKind | undefined {
  return kindNames.find(([names]) => names.test(name.trim()))?.[1];
}

function readTexts(raw: RawItem): Pick<NewItem, 'competitor' | 'source' | 'title' | 'text'> | FieldProblem {
  const lengths = {
    competitor: marketLimits.competitorCharsMax,
    source: marketLimits.sourceCharsMax,
    title: marketLimits.titleCharsMax,
    text: marketLimits.textCharsMax,
  };
  const read = { competitor: '', source: '', title: '', text: '' };
  for (const field of Object.keys(lengths) as (keyof typeof lengths)[]) {
    const given = raw[field];
    if (given !== undefined && given !== null && typeof given !== 'string' && typeof given !== 'number') {
      return problem(field, 'text', given);
    }
    // Signs without a picture would break a document or hide words.
    const text = String(given ?? '')
      .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
    if (text.length > lengths[field]) return problem(field, `at most ${lengths[field]} characters`, text);
    read[field] = text;
  }
  return read.competitor === '' ? problem('competitor', 'a name', raw.competitor) : read;
}

function readTime(given: unknown): number | undefined {
  if (given instanceof Date || typeof given === 'string' || typeof given === 'number') {
    return parseTime(given as SheetCell);
  }
  return undefined;
}

function readValue(kind: ItemKind, given: unknown): number | null | FieldProblem {
  const wanted = values[kind];
  if (wanted === undefined) return null;
  const isMissing = given === undefined || given === null || given === '';
  // A review may have no stars; a price without a price is none.
  if (isMissing && kind === 'review') return null;
  const value = typeof given === 'string' ? Number(given.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.')) : given;
  const isGood = !isMissing && typeof value === 'number' && value >= wanted.min && value <= wanted.max;
  return isGood ? value : problem('value', `${wanted.words} (${wanted.min} … ${wanted.max})`, given);
}

function problem(field: RawField, limit: string, given: unknown): FieldProblem {
  return { field, limit, given: describeKind(given) };
}
