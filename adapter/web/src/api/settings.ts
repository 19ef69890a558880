/** What the bank sets for the pages of all its people. */
import { callApi } from './call-api.ts';

export interface Settings {
  /** What one segment of an SMS costs the bank; null: not set. */
  readonly sms_segment_kopecks: number | null;
  /** 0: never set. */
  readonly version: number;
}

export const settingsKey = ['settings'] as const;

export function fetchSettings(signal?: AbortSignal): Promise<Settings> {
  return callApi('/v1/settings', { signal });
}

/** @param seenVersion the version that was read; another one by now is refused (version_conflict). */
export function putSettings(seenVersion: number, body: Pick<Settings, 'sms_segment_kopecks'>): Promise<Settings> {
  return callApi('/v1/settings', { method: 'PUT', body, headers: { 'if-match': `"${seenVersion}"` } });
}
