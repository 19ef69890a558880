/**
 * `predict`: the probability of each row of a CSV file, with the reasons that weigh most, as a CSV file. Rows keep their
 * order; the columns that the model does not know are passed over, not copied: the result holds no client data but the
 * values that the reasons name.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { explainTable, predictTable } from '../../server/src/propensity/model.ts';
import { readModel } from '../../server/src/propensity/model-file.ts';
import { readCsv } from '../../server/src/propensity/read-csv.ts';
import { toReasons } from '../../server/src/propensity/reasons.ts';
import { buildColumns } from '../../server/src/propensity/schema.ts';
import { CommandError, report } from '../report.ts';
import { oneOf, parse, required, whole } from './usage.ts';

export async function predict(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    model: { type: 'string' },
    in: { type: 'string' },
    out: { type: 'string' },
    reasons: { type: 'string', default: '3' },
    language: { type: 'string', default: 'ru' },
  });
  const modelPath = required(values.model, '--model');
  const inPath = required(values.in, '--in');
  const outPath = required(values.out, '--out');
  const most = whole(values.reasons, '--reasons', 0, 10);
  const language = oneOf(values.language, '--language', ['ru', 'en'] as const);
  const bytes = await readFile(modelPath).catch((cause) => {
    throw new CommandError(`${basename(modelPath)} cannot be read`, { cause });
  });
  const { card, model } = readModel(basename(modelPath), bytes);
  const raw = await readCsv(inPath);
  const table = { rowsCount: raw.rowsCount, columns: buildColumns(raw, card.schema) };
  const probabilities = predictTable(model, table);
  await mkdir(dirname(outPath), { recursive: true });
  const header = ['row', 'probability', ...Array.from({ length: most }, (_, index) => `reason_${index + 1}`)];
  const rows = function* () {
    yield header;
    let row = 0;
    for (const effects of explainTable(model, table, probabilities.keys())) {
      const reasons = toReasons(effects, most).map((reason) => (language === 'ru' ? reason.textRu : reason.textEn));
      yield [row + 1, probabilities[row]!.toFixed(6), ...reasons, ...Array(most - reasons.length).fill('')];
      row++;
    }
  };
  await pipeline(Readable.from(rows()), stringify(), createWriteStream(outPath));
  report(`${probabilities.length} rows in ${outPath}`);
  return 0;
}
