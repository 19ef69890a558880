/** Days of the API ("2026-11-25") in words; they have no zone of their own. */
import i18next from 'i18next';

const format = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(i18next.language, { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`));

/** "25.11" */
export const formatDayShort = (day: string): string => format(day, { day: '2-digit', month: '2-digit' });

/** "ср, 25 нояб. 2026 г." */
export const formatLongDay = (day: string): string =>
  format(day, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
