/** What the rules of credit share: the words of the law, and the parts their examples are made of. */
import { findAll } from '../patterns.ts';
import type { Range, RuleExample } from '../types.ts';

/** Folded, as the law words them. */
export const creditWarningText = 'оценивайте свои финансовые возможности и риски';
export const studyTermsText = 'изучите все условия кредита (займа)';

export const creditTerms =
  'Полная стоимость кредита 19,9–29,9 % годовых. Ставка 18,5–27,5 % годовых, сумма до 3 000 000 ₽, срок до 5 лет.';
export const study = 'Изучите все условия кредита (займа): https://example.ru/terms';
export const warning = 'Оценивайте свои финансовые возможности и риски.';
export const provider = 'АО «Банк Пример». Генеральная лицензия Банка России № 1234.';

export const withTerms = (text: string, rest: Partial<RuleExample> = {}): RuleExample => ({
  text,
  product: 'ПК',
  channel: 'EMAIL',
  profile: 'law2025',
  terms: { fullTerms: creditTerms },
  ...rest,
});

const warningPattern = /(?<![\p{L}\p{N}])оценивайте свои финансовые возможности и риски(?![\p{L}\p{N}])/gu;
/** «Незачем читать «Оценивайте…»», «хватит этих «оценивайте…»»: quoted to be waved aside. */
const wavedBefore =
  /(?:^|[^\p{L}])(?:не|нет|без|незачем|ни к чему|хватит|забуд[а-я]+|скучн[а-я]+|долой|вместо|мимо)(?!\p{L})/u;
const wavedAfter = /^["»)]*,? (?:не для|не про|не о|это не|зря|потом|забудьте|скучно|но (?:не|мы|у нас|вам))(?!\p{L})/u;

/** The warning, as a sentence of its own; null when it is missing, or is there only to be waved aside. */
export function findCreditWarning(text: string): Range | null {
  for (const range of findAll(text, warningPattern)) {
    const sentence = text.slice(Math.max(0, range.start - 120), range.start).replace(/^[\s\S]*[.!?…:;\n]/u, '');
    if (!wavedBefore.test(sentence) && !wavedAfter.test(text.slice(range.end, range.end + 30))) return range;
  }
  return null;
}
