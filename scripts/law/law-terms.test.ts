import { describe, expect, it } from 'vitest';
import { productCodes } from '../../server/src/domain/products.ts';
import { parseLawCatalogue, readLawCatalogue, readSampleTerms } from './law-terms.ts';

describe('parseLawCatalogue', () => {
  it('lets every field be missing', () => {
    const { terms } = parseLawCatalogue('\ufeff{"DC":{},"CC":{"legal_name":null,"url":"https://a.ru"}}', 'x');
    expect(terms).toEqual({
      DC: { legalName: '', licence: '', url: '', fullTerms: '' },
      CC: { legalName: '', licence: '', url: 'https://a.ru', fullTerms: '' },
    });
  });

  it('tells of products that it does not know', () => {
    expect(parseLawCatalogue('{"LOAN":{},"__proto__":{},"DC":{}}', 'x')).toMatchObject({
      unknownProducts: expect.arrayContaining(['LOAN']),
    });
  });

  it.each([
    ['no JSON', '{', /x must be JSON/],
    ['a list', '[]', /an object \{product.*given: a list/],
    ['a text for a product', '{"DC":"x"}', /x: DC: /],
    ['a number for a field', '{"DC":{"licence":5}}', /x: DC\.licence: /],
  ])('refuses %s', (_name, content, message) => {
    expect(() => parseLawCatalogue(content, 'x')).toThrow(message);
  });

  it('says which file cannot be read', async () => {
    await expect(readLawCatalogue('/no/such.json')).rejects.toThrow(
      '--catalogue: /no/such.json cannot be read: ENOENT',
    );
  });
});

it('the sample names a provider for every product', async () => {
  const terms = await readSampleTerms();
  expect(productCodes.filter((code) => (terms[code]?.legalName ?? '') === '')).toEqual([]);
});
