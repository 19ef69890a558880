import { describe, expect, it } from 'vitest';
import { channelCodes } from '../domain/channels.ts';
import { productCodes } from '../domain/products.ts';
import { signalNames } from '../domain/signals.ts';
import { featureNames } from '../signals/features.ts';
import { createListVocabulary } from './list-vocabulary.ts';

describe('listVocabulary', () => {
  it('names everything in both languages, once', async () => {
    const { products, families, channels, signals, features } = await createListVocabulary()({} as never, {} as never);
    expect(products.map(({ code }) => code)).toEqual(productCodes);
    expect(channels.map(({ code }) => code)).toEqual(channelCodes);
    expect(signals.map(({ name }) => name)).toEqual(signalNames);
    expect(features.map(({ name }) => name)).toEqual(featureNames);
    const known = new Set(families.map(({ name }) => name));
    for (const { family } of products) expect(known).toContain(family);
    const lists = [
      products.map(({ name }) => name!),
      channels.map(({ name }) => name!),
      ...[families, signals, features].map((entries) => entries.map(({ words }) => words!)),
    ];
    for (const words of lists) {
      for (const language of ['ru', 'en'] as const) {
        const names = words.map((one) => one[language]);
        expect(new Set(names).size).toBe(names.length);
        expect(names).not.toContain('');
      }
    }
  });

  it('gives limits of channels and features', async () => {
    const { channels, features } = await createListVocabulary()({} as never, {} as never);
    for (const { bodyCharsMin, bodyCharsMax, textCharsMax } of channels) {
      expect(bodyCharsMin).toBeLessThan(bodyCharsMax);
      expect(bodyCharsMax).toBeLessThan(textCharsMax);
    }
    expect(features.find(({ name }) => name === 'age')).toMatchObject({ kind: 'age', min: 0, max: 130 });
    expect(features.find(({ name }) => name === 'reg_region_nm')).toMatchObject({ kind: 'text', textCharsMax: 200 });
  });
});
