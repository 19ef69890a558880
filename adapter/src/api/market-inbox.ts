/** The watched folder of market watch: what was taken from it, and how the last look went. */
import { z } from 'zod';

/** Why the folder could not be looked into. */
export const inboxProblems = ['missing', 'not_a_folder', 'not_readable', 'not_writable'] as const;
export type InboxProblem = (typeof inboxProblems)[number];

export const inboxFileSchema = z.object({
  id: z.uuid(),
  path: z.string().describe('From the folder, as it was found'),
  taken_at: z.iso.datetime(),
  outcome: z.enum(['taken', 'failed']).describe('failed: nothing of it could be taken'),
  taken: z.int(),
  repeated: z.int().describe('Items that were there before'),
  retold: z.int(),
  problems_count: z.int().describe('Items that could not be taken'),
  problems: z
    .array(z.object({ row: z.int(), field: z.string(), limit: z.string(), given: z.string() }))
    .describe('The first 20'),
  reason: z.string().describe('Why the file could not be read; empty where it could'),
  moved_to: z.string().nullable().describe('From the folder; null: not yet moved, or somebody took it away'),
});
export type InboxFile = z.output<typeof inboxFileSchema>;

export const marketInboxSchema = z
  .object({
    folder: z.string().nullable().describe('As it is set; null: no folder is watched'),
    looked_at: z.iso.datetime().nullable().describe('The last look; null: none yet'),
    waiting: z.int().describe('Files that are still being written, or are left for the next look'),
    problem: z.enum(inboxProblems).nullable().describe('Why the folder could not be looked into'),
    files: z.array(inboxFileSchema).describe('The last 50, the newest first'),
  })
  .meta({ id: 'MarketInbox' });
export type MarketInbox = z.output<typeof marketInboxSchema>;

export const inboxLookSchema = z
  .object({ asked: z.literal(true).describe('The look follows within seconds') })
  .meta({ id: 'MarketInboxLook' });
export type InboxLookAsked = z.output<typeof inboxLookSchema>;
