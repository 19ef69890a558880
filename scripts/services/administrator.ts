/**
 * The first administrator's password when the service is tried on this machine: the configured one, or one generated
 * once and kept beside the data, readable by its owner only. The adapter takes it when it makes the administrator and
 * ignores it afterwards.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../settings.ts';

export function passwordPathOf(settings: Settings): string {
  return join(settings.stateDirectory, 'administrator-password');
}

export interface Administrator {
  readonly name: string;
  readonly password: string;
  /** Generated just now: to be shown once. */
  readonly generated: boolean;
}

export async function prepareAdministrator(settings: Settings): Promise<Administrator> {
  const name = settings.adminName;
  if (settings.adminPassword !== null) return { name, password: settings.adminPassword, generated: false };
  const passwordPath = passwordPathOf(settings);
  const kept = await readFile(passwordPath, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return { name, password: kept, generated: false };
  const password = randomBytes(15).toString('base64url');
  await mkdir(settings.stateDirectory, { recursive: true });
  await writeFile(passwordPath, password, { mode: 0o600 });
  return { name, password, generated: true };
}

/** The database already had users: what was generated opens nothing. */
export async function forgetGeneratedPassword(settings: Settings): Promise<void> {
  await rm(passwordPathOf(settings), { force: true });
}
