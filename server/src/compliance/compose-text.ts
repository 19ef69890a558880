/**
 * The composer: a body plus what the law asks for, as one neat text, or a refusal that says why.
 *
 * Order: are the catalogue's terms fit → which disclosures → does it fit the channel → join. Nothing is ever cut: a
 * text without room for its disclosures is refused. It shares no code with the checker (check-text.ts), which must pass
 * what is composed here.
 *
 * Where a person speaks, disclosures stand before the closing question (split-closing-question.ts), elsewhere after the
 * body. A call must open with the bank (row 15): where the body's opening doesn't name it, «Звоню из банка.» is put
 * after the greeting.
 */
import { chooseTerms } from './choose-terms.ts';
import { planDisclosures, withFullStop } from './plan-disclosures.ts';
import { splitClosingQuestion } from './split-closing-question.ts';
import { textCharsMax } from './text-limits.ts';
import type { CheckContext, ComposedText, Disclosure, Refusal } from './types.ts';

export function isRefusal(result: ComposedText | Refusal): result is Refusal {
  return 'reason' in result;
}

const warningShareMin = 0.05;
const warningIds = new Set(['credit_warning', 'study_terms']);

function refuse(context: CheckContext, ruleId: string, ru: string, en: string): Refusal {
  return { ruleId, reason: context.language === 'ru' ? ru : en };
}

/** Blank lines between the parts of an e-mail, a space elsewhere. */
function separatorOf(context: CheckContext): string {
  return context.channel.code === 'EMAIL' ? '\n\n' : ' ';
}

function joinDisclosures(disclosures: readonly Disclosure[], context: CheckContext): string {
  if (context.channel.code !== 'EMAIL') return disclosures.map((disclosure) => disclosure.text).join(' ');
  const terms = disclosures.filter((disclosure) => disclosure.id === 'full_terms');
  const small = disclosures.filter((disclosure) => disclosure.id !== 'full_terms');
  return [terms, small]
    .filter((group) => group.length > 0)
    .map((group) => group.map((disclosure) => disclosure.text).join(' '))
    .join('\n\n');
}

/** A body that ends with a letter or a comma gets its full stop. */
function endBody(body: string): string {
  const trimmed = body.trim().replace(/[\s,;:—–-]+$/u, '');
  return /[.!?…»"”)]$/u.test(trimmed) ? trimmed : withFullStop(trimmed);
}

const openingCharsMax = 300;
const openingSentences = 4;
const bankNamed = /банк/iu;
const greeting = /^(?:здравствуйте|добр(?:ый|ое) (?:день|вечер|утро))(?<mark>[!.,])\s*/iu;

/** Puts the bank after the greeting of a call whose opening doesn't name it. */
function openCall(body: string, context: CheckContext): { body: string; opening: Disclosure | null } {
  if (context.channel.code !== 'TMO') return { body, opening: null };
  const sentences = body
    .split(/(?<=[.!?])\s+/u)
    .slice(0, openingSentences)
    .join(' ')
    .slice(0, openingCharsMax);
  if (bankNamed.test(sentences)) return { body, opening: null };
  const opening: Disclosure = { id: 'call_opening', text: 'Звоню из банка.', ruleId: 'law.call_opening' };
  const greeted = greeting.exec(body);
  if (greeted === null) return { body: `${opening.text} ${body}`, opening };
  const word = body.slice(0, greeted[0].trimEnd().length - 1);
  const mark = greeted.groups?.mark === ',' ? '!' : greeted.groups?.mark;
  const rest = body.slice(greeted[0].length);
  const restCapital = rest.charAt(0).toUpperCase() + rest.slice(1);
  return { body: `${word}${mark} ${opening.text} ${restCapital}`, opening };
}

function placeDisclosures(body: string, disclosures: string, context: CheckContext): string {
  const split = context.channel.spoken ? splitClosingQuestion(body) : null;
  const separator = separatorOf(context);
  return split === null
    ? `${body}${separator}${disclosures}`
    : `${split.head}${separator}${disclosures}${separator}${split.question}`;
}

/** Adds «law.call_opening» in front: disclosures are listed in the order of the text. */
function withOpening(disclosures: readonly Disclosure[], opening: Disclosure | null): readonly Disclosure[] {
  return opening === null ? disclosures : [opening, ...disclosures];
}

/**
 * Body and disclosures, ready to send. Refusals, in this order: no body; no legal name; terms that may not be shown;
 * no room in the channel; warnings below 5 % of a credit text.
 */
export function composeText(body: string, context: CheckContext): ComposedText | Refusal {
  if (body.trim() === '') {
    return refuse(context, 'law.provider_name', 'Нет текста: тело пусто.', 'There is no text: the body is empty.');
  }
  if (context.profile.terms.legalName.trim() === '') {
    return refuse(
      context,
      'law.provider_name',
      'В каталоге нет наименования организации, оказывающей услугу.',
      'The catalogue gives no legal name of the provider.',
    );
  }
  const termsUse = chooseTerms(context);
  if (typeof termsUse !== 'string') return termsUse;
  const opened = openCall(endBody(body), context);
  const disclosures = planDisclosures(context, body, termsUse);
  const text = placeDisclosures(opened.body, joinDisclosures(disclosures, context), context);
  const room = textCharsMax[context.channel.code];
  if (text.length > room) {
    const needed = `${text.length}`;
    return refuse(
      context,
      termsUse === 'full' ? 'law.complete_terms' : 'law.provider_name',
      `Обязательные сведения не помещаются в канал: нужно ${needed} знаков, помещается ${room}.`,
      `The disclosures do not fit the channel: ${needed} characters are needed, ${room} fit.`,
    );
  }
  if (context.product.isCredit) {
    const warned = disclosures.filter((disclosure) => warningIds.has(disclosure.id));
    // One character a warning is left out: the full stop and the colon are not part of what the law words.
    const chars = warned.reduce((sum, disclosure) => sum + disclosure.text.length - 1, 0);
    if (chars < warningShareMin * text.length + warned.length) {
      return refuse(
        context,
        'law.warning_share',
        `Предупреждения заняли бы меньше пяти процентов текста (${chars} из ${text.length} знаков).`,
        `The warnings would take less than five per cent of the text (${chars} of ${text.length} characters).`,
      );
    }
  }
  return { text, disclosures: withOpening(disclosures, opened.opening) };
}

/**
 * Characters that the disclosures take, their separator included: what comes off a channel's limit before a body is
 * written. Where the terms are refused, the disclosures without them are counted.
 */
export function disclosureCharacters(context: CheckContext): number {
  const termsUse = chooseTerms(context);
  const disclosures = planDisclosures(context, '', typeof termsUse === 'string' ? termsUse : 'none');
  return separatorOf(context).length + joinDisclosures(disclosures, context).length;
}
