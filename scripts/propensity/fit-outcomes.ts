/**
 * `fit-outcomes`: a model for each product from what the bank's own clients answered (table outcomes, docs/INSIGHT.md),
 * measured by cross-validation. Products with too few answers are named and left to the fit of signals.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase as openPool } from '@offerwright/adapter/src/db/database.ts';
import { migrate } from '@offerwright/adapter/src/db/migrate.ts';
import { listOutcomeRows, type OutcomeRow } from '@offerwright/adapter/src/db/propensity/list-outcome-rows.ts';
import { systemClock } from '../../server/src/domain/clock.ts';
import { limits } from '../../server/src/domain/limits.ts';
import { makeCard } from '../../server/src/propensity/make-card.ts';
import { modelKinds, trainSettings } from '../../server/src/propensity/model.ts';
import { hashBytes, writeModel } from '../../server/src/propensity/model-file.ts';
import { buildLabelled, resolveSchema } from '../../server/src/propensity/schema.ts';
import { report } from '../report.ts';
import { openDatabase } from '../services/running-services.ts';
import { readSettings } from '../settings.ts';
import { measureByFolds, trainTimed } from './fit.ts';
import { outcomePositive, outcomeTarget, toRawTable } from './outcome-table.ts';
import type { Training } from './training-options.ts';
import { oneOf, parse, required, whole } from './usage.ts';

const dayMs = 86_400_000;

export async function fitOutcomes(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    out: { type: 'string' },
    product: { type: 'string' },
    model: { type: 'string', default: 'logistic' },
    'quiet-days': { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  });
  const out = required(values.out, '--out');
  const kind = oneOf(values.model, '--model', modelKinds);
  const seed = whole(values.seed, '--seed', 0, 2 ** 31 - 1);
  const silentBeforeMs = systemClock.today().getTime() - whole(values['quiet-days'], '--quiet-days', 1, 3650) * dayMs;
  const rows = await readRows(values.product ?? null, silentBeforeMs);
  const byProduct = Map.groupBy(rows, ({ product }) => product);
  if (byProduct.size === 0) report('there are no outcomes yet: nothing to learn from');
  await mkdir(out, { recursive: true });
  for (const [product, ofProduct] of byProduct) {
    const accepted = ofProduct.filter((row) => row.accepted).length;
    if (Math.min(accepted, ofProduct.length - accepted) < limits.propensityClassRowsMin) {
      report(`${product}: ${accepted} of ${ofProduct.length} accepted: too few to learn from`);
      continue;
    }
    await fitProduct(product, ofProduct, join(out, `${product}.json`), { ...trainSettings, kind, seed });
  }
  return 0;
}

async function readRows(product: string | null, silentBeforeMs: number): Promise<readonly OutcomeRow[]> {
  const store = await openDatabase(await readSettings());
  try {
    await migrate(store.url);
    const pool = await openPool(store.url, { warn: (_, message) => report(message) });
    try {
      return await listOutcomeRows(pool, product, silentBeforeMs);
    } finally {
      await pool.end();
    }
  } finally {
    await store.stop();
  }
}

async function fitProduct(
  product: string,
  rows: readonly OutcomeRow[],
  path: string,
  settings: Training['settings'],
): Promise<void> {
  const raw = toRawTable(product, rows);
  const schema = resolveSchema(raw, { target: outcomeTarget, dropped: [], declared: {} });
  const table = buildLabelled(raw, schema, outcomePositive);
  const { trained, seconds } = trainTimed({ table, settings });
  const measured = measureByFolds({ table, settings }, trained.model);
  const facts = {
    title: `${product}: outcomes`,
    product,
    target: outcomeTarget,
    positive: outcomePositive,
    schema,
    data: { file: raw.file, sha256: hashBytes(JSON.stringify(rows)) },
    trainedAt: systemClock.today(),
    fitSeconds: seconds,
    measured,
  };
  await writeFile(path, writeModel(makeCard(facts, table, settings, trained), trained.model));
  const { auc, ece } = measured.measures;
  process.stdout.write(`${product}: ${table.rowsCount} rows, AUC ${auc.toFixed(4)}, ECE ${ece.toFixed(4)}: ${path}\n`);
}
