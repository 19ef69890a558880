/** Weeks of ISO 8601 in Moscow: Monday 00:00 to the next. */
import type { Period } from './detect-events.ts';
import { dayMs, weekMs } from './market.ts';

const moscowOffsetMs = 3 * 3_600_000;

/** @returns null for what is no week: "2026-W54", "W12". */
export function parseWeek(text: string): Period | null {
  const parts = /^(\d{4})-W(\d{2})$/.exec(text);
  if (parts === null) return null;
  const [year, week] = [Number(parts[1]), Number(parts[2])];
  // The fourth of January is always in week 1.
  const fourth = Date.UTC(year, 0, 4);
  const firstMonday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs;
  const fromMs = firstMonday + (week - 1) * weekMs - moscowOffsetMs;
  const period = { fromMs, toMs: fromMs + weekMs };
  return week >= 1 && formatWeek(fromMs) === text ? period : null;
}

/** "2026-W47" */
export function formatWeek(atMs: number): string {
  const moscow = atMs + moscowOffsetMs;
  const weekday = (new Date(moscow).getUTCDay() + 6) % 7;
  const thursday = new Date(moscow + (3 - weekday) * dayMs);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / weekMs);
  return `${year}-W${String(week).padStart(2, '0')}`;
}
