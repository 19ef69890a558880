/** Times and days in the language of the page and the zone of the browser. */
import i18next from 'i18next';

/** "25 нояб. 2026 г., 23:04" */
export function formatTime(iso: string): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** "25 нояб. 2026 г." */
export function formatDay(iso: string): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'medium' }).format(new Date(iso));
}
