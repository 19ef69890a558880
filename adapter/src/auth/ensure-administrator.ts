/**
 * Makes the first administrator when there is none. A generated password is shown once, by `announce`, after it is
 * stored; it stands in no log.
 */
import type { Clock, CreateUuid } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { hasAdministrator } from '../db/users/has-administrator.ts';
import { insertFirstAdministrator } from '../db/users/insert-first-administrator.ts';
import { generatePassword, hashPassword } from './password.ts';

export interface AdministratorOptions {
  readonly name: string;
  /** Null: generate one. */
  readonly password: string | null;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly announce: (text: string) => void;
}

/** @returns true when the administrator was made by this call. */
export async function ensureAdministrator(database: Database, options: AdministratorOptions): Promise<boolean> {
  if (await hasAdministrator(database)) return false;
  const password = options.password ?? generatePassword(options.clock);
  const passwordHash = await hashPassword(password);
  const wasMade = await insertFirstAdministrator(database, {
    id: options.createUuid(),
    name: options.name,
    passwordHash,
  });
  if (wasMade && options.password === null) {
    options.announce(`First administrator: ${options.name}\nPassword (shown once): ${password}\n`);
  }
  return wasMade;
}
