/**
 * Times as files of banks write them → ISO 8601 with zone. Known: ISO with or without zone, "25.11.2026 14:03[:07]",
 * "25.11.2026", "2026-11-25 14:03", dates of a spreadsheet (read as UTC wall time). What has no zone gets the file's.
 */
const russian = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?$/;
const msPerMinute = 60_000;

/** @returns undefined for what is no time; the text itself when it is ISO with a zone. */
export function parseEventTime(
  cell: string | number | boolean | Date | null,
  offsetMinutes: number,
): string | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : shift(cell.getTime(), offsetMinutes);
  if (typeof cell !== 'string') return undefined;
  const text = cell.trim();
  if (/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return text.replace(' ', 'T');
  const day = russian.exec(text);
  if (day !== null) {
    const [, date, month, year, hour, minute, second] = day;
    return fromParts([year, month, date, hour, minute, second], offsetMinutes);
  }
  const parts = iso.exec(text);
  return parts === null ? undefined : fromParts(parts.slice(1), offsetMinutes);
}

function fromParts(parts: readonly (string | undefined)[], offsetMinutes: number): string | undefined {
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const epochMs = Date.UTC(year, month - 1, date, hour, minute, second);
  const made = new Date(epochMs);
  // 31.02 would roll over to March.
  const isReal =
    made.getUTCMonth() === month - 1 && made.getUTCDate() === date && made.getUTCHours() === hour && minute < 60;
  return isReal && second < 60 ? shift(epochMs, offsetMinutes) : undefined;
}

const shift = (wallMs: number, offsetMinutes: number): string =>
  new Date(wallMs - offsetMinutes * msPerMinute).toISOString();
