/**
 * Times as files have them: ISO 8601, "31.12.2025 14:05[:06]" (Moscow), dates of a spreadsheet, milliseconds or seconds
 * since 1970. A time without a zone is Moscow's.
 */
import type { SheetCell } from '../tables/read-first-sheet.ts';

/** A cell as trimmed text; nothing is ''. */
export function readText(cell: SheetCell): string {
  if (cell instanceof Date) return cell.toISOString();
  return cell === null ? '' : String(cell).trim();
}

const russianTime = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const isoTime = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/;
const moscowOffsetMs = 3 * 3_600_000;
/** Numbers below are seconds, above milliseconds: the border is 2001 in milliseconds and the year 33,658 in seconds. */
const secondsMax = 1e12;
const earliestMs = Date.UTC(1990, 0, 1);

/** @returns milliseconds since 1970, or undefined for what is no time after 1990 */
export function parseTime(cell: SheetCell): number | undefined {
  const atMs = readTime(cell);
  return atMs !== undefined && Number.isFinite(atMs) && atMs >= earliestMs ? atMs : undefined;
}

function readTime(cell: SheetCell): number | undefined {
  if (cell instanceof Date) return cell.getTime();
  const text = readText(cell);
  if (/^\d{9,13}$/.test(text)) return Number(text) < secondsMax ? Number(text) * 1000 : Number(text);
  const russian = russianTime.exec(text);
  if (russian !== null) return readRussianTime(russian.slice(1).map((part) => Number(part ?? 0)));
  if (!isoTime.test(text)) return undefined;
  const iso = text.replace(' ', 'T').replace(',', '.').replaceAll(' ', '');
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(iso.slice(10));
  return Date.parse(hasZone ? iso : iso.includes('T') ? `${iso}+03:00` : `${iso}T00:00:00+03:00`);
}

function readRussianTime([day = 0, month = 0, year = 0, hours = 0, minutes = 0, seconds = 0]: readonly number[]) {
  const date = new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds));
  const isReal =
    date.getUTCDate() === day && date.getUTCMonth() === month - 1 && hours < 24 && minutes < 60 && seconds < 60;
  return isReal ? date.getTime() - moscowOffsetMs : undefined;
}
