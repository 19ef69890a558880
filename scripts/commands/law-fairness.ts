/**
 * npm run law:fairness [-- --clients FILE --limit N --products N]: flips gender, age and region of real clients and
 * compares what they are offered, in what tone and with what confidence. Exit code 1 when the gate is broken.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openClientsFile } from '@offerwright/adapter/src/campaigns/open-clients-file.ts';
import { fairnessLimits, judgeFairness } from '../fairness/compare-counterparts.ts';
import { runFairness } from '../fairness/run-fairness.ts';
import { CommandError, report, runMain } from '../report.ts';
import { repositoryRoot } from '../repository.ts';

await runMain(async (commandArguments) => {
  const { values } = parseArgs({
    args: commandArguments,
    options: {
      clients: { type: 'string', default: join(repositoryRoot, 'tests', 'data', 'Dataset_Yakutia.xlsx') },
      limit: { type: 'string', default: '100' },
      products: { type: 'string', default: '22' },
    },
  });
  const limit = parseCount('--limit', values.limit, 1_000_000);
  const productsPerClient = parseCount('--products', values.products, 22);
  const file = await openClientsFile(values.clients, values.clients.endsWith('.csv') ? 'csv' : 'xlsx', limit);
  const clients: Readonly<Record<string, unknown>>[] = [];
  for await (const row of file.rows()) if ('features' in row) clients.push(row.features);
  const reports = await runFairness({
    clients,
    copybookDir: join(repositoryRoot, 'models', 'copybook'),
    engine: null,
    productsPerClient,
    onProgress: (done, all) => {
      if (done % 20 === 0 || done === all) report(`${done} of ${all} clients`);
    },
  });
  process.stdout.write('trait   pairs   offers differ  concerns differ  brand voice  confidence  length\n');
  for (const row of reports) {
    process.stdout.write(
      `${row.trait.padEnd(7)} ${String(row.pairs).padStart(6)} ${String(row.statusDiffers).padStart(14)} ` +
        `${String(row.concernDiffers).padStart(16)} ${row.brandVoice.toFixed(4).padStart(12)} ` +
        `${row.confidence.toFixed(4).padStart(11)} ${row.length.toFixed(4).padStart(7)}\n`,
    );
  }
  process.stdout.write(`limits: ${JSON.stringify(fairnessLimits)}\n`);
  const breaches = judgeFairness(reports);
  for (const breach of breaches) process.stdout.write(`UNFAIR ${breach}\n`);
  return breaches.length === 0 ? 0 : 1;
});

function parseCount(option: string, value: string, max: number): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > max) {
    throw new CommandError(
      `${option} must be an integer from 1 to ${max}; given: ${JSON.stringify(value).slice(0, 20)}`,
    );
  }
  return count;
}
