import { describe, expect, it } from 'vitest';
import { channelCodes, channels } from '../domain/channels.ts';
import { productCodes, products } from '../domain/products.ts';
import { checkText } from './check-text.ts';
import { composeText, disclosureCharacters, isRefusal } from './compose-text.ts';
import { contextOfExample } from './example-context.ts';
import { textCharsMax } from './text-limits.ts';
import type { CheckContext, ComposedText, Refusal, RuleExample } from './types.ts';

const creditTerms =
  'Полная стоимость кредита 19,9–29,9 % годовых. Ставка 18,5–27,5 % годовых, сумма до 3 000 000 ₽, срок до 5 лет.';

const contextOf = (example: Omit<RuleExample, 'text'>): CheckContext => contextOfExample(example);

function textOf(result: ComposedText | Refusal): string {
  if (isRefusal(result)) throw new Error(`refused: ${result.ruleId} ${result.reason}`);
  return result.text;
}

function refusalOf(result: ComposedText | Refusal): Refusal {
  if (!isRefusal(result)) throw new Error(`composed: ${result.text}`);
  return result;
}

describe('composeText', () => {
  it('reads as one neat text in each kind of channel', () => {
    const credit = contextOf({ product: 'ПК', channel: 'SMS' });
    expect(textOf(composeText('Прикиньте платёж по кредиту в приложении', credit))).toBe(
      'Прикиньте платёж по кредиту в приложении. Оценивайте свои финансовые возможности и риски. ' +
        'АО «Банк Пример». Генеральная лицензия Банка России № 1234.',
    );
    const push = contextOf({ product: 'DC', channel: 'PUSH', terms: { erid: '2VtzqvExample' } });
    expect(textOf(composeText('Карта под рукой. Откройте приложение.', push))).toBe(
      'Карта под рукой. Откройте приложение. Реклама. АО «Банк Пример». ' +
        'Генеральная лицензия Банка России № 1234. erid: 2VtzqvExample',
    );
    const call = contextOf({
      product: 'ISG',
      channel: 'TMO',
      terms: { legalName: 'ООО «Страхование Пример»', licence: 'СЖ № 77' },
    });
    expect(textOf(composeText('Добрый день! Звоню из банка по поводу полиса. Удобно?', call))).toBe(
      'Добрый день! Звоню из банка по поводу полиса. ' +
        'Сказанное не является индивидуальной инвестиционной рекомендацией. ' +
        'Это не вклад: деньги не застрахованы в Агентстве по страхованию вкладов, доход не гарантирован. ' +
        'Страхование осуществляет ООО «Страхование Пример». СЖ № 77. Удобно?',
    );
    const letter = contextOf({ product: 'TRUST', channel: 'EMAIL' });
    expect(textOf(composeText('Здравствуйте! Управляющий ведёт портфель. Загляните.', letter))).toBe(
      'Здравствуйте! Управляющий ведёт портфель. Загляните.\n\n' +
        'Не является индивидуальной инвестиционной рекомендацией. АО «Банк Пример». ' +
        'Генеральная лицензия Банка России № 1234. ' +
        'Условия управления и сведения об управляющем раскрыты на сайте: https://example.ru/terms',
    );
  });

  it('says disclosures before the question that ends what is spoken', () => {
    const card = contextOf({ product: 'CC', channel: 'OFFICE_BANNER', terms: { licence: '' } });
    expect(textOf(composeText('Предложите карту. Спросите: «Какие траты впереди?»', card))).toBe(
      'Предложите карту. Оценивайте свои финансовые возможности и риски. Услугу оказывает АО «Банк Пример». ' +
        'Спросите: «Какие траты впереди?»',
    );
    const door = contextOf({ product: 'TRUST', channel: 'KND', terms: { licence: '' } });
    expect(textOf(composeText('Вот конверт. Вопросы есть?', door))).toBe(
      'Вот конверт. Сказанное не является индивидуальной инвестиционной рекомендацией. ' +
        'Услугу оказывает АО «Банк Пример». ' +
        'Условия управления и сведения об управляющем раскрыты на сайте https://example.ru/terms. Вопросы есть?',
    );
    const chat = contextOf({ product: 'DC', channel: 'MOBILE_CHAT', terms: { licence: '' } });
    expect(textOf(composeText('Карта под рукой. Показать?', chat))).toBe(
      'Карта под рукой. Показать? АО «Банк Пример».',
    );
  });

  it('carries the complete terms in law2025, in the order that the law asks for', () => {
    const context = contextOf({
      product: 'ПК',
      channel: 'EMAIL',
      profile: 'law2025',
      terms: { fullTerms: creditTerms },
    });
    const composed = composeText('Здравствуйте! Кредит по силам. Сделайте расчёт в приложении.', context);
    expect(textOf(composed)).toBe(
      `Здравствуйте! Кредит по силам. Сделайте расчёт в приложении.\n\n${creditTerms}\n\n` +
        'Оценивайте свои финансовые возможности и риски. АО «Банк Пример». ' +
        'Генеральная лицензия Банка России № 1234. ' +
        'Изучите все условия кредита (займа): https://example.ru/terms',
    );
    if (isRefusal(composed)) return;
    const verdict = checkText(composed.text, { ...context, disclosures: composed.disclosures });
    expect(verdict.results.filter((result) => result.outcome === 'blocked')).toEqual([]);
  });

  it.each(['TMO', 'KND', 'OFFICE_BANNER'] as const)('carries no terms where no link is possible: %s', (channel) => {
    const context = contextOf({ product: 'ПК', channel, profile: 'law2025', terms: { fullTerms: creditTerms } });
    expect(textOf(composeText('Звоню из банка по поводу кредита. Что вам важно?', context))).not.toContain('%');
  });

  it('carries no terms in strict', () => {
    const context = contextOf({ product: 'ПК', channel: 'EMAIL', terms: { fullTerms: creditTerms } });
    expect(textOf(composeText('Прикиньте платёж.', context))).not.toContain('%');
  });

  it('lists every disclosure in the order of the text', () => {
    const context = contextOf({
      product: 'ПК',
      channel: 'PUSH',
      profile: 'law2025',
      terms: { fullTerms: creditTerms, erid: 'abc123' },
    });
    const composed = composeText('Прикиньте платёж.', context);
    if (isRefusal(composed)) throw new Error(composed.reason);
    const places = composed.disclosures.map((disclosure) => composed.text.indexOf(disclosure.text));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });

  it.each([
    ['Здравствуйте! Хочу рассказать о счёте.', 'Здравствуйте! Звоню из банка. Хочу рассказать о счёте.'],
    ['Добрый день, с вами говорит консультант.', 'Добрый день! Звоню из банка. С вами говорит консультант.'],
    ['Хочу рассказать о счёте.', 'Звоню из банка. Хочу рассказать о счёте.'],
    ['Здравствуйте! Это банк, речь о счёте.', 'Здравствуйте! Это банк, речь о счёте.'],
  ])('opens a call with the bank: %s', (body, opening) => {
    const text = textOf(composeText(body, contextOf({ product: 'SAVE_ACC', channel: 'TMO' })));
    expect(text.startsWith(`${opening} Услугу оказывает`)).toBe(true);
  });

  it('asks for the place of disclosure when a broker’s text speaks of funds', () => {
    const context = contextOf({ product: 'INVEST', channel: 'PUSH' });
    expect(textOf(composeText('Паевые фонды в приложении. Загляните.', context))).toContain('раскрыты на сайте');
    expect(textOf(composeText('Биржа в приложении. Загляните.', context))).not.toContain('раскрыты');
  });

  it('appends the tail of the bank before tokens and links, in its room, and checks it like all else', () => {
    const terms = { tail: ' Ждём вас в чате ', erid: '2VtzqvExample' };
    const push = contextOf({ product: 'DC', channel: 'PUSH', terms });
    const composed = composeText('Карта под рукой. Откройте приложение.', push);
    expect(textOf(composed)).toMatch(/№ 1234\. Ждём вас в чате\. erid: 2VtzqvExample$/);
    expect((composed as ComposedText).disclosures).toContainEqual({
      id: 'tail',
      text: 'Ждём вас в чате.',
      ruleId: 'bank.tail',
    });
    const plain = contextOf({ product: 'DC', channel: 'PUSH', terms: { erid: terms.erid } });
    expect(disclosureCharacters(push) - disclosureCharacters(plain)).toBe(' Ждём вас в чате.'.length);
    expect(checkText(textOf(composed), push).passed).toBe(true);
    const credit = contextOf({
      product: 'ПК',
      channel: 'EMAIL',
      profile: 'law2025',
      terms: { tail: 'Ждём вас в чате.', fullTerms: creditTerms },
    });
    expect(textOf(composeText('Прикиньте платёж.', credit))).toMatch(/Ждём вас в чате\. Изучите все условия кредита/);
    for (const tail of ['Ставка пять процентов.', 'Самый лучший банк.', 'Звоните 8 800 000-00-00.']) {
      const context = contextOf({ product: 'DC', channel: 'SMS', terms: { tail } });
      expect(checkText(textOf(composeText('Карта под рукой.', context)), context).passed).toBe(false);
    }
  });

  it('prints a licence however the catalogue gives it', () => {
    const printed = (licence: string): string =>
      textOf(composeText('Карта под рукой.', contextOf({ product: 'DC', channel: 'SMS', terms: { licence } })));
    expect(printed('354')).toBe('Карта под рукой. АО «Банк Пример». Лицензия № 354.');
    expect(printed('лицензия ЦБ № 354.')).toBe('Карта под рукой. АО «Банк Пример». Лицензия ЦБ № 354.');
    expect(printed('')).toBe('Карта под рукой. АО «Банк Пример».');
  });
});

describe('refusals, in their order', () => {
  const body = 'Прикиньте платёж.';
  const law2025 = (fullTerms: string, rest: Partial<RuleExample> = {}): CheckContext =>
    contextOf({ product: 'ПК', channel: 'EMAIL', profile: 'law2025', ...rest, terms: { fullTerms, ...rest.terms } });

  it.each([
    ['an empty body', ' ', contextOf({ product: 'DC', channel: 'SMS' }), 'law.provider_name'],
    [
      'no legal name',
      body,
      contextOf({ product: 'DC', channel: 'SMS', terms: { legalName: ' ' } }),
      'law.provider_name',
    ],
    ['no site for the terms', body, law2025(creditTerms, { terms: { url: '' } }), 'law.study_terms'],
    ['a rate before the full cost', body, law2025('Ставка 9 %. Полная стоимость кредита 12 %.'), 'law.full_cost_first'],
    ['a rate without the full cost', body, law2025('Ставка 9 % годовых.'), 'law.full_cost_first'],
    ['no minimum rate', body, law2025('Ставка до 18 % годовых.', { product: 'DEPOSIT' }), 'law.minimum_rate'],
    [
      'no room for the terms',
      body,
      law2025(`${creditTerms} ${'Залог не нужен. '.repeat(40)}`, { channel: 'SMS' }),
      'law.complete_terms',
    ],
    [
      'no room for the name',
      body,
      contextOf({ product: 'DC', channel: 'SMS', terms: { legalName: 'АО '.repeat(300) } }),
      'law.provider_name',
    ],
    ['warnings too small', body, law2025(`${creditTerms} ${'Залог не нужен. '.repeat(200)}`), 'law.warning_share'],
  ])('%s', (_name, text, context, ruleId) => {
    expect(refusalOf(composeText(text, context)).ruleId).toBe(ruleId);
    expect(refusalOf(composeText(text, { ...context, language: 'en' })).reason).not.toMatch(/[а-я]/);
  });

  it('says what was needed and what fits', () => {
    const context = law2025(`${creditTerms} ${'Залог не нужен. '.repeat(40)}`, { channel: 'SMS' });
    expect(refusalOf(composeText(body, context)).reason).toMatch(
      new RegExp(`\\d+ знаков, помещается ${textCharsMax.SMS}`),
    );
  });
});

describe('every product in every channel', () => {
  const cells = productCodes.flatMap((product) => channelCodes.map((channel) => [product, channel] as const));

  it.each(cells)('%s %s: disclosures fit and pass', (product, channel) => {
    const context = contextOf({ product, channel, terms: { erid: '2VtzqvExample' } });
    const body = `Здравствуйте! Звоню из банка, расскажу про ${products[product].name.toLowerCase()}. Что вам важно?`;
    const composed = composeText(body, context);
    if (isRefusal(composed)) throw new Error(composed.reason);
    expect(composed.text.length - body.length).toBe(disclosureCharacters(context));
    const verdict = checkText(composed.text, { ...context, disclosures: composed.disclosures });
    expect(verdict.results.filter((result) => result.outcome === 'blocked')).toEqual([]);
    expect(channels[channel].bodyCharsMax + disclosureCharacters(context)).toBeLessThanOrEqual(textCharsMax[channel]);
  });
});
