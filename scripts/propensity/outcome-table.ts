/** Outcomes of the database as a raw table, as if they came from a CSV file: features of the client mart and the answer. */
import { featureNames } from '@offerwright/adapter/src/api/client-features.ts';
import { toFeatureValues } from '@offerwright/adapter/src/campaigns/offers/feature-values.ts';
import type { OutcomeRow } from '@offerwright/adapter/src/db/propensity/list-outcome-rows.ts';
import type { RawColumn, RawTable } from '../../server/src/propensity/read-csv.ts';

export const outcomeTarget = 'accepted';
export const outcomePositive = 'yes';

export function toRawTable(product: string, rows: readonly OutcomeRow[]): RawTable {
  const values = rows.map(({ features }) => toFeatureValues(toPlain(features)));
  const columns = featureNames.map((name) =>
    toColumn(
      name,
      values.map((row) => toText(row[name])),
    ),
  );
  const answers = rows.map(({ accepted }) => (accepted ? outcomePositive : 'no'));
  return {
    file: `outcomes of ${product}`,
    separator: ',',
    encoding: 'utf-8',
    rowsCount: rows.length,
    columns: [...columns, toColumn(outcomeTarget, answers)],
  };
}

type Plain = string | number | boolean | null;

/** Features were stored as they came: what is no single value counts as missing. */
function toPlain(features: Readonly<Record<string, unknown>>): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(features).map(([name, value]) => [name, typeof value === 'object' ? null : (value as Plain)]),
  );
}

const toText = (value: Plain | undefined) => (value === null || value === undefined ? '' : String(value).trim());

function toColumn(name: string, texts: readonly string[]): RawColumn {
  const known = [...new Set(texts)];
  const places = new Map(known.map((text, place) => [text, place]));
  return { name, codes: Int32Array.from(texts, (text) => places.get(text)!), texts: known };
}
