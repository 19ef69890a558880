/**
 * The first administrator's password when the service is tried on this machine: the configured one, or one generated
 * once and kept beside the data, readable by its owner only. The adapter takes it when it makes the administrator and
 * ignores it afterwards.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { repositoryRoot, stateDirectory } from '../repository.ts';
import type { Settings } from '../settings.ts';

export const passwordPath = join(stateDirectory, 'administrator-password');

export interface Administrator {
  readonly name: string;
  readonly password: string;
  /** Generated just now: to be shown once. */
  readonly generated: boolean;
}

export async function prepareAdministrator(settings: Settings): Promise<Administrator> {
  const name = settings.adminName;
  if (settings.adminPassword !== null) return { name, password: settings.adminPassword, generated: false };
  const kept = await readFile(passwordPath, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return { name, password: kept, generated: false };
  const password = randomBytes(15).toString('base64url');
  await mkdir(dirname(passwordPath), { recursive: true });
  await writeFile(passwordPath, password, { mode: 0o600 });
  return { name, password, generated: true };
}

/** The database already had users: what was generated opens nothing. */
export async function forgetGeneratedPassword(): Promise<void> {
  await rm(passwordPath, { force: true });
}

/** As shown to the person who started the service. */
export const passwordPathShown = relative(repositoryRoot, passwordPath);
