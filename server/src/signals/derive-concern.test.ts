import { describe, expect, it } from 'vitest';
import { concerns } from '../domain/concerns.ts';
import { productFamilies, products } from '../domain/products.ts';
import { type AgeBand, type SignalName, signalNames } from '../domain/signals.ts';
import { deriveConcern } from './derive-concern.ts';

function concernOf(code: keyof typeof products, signals: readonly SignalName[], ageBand: AgeBand = 'adult') {
  return deriveConcern({ signals, ageBand }, products[code]);
}

describe('deriveConcern', () => {
  it('puts care first for the old, whatever else is known', () => {
    expect(concernOf('CC', ['no_product'], 'senior')).toEqual({ concern: 'support', rule: 'age.senior' });
  });

  it('asks the most salient signal that says something about the family', () => {
    expect(concernOf('DEPOSIT', ['fuel', 'saver', 'manager'])).toEqual({ concern: 'finance', rule: 'signal.saver' });
    expect(concernOf('CC', ['fuel', 'saver'])).toEqual({ concern: 'finance', rule: 'signal.fuel' });
    expect(concernOf('MORTG', ['visit_credit', 'manager'])).toEqual({
      concern: 'support',
      rule: 'signal.visit_credit',
    });
    expect(concernOf('OMS', ['visit_credit', 'manager'])).toEqual({ concern: 'efficiency', rule: 'signal.manager' });
  });

  it('then the young, then the family', () => {
    expect(concernOf('ПК', ['cash'], 'young')).toEqual({ concern: 'purchase', rule: 'age.young' });
    expect(concernOf('ПК', ['cash'])).toEqual({ concern: 'finance', rule: 'family.credit' });
    expect(concernOf('MORTG', [], 'u')).toEqual({ concern: 'purchase', rule: 'family.mortgage' });
  });

  it('has an answer for every signal and family', () => {
    for (const family of productFamilies) {
      for (const signal of [...signalNames, null]) {
        const { concern } = deriveConcern({ signals: signal ? [signal] : [], ageBand: 'u' }, { family });
        expect(concerns).toContain(concern);
      }
    }
  });
});
