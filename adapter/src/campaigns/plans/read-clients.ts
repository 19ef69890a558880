/**
 * Rows of an uploaded file → clients, by the mapping of a campaign. The same parser as the command line's reads the row;
 * then each feature is judged as the server judges it, so that what it would refuse is told before the run.
 */
import { type CampaignMapping, wordsTarget } from '../../api/campaign-files.ts';
import { type FeatureName, featureKinds, isFeatureValue } from '../../api/client-features.ts';
import { planLimits } from '../../api/plan-limits.ts';
import type { Statements } from '../../db/database.ts';
import type { FileRow } from '../../db/plans/insert-file-rows.ts';
import { listFileRows } from '../../db/plans/list-file-rows.ts';
import { describeKind, RequestError } from '../../errors.ts';
import { type ClientRow, type ClientsHeader, type ProblemRow, parseClientRow } from '../parse-client-row.ts';

/** @throws RequestError invalid_request when the file has no such column, or a feature has two */
export function headerOf(mapping: CampaignMapping, columnNames: readonly string[]): ClientsHeader {
  const seen = new Set<string | number>();
  const refuse = (field: string, limit: string, given: string) => {
    throw new RequestError('invalid_request', `${field}: must be ${limit}; got ${given}`, { field, limit, given });
  };
  const columns = [
    ...mapping.columns.map(({ column }) => column),
    ...(mapping.id_column === null ? [] : [mapping.id_column]),
  ];
  for (const column of columns) {
    if (column >= columnNames.length) refuse('mapping', `a column of the ${columnNames.length} of the file`, 'another');
    if (seen.has(column)) refuse('mapping', 'one meaning a column', 'two');
    seen.add(column);
  }
  for (const { target } of mapping.columns) {
    if (seen.has(target)) refuse('mapping', 'one column a feature', 'two');
    seen.add(target);
  }
  const features = mapping.columns.flatMap(({ column, target }) =>
    Object.hasOwn(featureKinds, target) ? [{ column, name: target }] : [],
  );
  const contact = mapping.columns.flatMap(({ column, target }) =>
    target === 'consent' || target === 'do_not_disturb' || target === 'credit_self_ban'
      ? [{ column, name: target }]
      : [],
  );
  const wordsColumn = mapping.columns.find(({ target }) => target === wordsTarget)?.column ?? null;
  // Cells of columns that are not read are no mistake.
  return { idColumn: mapping.id_column, features, contact, wordsColumn, columnsCount: Number.MAX_SAFE_INTEGER };
}

/** @param seenIds of the rows before; pass a new set where doubles have been left out already */
export function readClient(
  { row, cells }: FileRow,
  header: ClientsHeader,
  seenIds: Set<number>,
): ClientRow | ProblemRow | null {
  const parsed = parseClientRow(cells, header, row, seenIds);
  if (parsed === null || parsed.kind === 'problem') return parsed;
  const wrong = header.features.find(({ name }) => !isFeatureValue(name as FeatureName, parsed.features[name]));
  if (wrong === undefined) return parsed;
  const limit = limitOf(wrong.name as FeatureName);
  const given = describeKind(parsed.features[wrong.name]);
  const message = `row ${row}, ${wrong.name}: must be ${limit}; got ${given}`;
  return {
    kind: 'problem',
    row,
    clientId: parsed.clientId,
    error: { kind: 'invalid_features', message, field: wrong.name, limit, given },
  };
}

const limitsInWords = {
  count: 'a number from 0 to 1000000000',
  months: 'a number from 0 to 1200',
  sum: 'a number of roubles',
  flag: '0 or 1',
  age: 'a number from 0 to 130',
  text: 'text of at most 200 characters',
} as const;

const limitOf = (name: FeatureName) => `${limitsInWords[featureKinds[name]]}, or nothing`;

/** All rows of a file, a batch at a time. */
export async function* readFileBatches(database: Statements, fileId: string): AsyncGenerator<readonly FileRow[]> {
  for (let afterRow = 0; ; ) {
    const rows = await listFileRows(database, fileId, afterRow, planLimits.fileRowsPerRead);
    if (rows.length > 0) yield rows;
    if (rows.length < planLimits.fileRowsPerRead) return;
    afterRow = rows.at(-1)!.row;
  }
}
