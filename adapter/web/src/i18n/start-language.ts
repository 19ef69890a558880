/** Russian and English. The choice is kept in the browser; at first the browser's own language decides. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en/index.ts';
import { ru } from './ru/index.ts';

const languageKey = 'offerwright.language';

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

export function startLanguage(): void {
  const kept = localStorage.getItem(languageKey);
  const preferred = navigator.language.startsWith('ru') ? 'ru' : 'en';
  void i18next.use(initReactI18next).init({
    lng: kept === 'ru' || kept === 'en' ? kept : preferred,
    fallbackLng: 'ru',
    resources: { ru: { translation: ru }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = i18next.language;
}

export function changeLanguage(language: Language): void {
  localStorage.setItem(languageKey, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
