/**
 * Every row of the real file: it parses as it is and gives a portrait; the committed quantiles and the shares of signals
 * are those of the file. When a rule changes, the failing test prints the new table (reference-quantiles.ts and
 * docs/SIGNALS.md are to be changed by hand, with the reason).
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { concerns } from '@offerwright/server/src/domain/concerns.ts';
import { productFamilies, products } from '@offerwright/server/src/domain/products.ts';
import { type SignalName, signalNames } from '@offerwright/server/src/domain/signals.ts';
import type { NumberFeatureName } from '@offerwright/server/src/signals/features.ts';
import { deriveConcern, derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import {
  referenceClientsCount,
  referenceFeatures,
  referenceSignalShares,
} from '@offerwright/server/src/signals/reference-quantiles.ts';
import { measureReference } from '@offerwright/server/src/signals/tail-share.ts';
import readExcelFile from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';

let rows: readonly Readonly<Record<string, unknown>>[] = [];

beforeAll(async () => {
  const [sheet] = await readExcelFile(fileURLToPath(new URL('../data/Dataset_Yakutia.xlsx', import.meta.url)));
  const [header, ...data] = sheet!.data;
  rows = data.map((cells) => Object.fromEntries(header!.map((name, index) => [String(name), cells[index]])));
});

describe('the 667 reference clients', () => {
  it('parse as they are, without a violation', () => {
    expect(rows).toHaveLength(referenceClientsCount);
    for (const row of rows) expect(parseFeatures(row).violations).toEqual([]);
  });

  it('each give a portrait and, for every product, a concern', () => {
    for (const row of rows) {
      const portrait = derivePortrait(parseFeatures(row).features);
      expect(new Set(portrait.signals).size).toBe(portrait.signals.length);
      for (const value of portrait.ownValues) expect(Math.abs(value)).toBeGreaterThanOrEqual(100);
      for (const product of Object.values(products)) {
        expect(concerns).toContain(deriveConcern(portrait, product).concern);
      }
    }
  });

  it('are of known gender, age and adulthood as counted by hand', () => {
    const portraits = rows.map((row) => derivePortrait(parseFeatures(row).features));
    const count = (test: (portrait: (typeof portraits)[number]) => boolean) => portraits.filter(test).length;
    expect(count(({ gender }) => gender === 'm')).toBe(200);
    expect(count(({ gender }) => gender === 'f')).toBe(178);
    expect(count(({ ageBand }) => ageBand === 'u')).toBe(1);
    expect(count(({ ageBand }) => ageBand === 'young')).toBe(114);
    expect(count(({ ageBand }) => ageBand === 'senior')).toBe(103);
    expect(count(({ minor }) => minor)).toBe(5);
    expect(count(({ region }) => region === null)).toBe(18);
  });

  it('have the committed quantiles', () => {
    const parsed = rows.map((row) => parseFeatures(row).features);
    const measured = Object.fromEntries(
      (Object.keys(referenceFeatures) as NumberFeatureName[]).map((name) => [
        name,
        measureReference(parsed.map((features) => features[name])),
      ]),
    );
    expect(measured).toEqual(referenceFeatures);
  });

  it('have the committed shares of signals', () => {
    const rounded = Object.entries(measureShares()).map(([signal, share]) => [signal, Number(share.toFixed(4))]);
    expect(Object.fromEntries(rounded)).toEqual(referenceSignalShares);
  });

  it('are told in docs/SIGNALS.md with the same shares', async () => {
    const text = await readFile(fileURLToPath(new URL('../../docs/SIGNALS.md', import.meta.url)), 'utf8');
    for (const [signal, share] of Object.entries(measureShares())) {
      const row = text.split('\n').find((line) => line.startsWith(`| \`${signal}\``));
      expect(row, signal).toBeDefined();
      expect(row).toContain(`| ${(100 * share).toFixed(1)} |`);
    }
    const portraits = rows.map((row) => derivePortrait(parseFeatures(row).features));
    for (const family of productFamilies) {
      const derived = portraits.map((portrait) => deriveConcern(portrait, { family }).concern);
      const shares = concerns.map((concern) => derived.filter((one) => one === concern).length / derived.length);
      expect(text).toContain(`| ${family} | ${shares.map((share) => (100 * share).toFixed(1)).join(' | ')} |`);
    }
  });
});

function measureShares(): Readonly<Record<SignalName, number>> {
  const found = rows.map((row) => derivePortrait(parseFeatures(row).features).signals);
  return Object.fromEntries(
    signalNames.map((signal) => {
      const share = found.filter((signals) => signals.includes(signal)).length / rows.length;
      return [signal, share];
    }),
  ) as Record<SignalName, number>;
}
