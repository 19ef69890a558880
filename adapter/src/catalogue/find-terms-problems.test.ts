import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { importedTermsSchema, type TermsContent } from '../api/catalogue.ts';
import { samplePath } from './ensure-sample.ts';
import { findTermsProblems } from './find-terms-problems.ts';
import { parseImportFile } from './parse-import-file.ts';

const sample = new Map<string, TermsContent>();
for (const { raw } of await parseImportFile(await readFile(samplePath), 'yaml')) {
  const { product, version: _, ...terms } = importedTermsSchema.parse(raw);
  sample.set(product, terms);
}
const credit = sample.get('ПК')!;
const deposit = sample.get('DEPOSIT')!;

describe('the sample', () => {
  it('has 22 products, each marked, with terms that agree with their fields', () => {
    expect(sample.size).toBe(22);
    for (const [product, terms] of sample) {
      expect([product, terms.is_sample, findTermsProblems(terms)]).toEqual([product, true, []]);
      expect(terms.full_terms).not.toBe('');
    }
  });
});

describe('findTermsProblems', () => {
  it.each<[string, TermsContent, Partial<TermsContent>, string]>([
    ['an end before the beginning', credit, { effective_to: '2025-02-01' }, 'effective_to'],
    ['an end on the first day', credit, { effective_to: credit.effective_from }, 'effective_to'],
    ['one bound of the full cost', credit, { full_cost_max: '' }, 'full_cost_max'],
    ['bounds that are swapped', credit, { full_cost_min: '39,9', full_cost_max: '24,9' }, 'full_cost_max'],
    ['other values of the full cost', credit, { full_cost_max: '40' }, 'full_terms'],
    ['a full cost that the fields do not have', credit, { full_cost_min: '', full_cost_max: '' }, 'full_cost_min'],
    [
      'the rate before the full cost',
      credit,
      { full_terms: 'Ставка 23,9–38,9 % годовых. Полная стоимость кредита 24,9–39,9 % годовых.' },
      'full_terms',
    ],
    ['the abbreviation alone', credit, { full_terms: 'ПСК 24,9–39,9 %. Ставка 23,9–38,9 %.' }, 'full_terms'],
    ['a rate that the terms do not tell', credit, { rate: '22,9' }, 'full_terms'],
    ['a rate up to without the minimum', deposit, { rate_min_guaranteed: '' }, 'rate_min_guaranteed'],
    ['a minimum that the terms do not tell', deposit, { rate_min_guaranteed: '13,3' }, 'full_terms'],
    [
      'a minimum that the terms do not call so',
      deposit,
      { full_terms: 'Ставка до 15,5 % годовых, для всех 13,2 % годовых.' },
      'full_terms',
    ],
    [
      'a claim that is confirmed and denied',
      deposit,
      { confirmed_claims: ['apply_online'], denied_claims: ['sign_online', 'apply_online'] },
      'denied_claims',
    ],
  ])('notices %s', (_name, terms, change, field) => {
    const problems = findTermsProblems({ ...terms, ...change });
    expect(problems[0]).toMatchObject({ field, limit: expect.stringMatching(/./), given: expect.stringMatching(/./) });
  });

  it('takes terms without a text, and values written with a point', () => {
    expect(findTermsProblems({ ...credit, full_terms: '' })).toEqual([]);
    expect(findTermsProblems({ ...credit, full_terms: credit.full_terms.replaceAll(',', '.') })).toEqual([]);
  });
});
