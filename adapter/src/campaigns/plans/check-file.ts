/** What a campaign would find in a file read by this mapping: said before anything runs. */
import { type CampaignFile, type CampaignMapping, type FileReport, wordsTarget } from '../../api/campaign-files.ts';
import { featureNames, isUnknown, readFeatureNumber } from '../../api/client-features.ts';
import { planLimits } from '../../api/plan-limits.ts';
import type { Statements } from '../../db/database.ts';
import type { ClientRow, ProblemRow } from '../parse-client-row.ts';
import { headerOf, readClient, readFileBatches } from './read-clients.ts';

const adultYears = 18;

type Problem = FileReport['problems'][number];

/** @throws RequestError invalid_request for a mapping that does not fit the file */
export async function checkFile(
  database: Statements,
  file: CampaignFile,
  mapping: CampaignMapping,
): Promise<FileReport> {
  const header = headerOf(mapping, file.columns);
  const problems = new Map<string, Problem>();
  const known = new Map(mapping.columns.map(({ target }) => [target, 0]));
  const regions = new Map<string, number>();
  const seenIds = new Set<number>();
  let rows = 0;
  let good = 0;
  let minors = 0;
  for await (const batch of readFileBatches(database, file.id)) {
    for (const row of batch) {
      const client = readClient(row, header, seenIds);
      if (client === null) continue;
      rows += 1;
      if (client.kind === 'problem') {
        addProblem(problems, client);
        continue;
      }
      good += 1;
      const age = readFeatureNumber('age', client.features.age);
      if (typeof age === 'number' && age < adultYears) minors += 1;
      addKnown(known, client);
      const region = client.features.reg_region_nm;
      if (!isUnknown(region)) regions.set(String(region).trim(), (regions.get(String(region).trim()) ?? 0) + 1);
    }
  }
  const read = new Set([...mapping.columns.map(({ column }) => column), mapping.id_column]);
  const held = new Set<string>(mapping.columns.map(({ target }) => target));
  return {
    rows,
    rows_good: good,
    problems: [...problems.values()].sort((a, b) => b.count - a.count),
    minors,
    unmapped: file.columns.map((_, column) => column).filter((column) => !read.has(column)),
    missing: featureNames.filter((name) => !held.has(name)),
    fill: mapping.columns.map(({ target }) => ({ target, known: known.get(target) ?? 0 })),
    regions: [...regions]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, planLimits.fileRegionsShown),
  };
}

function addProblem(problems: Map<string, Problem>, { row, error }: ProblemRow): void {
  const key = `${error.kind} ${error.field}`;
  const problem = problems.get(key) ?? { kind: error.kind, field: error.field, limit: error.limit, count: 0, rows: [] };
  const shown = problem.rows.length < planLimits.fileProblemRowsShown ? [...problem.rows, row] : problem.rows;
  problems.set(key, { ...problem, count: problem.count + 1, rows: shown });
}

function addKnown(known: Map<CampaignMapping['columns'][number]['target'], number>, client: ClientRow): void {
  for (const [target, count] of known) {
    if (target === wordsTarget) {
      if (client.concernText !== undefined) known.set(target, count + 1);
      continue;
    }
    const isKnown =
      target === 'consent' || target === 'do_not_disturb' || target === 'credit_self_ban'
        ? client.contact[target] !== null
        : !isUnknown(client.features[target]);
    if (isKnown) known.set(target, count + 1);
  }
}
