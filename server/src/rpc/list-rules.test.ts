import { describe, expect, it } from 'vitest';
import { ruleSet } from '../compliance/index.ts';
import { createFakeClock } from '../domain/fake-clock.ts';
import { products } from '../domain/products.ts';
import { createListRules } from './list-rules.ts';

const listRules = (clock = createFakeClock()) => createListRules({ clock })({} as never, {} as never);

describe('listRules', () => {
  it('tells the rule set that texts are judged by', async () => {
    const { ruleSetHash, rules } = await listRules();
    expect(ruleSetHash).toBe(ruleSet.hash);
    expect(rules.map(({ id, row }) => [id, row])).toEqual(ruleSet.rules.map(({ id, row }) => [id, row]));
    for (const { passing, failing, article, title } of rules) {
      expect([passing.length > 0, failing.length > 0, article !== '', title?.ru !== '', title?.en !== '']).toEqual(
        Array(5).fill(true),
      );
    }
  });

  it('names the products of a rule for every credit', async () => {
    const { rules } = await listRules();
    const credits = Object.values(products).filter(({ isCredit }) => isCredit);
    const ofCredits = rules.filter(({ allCredits }) => allCredits);
    expect(ofCredits.length).toBeGreaterThan(0);
    for (const { productCodes } of ofCredits) expect(productCodes).toEqual(credits.map(({ code }) => code));
  });
});
