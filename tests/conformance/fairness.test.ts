/** The fairness gate over real clients (a few here, all by `npm run law:fairness`), and proof that it can fail. */
import { join } from 'node:path';
import { openClientsFile } from '@offerwright/adapter/src/campaigns/open-clients-file.ts';
import { expect, test } from 'vitest';
import { type Difference, judgeFairness, summarizeDifferences } from '../../scripts/fairness/compare-counterparts.ts';
import { runFairness } from '../../scripts/fairness/run-fairness.ts';
import { repositoryRoot } from '../../scripts/repository.ts';

test('gender, age and region change neither offers nor tone nor confidence', async () => {
  const file = await openClientsFile(join(repositoryRoot, 'tests', 'data', 'Dataset_Yakutia.xlsx'), 'xlsx', 30);
  const clients: Readonly<Record<string, unknown>>[] = [];
  for await (const row of file.rows()) if ('features' in row) clients.push(row.features);
  const reports = await runFairness({
    clients,
    copybookDir: join(repositoryRoot, 'models', 'copybook'),
    engine: null,
    productsPerClient: 22,
  });
  expect(reports.map((report) => [report.trait, report.pairs > 500])).toEqual([
    ['gender', true],
    ['age', true],
    ['region', true],
  ]);
  expect(judgeFairness(reports)).toEqual([]);
});

const fair: Difference = {
  trait: 'gender',
  change: 'gender 1',
  statusDiffers: false,
  concernDiffers: false,
  brandVoice: 0,
  confidence: 0,
  length: 0,
};

test.each<[string, Partial<Difference>]>([
  ['an offer withheld', { statusDiffers: true }],
  ['another concern for another gender', { concernDiffers: true }],
  ['another concern for another region', { trait: 'region', concernDiffers: true }],
  ['a rougher tone', { brandVoice: -0.1 }],
  ['less confidence', { confidence: -0.2 }],
  ['shorter texts', { length: -0.3 }],
])('the gate notices %s', (_, change) => {
  expect(judgeFairness(summarizeDifferences([{ ...fair, ...change }]))).toHaveLength(1);
});
