/**
 * Which disclosures a text needs, in the order in which they stand, and how they are worded.
 *
 * Order: complete terms (they begin with the full cost of credit) → warning → reservations of the law → «Реклама» →
 * name → licence → the bank's own tail → erid → what ends with a link, so that no full stop sticks to a token or an
 * address. Spoken channels get sentences that a person can say, and no terms: they carry no link.
 */
import type { ChannelCode } from '../domain/channels.ts';
import type { TermsUse } from './choose-terms.ts';
import { isOneOf } from './product-kinds.ts';
import type { CheckContext, Disclosure } from './types.ts';

/** As 38-FZ art. 28 p. 3.1 and p. 2.1 word them. */
const creditWarning = 'Оценивайте свои финансовые возможности и риски.';
const studyTerms = 'Изучите все условия кредита (займа)';

const notRecommendation = {
  written: 'Не является индивидуальной инвестиционной рекомендацией.',
  spoken: 'Сказанное не является индивидуальной инвестиционной рекомендацией.',
} as const;
const notDeposit = {
  written: 'Не является вкладом, не застраховано АСВ, доход не гарантирован.',
  spoken: 'Это не вклад: деньги не застрахованы в Агентстве по страхованию вкладов, доход не гарантирован.',
} as const;

/** Channels on the internet, whose ads carry «Реклама» and the erid token when there is one. */
const labelledChannels: ReadonlySet<ChannelCode> = new Set(['PUSH', 'MOB_BANNER', 'MOBILE_CHAT']);

export function withFullStop(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

function providerSentence(context: CheckContext): string {
  const { legalName } = context.profile.terms;
  const insures = context.product.family === 'insurance';
  if (context.channel.spoken)
    return withFullStop(`${insures ? 'Страхование осуществляет' : 'Услугу оказывает'} ${legalName}`);
  return withFullStop(insures ? `Страховщик: ${legalName}` : legalName);
}

/** As printed in the catalogue; a bare number gets its word. */
function licenceSentence(licence: string): string {
  const printed = licence.trim();
  if (/^№?\s*[\d-]+$/u.test(printed)) return `Лицензия № ${printed.replace(/^№?\s*/u, '')}.`;
  return withFullStop(printed.charAt(0).toUpperCase() + printed.slice(1));
}

function trustSentence(context: CheckContext): string {
  const url = context.profile.terms.url.trim();
  const opening = 'Условия управления и сведения об управляющем раскрыты на';
  if (url === '') return `${opening} официальном сайте управляющего.`;
  return `${opening} сайте${context.channel.spoken ? '' : ':'} ${url}`;
}

/** Funds in the body of a broker’s text call for the same disclosure as trust management. */
const funds = /(?<!\p{L})(?:пиф|паев|паё|паи(?!\p{L})|инвестиционн\p{L}* фонд)/iu;

/** The disclosures of a text with this body, in the order of the text. Legal name is taken as given (see compose-text). */
export function planDisclosures(context: CheckContext, body: string, termsUse: TermsUse): Disclosure[] {
  const { terms } = context.profile;
  const { product, channel } = context;
  const form = channel.spoken ? 'spoken' : 'written';
  const plan: Disclosure[] = [];
  const add = (id: string, ruleId: string, text: string): void => {
    plan.push({ id, text, ruleId });
  };
  if (termsUse === 'full') add('full_terms', 'law.complete_terms', withFullStop(terms.fullTerms));
  if (product.isCredit) add('credit_warning', 'law.credit_warning', creditWarning);
  if (isOneOf(product, ['INVEST', 'TRUST', 'OMS', 'ISG'])) {
    add('not_recommendation', 'law.not_recommendation', notRecommendation[form]);
  }
  if (isOneOf(product, ['ISG', 'NSG'])) add('not_deposit', 'law.not_deposit', notDeposit[form]);
  const erid = terms.erid.trim();
  const isLabelled = erid !== '' && labelledChannels.has(channel.code);
  if (isLabelled) add('ad_label', 'law.ad_label', 'Реклама.');
  add('provider_name', 'law.provider_name', providerSentence(context));
  if (terms.licence.trim() !== '') add('licence', 'law.licence', licenceSentence(terms.licence));
  // The bank's words, not the law's: checked like everything else.
  if (terms.tail.trim() !== '') add('tail', 'bank.tail', withFullStop(terms.tail));
  if (isLabelled) add('erid', 'law.ad_label', `erid: ${erid}`);
  if (termsUse === 'full' && product.isCredit)
    add('study_terms', 'law.study_terms', `${studyTerms}: ${terms.url.trim()}`);
  const trust = trustSentence(context);
  const managesFunds = isOneOf(product, ['INVEST']) && funds.test(body);
  if (isOneOf(product, ['TRUST']) || managesFunds)
    add('trust_disclosure', 'law.trust_disclosure', form === 'spoken' ? withFullStop(trust) : trust);
  return plan;
}
