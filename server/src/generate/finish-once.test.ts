import { describe, expect, it } from 'vitest';
import type { CheckContext } from '../compliance/types.ts';
import { createFinishOnce } from './finish-once.ts';
import { finishText } from './finish-text.ts';
import { orderOf } from './scripted-generator.ts';

function contextOf(part: Partial<CheckContext> = {}, productCode = 'CC'): CheckContext {
  const { product, channel, profile } = orderOf(productCode, 'SMS');
  const today = new Date(Date.UTC(2026, 10, 25));
  return { product, channel, profile, ownValues: [], disclosures: [], today, language: 'ru', ...part };
}

const body = 'Крупная покупка посреди недели? Кредитная карта под рукой.';

describe('createFinishOnce', () => {
  it('gives what finishText gives, the second time without work', () => {
    const finish = createFinishOnce();
    const first = finish(body, contextOf());
    expect(first).toEqual(finishText(body, contextOf()));
    const second = finish(body, contextOf({ today: new Date(Date.UTC(2026, 10, 25, 23, 59)) }));
    expect(second).toEqual(first);
    if (!('finished' in first && 'finished' in second)) throw new Error('not finished');
    expect(second.finished).toBe(first.finished);
  });

  it('keeps apart products, profiles, days and languages', () => {
    const finish = createFinishOnce();
    const { profile } = contextOf();
    const contexts = [
      contextOf(),
      contextOf({}, 'DEPOSIT'),
      contextOf({ language: 'en' }),
      contextOf({ today: new Date(Date.UTC(2026, 10, 26)) }),
      contextOf({ profile: { ...profile, name: 'law2025' } }),
      contextOf({ profile: { ...profile, terms: { ...profile.terms, legalName: 'Банк «Образец»' } } }),
      contextOf({ profile: { ...profile, terms: { ...profile.terms, tail: 'Подробности в офисах.' } } }),
    ];
    for (const context of [...contexts, ...contexts]) {
      expect(finish(body, context)).toEqual(finishText(body, context));
    }
  });

  it('asks for each client whether a number of its own is shown', () => {
    const finish = createFinishOnce();
    const { profile } = contextOf();
    const terms = { ...profile.terms, tail: 'Звоните по телефону 88001234567.' };
    const withTail = contextOf({ profile: { ...profile, terms } });
    expect('finished' in finish(body, withTail)).toBe('finished' in finishText(body, withTail));
    for (const spoken of [body, 'Миллион двести тысяч на вкладе? Кредитная карта под рукой.']) {
      for (const ownValues of [[1_200_000], [88_001_234_567], [7]]) {
        const context = contextOf({ ownValues });
        expect(finish(spoken, context)).toEqual(finishText(spoken, context));
      }
    }
  });
});
