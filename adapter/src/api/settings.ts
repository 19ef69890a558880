/** What the bank sets for the pages of all its people. */
import { z } from 'zod';
import { limits } from '../limits.ts';

const content = {
  sms_segment_kopecks: z
    .int()
    .min(0)
    .max(limits.smsSegmentKopecksMax)
    .nullable()
    .describe('What one segment of an SMS costs the bank; null: not set, previews show no price'),
};

export const putSettingsSchema = z.strictObject(content).meta({ id: 'PutSettings' });
export type SettingsContent = z.output<typeof putSettingsSchema>;

export const settingsSchema = z
  .object({
    ...content,
    version: z.int().describe('0: never set'),
    created_by: z.string().nullable(),
    created_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Settings' });
export type Settings = z.output<typeof settingsSchema>;

export const noSettings: Settings = { sms_segment_kopecks: null, version: 0, created_by: null, created_at: null };
