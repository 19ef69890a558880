/** The import of the threads that the server started with. */
import { z } from 'zod';

export const importCopybookSchema = z
  .strictObject({
    approve: z
      .boolean()
      .default(false)
      .describe('true: whoever calls answers for all of them, and their name stands with each; false: drafts'),
  })
  .meta({ id: 'ImportCopybook' });

export const importedCopybookSchema = z
  .object({
    created: z.int(),
    revised: z.int(),
    unchanged: z.int(),
    retired_count: z.int().describe('Withdrawn threads, which stay withdrawn'),
    approved: z.int(),
    edition: z.int().nullable().describe('The edition in force now'),
  })
  .meta({ id: 'ImportedCopybook' });
export type ImportedCopybook = z.output<typeof importedCopybookSchema>;
