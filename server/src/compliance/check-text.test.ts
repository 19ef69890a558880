import { describe, expect, it } from 'vitest';
import type { ChannelCode } from '../domain/channels.ts';
import type { ProductCode } from '../domain/products.ts';
import { checkText } from './check-text.ts';
import { composeText, isRefusal } from './compose-text.ts';
import { contextOfExample } from './example-context.ts';
import type { CheckContext, Verdict } from './types.ts';
import cases from './wording-cases.json' with { type: 'json' };

function composed(
  body: string,
  product: ProductCode,
  channel: ChannelCode,
): { verdict: Verdict; context: CheckContext } {
  const context = contextOfExample({ product, channel });
  const text = composeText(body, context);
  if (isRefusal(text)) throw new Error(text.reason);
  const whole = { ...context, disclosures: text.disclosures };
  return { verdict: checkText(text.text, whole), context: whole };
}

const rowsBlocked = (verdict: Verdict): number[] =>
  verdict.results.filter((result) => result.outcome === 'blocked').map((result) => result.row);

describe('unlawful wording is blocked by its row, whatever stands around it', () => {
  it.each(cases.unlawful)('row $row, $product: $body', ({ row, product, channel, body }) => {
    const { verdict } = composed(body, product as ProductCode, channel as ChannelCode);
    expect(rowsBlocked(verdict)).toContain(row);
    expect(verdict.passed).toBe(false);
    expect(verdict.lawScore).toBe(0);
  });
});

describe('lawful wording that looks like a breach passes', () => {
  it.each(cases.lawful)('$product: $body', ({ product, channel, body }) => {
    const { verdict } = composed(body, product as ProductCode, channel as ChannelCode);
    expect(rowsBlocked(verdict)).toEqual([]);
    expect(verdict.passed).toBe(true);
  });
});

describe('outcomes', () => {
  const body = 'Прикиньте платёж по кредиту в приложении.';

  it('says fixed, with the span, for a disclosure that is really in the text', () => {
    const { verdict } = composed(body, 'ПК', 'SMS');
    const warning = verdict.results.find((result) => result.ruleId === 'law.credit_warning')!;
    expect(warning.outcome).toBe('fixed');
    expect(warning.spans[0]?.text).toBe('Оценивайте свои финансовые возможности и риски');
  });

  it('believes no disclosure that is only named', () => {
    const { context } = composed(body, 'ПК', 'SMS');
    const verdict = checkText(body, context);
    expect(rowsBlocked(verdict)).toEqual(expect.arrayContaining([1, 4, 22]));
  });

  it('passes a whole text of unknown origin', () => {
    const context = contextOfExample({ product: 'ПК', channel: 'SMS' });
    const text = `${body} АО «Банк Пример», лицензия № 1234. Оценивайте свои финансовые возможности и риски`;
    const verdict = checkText(text, context);
    expect(rowsBlocked(verdict)).toEqual([]);
    expect(verdict.results.find((result) => result.ruleId === 'law.credit_warning')?.outcome).toBe('passed');
  });

  it('speaks the language asked for and gives one result a rule that applies', () => {
    const context = { ...contextOfExample({ product: 'ПК', channel: 'SMS' }), language: 'en' as const };
    const verdict = checkText('Вам одобрен кредит.', context);
    const approved = verdict.results.find((result) => result.ruleId === 'law.approved_offer')!;
    expect(approved.message).toMatch(/^The text promises/);
    expect(approved.spans[0]?.text).toContain('одобрен');
    expect(new Set(verdict.results.map((result) => result.ruleId)).size).toBe(verdict.results.length);
    expect(verdict.results.some((result) => result.ruleId === 'law.call_opening')).toBe(false);
  });

  it('treats a product that is only described by what it is', () => {
    const context: CheckContext = {
      ...contextOfExample({ product: 'INVEST', channel: 'PUSH' }),
      product: { code: null, name: 'Рост', description: 'Счёт для акций', family: 'investing', isCredit: false },
    };
    expect(rowsBlocked(checkText('Доход гарантирован.', context))).toEqual(expect.arrayContaining([2, 14]));
  });
});

describe('scores', () => {
  const scoreOf = (body: string, product: ProductCode = 'DC', channel: ChannelCode = 'PUSH'): Verdict =>
    composed(body, product, channel).verdict;
  const plain = 'Дебетовая карта для покупок и переводов всегда под рукой. Откройте приложение и посмотрите.';

  it('gives a plain fitting text full marks', () => {
    expect(scoreOf(plain)).toMatchObject({ lawScore: 1, brandVoiceScore: 1, fitScore: 1 });
  });

  it('takes off for each warning of the law', () => {
    expect(scoreOf(`${plain} Только у нас.`).lawScore).toBe(0.95);
  });

  it.each([
    ['exclamation marks', `${plain}!!!`],
    ['capitals', plain.replace('Дебетовая', 'ДЕБЕТОВАЯ')],
    ['«ты»', plain.replace('рукой', 'рукой у тебя')],
    ['«Вы» with a capital', plain.replace('всегда', 'всегда у Вас')],
    ['diminutives', plain.replace('покупок', 'денежек')],
    ['pressure', `${plain} Успейте сегодня.`],
    ['banned words', plain.replace('карта', 'уникальная карта')],
  ])('takes off the voice for %s', (_name, body) => {
    expect(scoreOf(body).brandVoiceScore).toBeLessThan(1);
  });

  it.each([
    ['a body too short', 'Карта. Откройте.'],
    ['no call to action', 'Дебетовая карта для покупок и переводов всегда под рукой, и дома, и в дороге.'],
    ['no product', 'Удобная вещь для покупок и переводов всегда под рукой. Откройте приложение и посмотрите.'],
  ])('takes off the fit for %s', (_name, body) => {
    expect(scoreOf(body).fitScore).toBeLessThan(1);
  });

  it('wants a greeting where the channel does', () => {
    const body = `${plain} Расскажем, как устроены траты и переводы, ответим на вопросы. Что вам удобнее?`;
    expect(scoreOf(body, 'DC', 'MOBILE_CHAT').fitScore).toBeLessThan(
      scoreOf(`Добрый день! ${body}`, 'DC', 'MOBILE_CHAT').fitScore,
    );
  });

  it('scores the same body alike whether disclosures are named or found', () => {
    const { verdict, context } = composed(plain, 'DC', 'EMAIL');
    const text = composeText(plain, context);
    if (isRefusal(text)) throw new Error(text.reason);
    expect(checkText(text.text, { ...context, disclosures: [] }).fitScore).toBeCloseTo(verdict.fitScore, 1);
  });
});
