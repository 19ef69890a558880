/** Where things stand in the clone. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)));
/** What the service makes when it is tried on this machine; out of version control. */
export const stateDirectory = join(repositoryRoot, '.data');
export const logsDirectory = join(stateDirectory, 'logs');
export const postgresDirectory = join(stateDirectory, 'postgres');
/** Real clients of the bank's mart, as the bank gave them. */
export const clientsPath = join(repositoryRoot, 'tests', 'data', 'Dataset_Yakutia.xlsx');
