import { describe, expect, it } from 'vitest';
import { productCodes, products } from '../domain/products.ts';
import type { ClientPortrait } from '../domain/signals.ts';
import { refuseClient } from './refuse-client.ts';

const portrait: ClientPortrait = { gender: 'u', ageBand: 'u', minor: false, region: null, signals: [], ownValues: [] };

describe('refuseClient', () => {
  it.each(productCodes)('refuses credit to minors only: %s', (code) => {
    const refusal = refuseClient(products[code], { ...portrait, minor: true }, 'ru');
    expect(refusal?.ruleId).toBe(products[code].isCredit ? 'law.credit_minor' : undefined);
    expect(refuseClient(products[code], portrait, 'ru')).toBeNull();
  });

  it('speaks both languages', () => {
    expect(refuseClient(products.CC, { ...portrait, minor: true }, 'en')?.reason).toMatch(/^The client/);
    expect(refuseClient(products.CC, { ...portrait, minor: true }, 'ru')?.reason).toMatch(/^Клиенту/);
  });
});
