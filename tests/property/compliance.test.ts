/** Properties of the checker and the composer; fast-check prints the seed of a failure. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CheckContext,
  checkText,
  composeText,
  contextOfExample,
  isRefusal,
  normaliseText,
  type RuleExample,
} from '../../server/src/compliance/index.ts';
import cases from '../../server/src/compliance/wording-cases.json' with { type: 'json' };
import { type ChannelCode, channelCodes } from '../../server/src/domain/channels.ts';
import { type ProductCode, productCodes } from '../../server/src/domain/products.ts';
import { latinTwins } from '../kit/evasions.ts';

const creditTerms =
  'Полная стоимость кредита 19,9–29,9 % годовых. Ставка 18,5–27,5 % годовых, сумма до 3 000 000 ₽, срок до 5 лет.';
const otherTerms = 'Ставка 12 % годовых на 6 месяцев, сумма от 10 000 ₽, без пополнения.';

const anyContext: fc.Arbitrary<CheckContext> = fc
  .record({
    product: fc.constantFrom(...productCodes),
    channel: fc.constantFrom(...channelCodes),
    profile: fc.constantFrom('strict' as const, 'law2025' as const),
    erid: fc.constantFrom('', '2VtzqvExample'),
    licence: fc.constantFrom('', '1234', 'Генеральная лицензия Банка России № 1234'),
    legalName: fc.constantFrom('АО «Банк Пример»', 'ООО Страхование', 'Банк ГПБ (АО)'),
    ownValues: fc.array(fc.double({ noNaN: true }), { maxLength: 5 }),
  })
  .map(({ erid, licence, legalName, ...rest }) => {
    const context = contextOfExample({ ...rest, terms: { erid, licence, legalName } } satisfies Omit<
      RuleExample,
      'text'
    >);
    const fullTerms = context.product.isCredit ? creditTerms : otherTerms;
    return { ...context, profile: { ...context.profile, terms: { ...context.profile.terms, fullTerms } } };
  });

/** Any string, and strings that look like texts. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.constantFrom(...'аеорсx №%19.,!?«»\u00ad\u200b\u0301\n𝐚-г'), { maxLength: 200 })
    .map((parts) => parts.join('')),
  fc
    .array(
      fc.constantFrom(
        'вам',
        'одобрен',
        'доход',
        'гарантирован',
        'не',
        'сто',
        'тысяч',
        'Банк',
        'ваш',
        'до',
        '18 %',
        'г а р а н т',
      ),
      {
        maxLength: 40,
      },
    )
    .map((parts) => parts.join(' ')),
);

/** Sentences without anything a rule forbids, in any number and order. */
const lawfulSentences = [
  'Здравствуйте!',
  'Звоню из банка, чтобы рассказать о новом.',
  'Всё оформляется в приложении.',
  'Решаете вы, мы поможем разобраться.',
  'Условия видны до подписи.',
  'Откройте нужный раздел и посмотрите.',
  'Какой вопрос для вас главный?',
] as const;
const lawfulBody = fc
  .array(fc.constantFrom(...lawfulSentences), { minLength: 1, maxLength: 8 })
  .map((sentences) => `${lawfulSentences[1]} ${sentences.join(' ')}`);

describe('checkText', () => {
  it('never throws, and its spans lie inside the text and match it', () => {
    fc.assert(
      fc.property(anyText, anyContext, (text, context) => {
        const verdict = checkText(text, context);
        for (const result of verdict.results) {
          for (const span of result.spans) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeGreaterThanOrEqual(span.start);
            expect(span.end).toBeLessThanOrEqual(text.length);
            expect(text.slice(span.start, span.end)).toBe(span.text);
          }
        }
        for (const score of [verdict.lawScore, verdict.brandVoiceScore, verdict.fitScore]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        expect(verdict.passed).toBe(!verdict.results.some((result) => result.outcome === 'blocked'));
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same verdict for the same text', () => {
    fc.assert(
      fc.property(anyText, anyContext, (text, context) => {
        expect(checkText(text, context)).toEqual(checkText(text, context));
      }),
      { numRuns: 100 },
    );
  });

  it('takes time in proportion to the text: no pattern backtracks', () => {
    const context = contextOfExample({ product: 'INVEST', channel: 'EMAIL' });
    const hard = [
      'а '.repeat(5000),
      'не '.repeat(3300),
      'сто '.repeat(2500),
      '1 '.repeat(5000),
      'полная стоимость '.repeat(600),
    ];
    for (const text of hard) expect(checkText(text, context).results.length).toBeGreaterThan(10);
  });
});

describe('normaliseText', () => {
  it('maps every piece to a piece of the original, in order', () => {
    fc.assert(
      fc.property(anyText, (original) => {
        const text = normaliseText(original);
        let last = 0;
        for (let at = 0; at < text.text.length; at++) {
          const span = text.toOriginal(at, at + 1);
          expect(original.slice(span.start, span.end)).toBe(span.text);
          expect(span.start).toBeGreaterThanOrEqual(last);
          last = span.start;
        }
      }),
      { numRuns: 300 },
    );
  });
});

const greek: Readonly<Record<string, string>> = { а: 'α', о: 'ο', р: 'ρ', т: 'τ', и: 'ι', к: 'κ' };

/** [name, what it does at places where `chosen` says so]. */
const evasions: readonly (readonly [string, (text: string, chosen: (index: number) => boolean) => string])[] = [
  [
    'Latin look-alikes',
    (text, chosen) => [...text].map((char, at) => (chosen(at) ? (latinTwins[char] ?? char) : char)).join(''),
  ],
  [
    'Greek look-alikes',
    (text, chosen) => [...text].map((char, at) => (chosen(at) ? (greek[char] ?? char) : char)).join(''),
  ],
  [
    'zero-width characters',
    (text, chosen) => [...text].map((char, at) => (chosen(at) ? `${char}\u200b` : char)).join(''),
  ],
  ['soft hyphens', (text, chosen) => [...text].map((char, at) => (chosen(at) ? `${char}\u00ad` : char)).join('')],
  [
    'combining marks',
    (text, chosen) =>
      [...text].map((char, at) => (chosen(at) && /[а-я]/u.test(char) ? `${char}\u0336` : char)).join(''),
  ],
  [
    'no-break spaces',
    (text, chosen) => [...text].map((char, at) => (char === ' ' && chosen(at) ? '\u00a0\u2009' : char)).join(''),
  ],
  [
    'mixed case',
    (text, chosen) => [...text].map((char, at) => (chosen(at) ? char.toUpperCase() : char.toLowerCase())).join(''),
  ],
  [
    'spaced-out letters',
    (text) =>
      text
        .split(' ')
        .map((word) => [...word].join(' '))
        .join('   '),
  ],
  [
    'letters with dots between',
    (text) =>
      text
        .split(' ')
        .map((word) => [...word].join('.'))
        .join('  '),
  ],
  ['ё for е', (text, chosen) => [...text].map((char, at) => (char === 'е' && chosen(at) ? 'ё' : char)).join('')],
  ['broken lines', (text, chosen) => [...text].map((char, at) => (char === ' ' && chosen(at) ? '\n' : char)).join('')],
];

describe('evasion', () => {
  it.each(evasions)('%s leave an unlawful text unlawful', (_name, evade) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases.unlawful),
        fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
        ({ product, channel, body }, mask) => {
          const context = contextOfExample({ product: product as ProductCode, channel: channel as ChannelCode });
          const evading = evade(body, (index) => mask[index % mask.length]!);
          const composed = composeText(evading, context);
          if (isRefusal(composed)) return;
          expect(checkText(composed.text, { ...context, disclosures: composed.disclosures }).passed, evading).toBe(
            false,
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('composeText', () => {
  it('of a lawful body always passes the checker, or is refused with a reason', () => {
    fc.assert(
      fc.property(lawfulBody, anyContext, (body, context) => {
        const composed = composeText(body, context);
        if (isRefusal(composed)) {
          expect(composed.reason).not.toBe('');
          return;
        }
        const verdict = checkText(composed.text, { ...context, disclosures: composed.disclosures });
        expect(verdict.results.filter((result) => result.outcome === 'blocked')).toEqual([]);
        for (const disclosure of composed.disclosures) expect(composed.text).toContain(disclosure.text);
      }),
      { numRuns: 400 },
    );
  });

  it('is deterministic and never throws', () => {
    fc.assert(
      fc.property(anyText, anyContext, (body, context) => {
        expect(composeText(body, context)).toEqual(composeText(body, context));
      }),
      { numRuns: 200 },
    );
  });
});
