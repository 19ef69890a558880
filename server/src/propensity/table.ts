/**
 * A table of a CSV file in columns: numbers as typed arrays with NaN where a value is missing, categories as codes into a
 * list of levels with −1 where it is missing. A missing value stays missing: what to do with it is each model's own affair.
 */
export const columnKinds = ['numeric', 'categorical', 'ignored', 'target'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** Column name → what it is. */
export type Schema = Readonly<Record<string, ColumnKind>>;

export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  readonly values: Float64Array;
}

export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

export type Column = NumericColumn | CategoricalColumn;

export interface Table {
  readonly rowsCount: number;
  readonly columns: readonly Column[];
}

/** A table with the labels of its rows: 1 where the target has the positive value. */
export interface LabelledTable extends Table {
  readonly labels: Uint8Array;
}

/** What is wrong with a file, a column or a setting, in words that are enough for the person who gave it. */
export class PropensityError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PropensityError';
  }
}

/** The rows at the given places, in that order. */
export function pickRows(table: LabelledTable, rows: Int32Array): LabelledTable {
  const columns = table.columns.map(
    (column): Column =>
      column.kind === 'numeric'
        ? { ...column, values: pick(column.values, rows, new Float64Array(rows.length)) }
        : { ...column, codes: pick(column.codes, rows, new Int32Array(rows.length)) },
  );
  return { rowsCount: rows.length, columns, labels: pick(table.labels, rows, new Uint8Array(rows.length)) };
}

function pick<Values extends Float64Array | Int32Array | Uint8Array>(from: Values, rows: Int32Array, into: Values) {
  for (let index = 0; index < rows.length; index++) into[index] = from[rows[index]!]!;
  return into;
}
