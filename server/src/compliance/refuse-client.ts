/** To whom no text is made at all (LAW.md row 22): minors get no credit offers. Called before a text is written. */
import type { ClientPortrait } from '../domain/signals.ts';
import type { ValidProduct } from '../domain/valid-request.ts';
import type { Language, Refusal } from './types.ts';

const reasons: Readonly<Record<Language, string>> = {
  ru: 'Клиенту нет восемнадцати: кредитные предложения не делаются.',
  en: 'The client is under eighteen: no credit offers are made.',
};

/** Null when a text may be made. An unknown age refuses nothing. */
export function refuseClient(product: ValidProduct, portrait: ClientPortrait, language: Language): Refusal | null {
  if (!product.isCredit || !portrait.minor) return null;
  return { ruleId: 'law.credit_minor', reason: reasons[language] };
}
