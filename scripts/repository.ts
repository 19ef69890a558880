/** Where things stand in the clone. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)));
/** Real clients of the bank's mart, as the bank gave them. */
export const clientsPath = join(repositoryRoot, 'tests', 'data', 'Dataset_Yakutia.xlsx');
