/** The clients of the reference file, as raw features. */
import { join } from 'node:path';
import { openClientsFile } from '@offerwright/adapter/src/campaigns/open-clients-file.ts';
import { repositoryRoot } from '../../scripts/repository.ts';

/** @param path default: the 667 reference clients. */
export async function readReferenceClients(
  limit: number | null,
  path = join(repositoryRoot, 'tests', 'data', 'Dataset_Yakutia.xlsx'),
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const file = await openClientsFile(path, path.endsWith('.csv') ? 'csv' : 'xlsx', limit);
  const clients: Readonly<Record<string, unknown>>[] = [];
  for await (const row of file.rows()) if ('features' in row) clients.push(row.features);
  return clients;
}
