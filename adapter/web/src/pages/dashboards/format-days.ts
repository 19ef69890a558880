/** Days of the API ("2026-11-25") in words; they have no zone of their own. */
import i18next from 'i18next';

const format = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(i18next.language, { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`));

/** "25.11" */
export const formatDayShort = (day: string): string => format(day, { day: '2-digit', month: '2-digit' });

/** Every day from the first to the last: charts have no gap where nothing was asked. */
export function fillDays<Day extends { readonly day: string }>(days: readonly Day[], empty: Omit<Day, 'day'>): Day[] {
  const known = new Map(days.map((day) => [day.day, day]));
  const filled: Day[] = [];
  const last = days.at(-1)?.day ?? '';
  for (let day = days[0]?.day ?? '~'; day <= last; day = nextDay(day)) {
    filled.push(known.get(day) ?? ({ ...empty, day } as Day));
  }
  return filled;
}

const msPerDay = 86_400_000;
const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + msPerDay).toISOString().slice(0, 10);

/** "ср, 25 нояб. 2026 г." */
export const formatLongDay = (day: string): string =>
  format(day, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
