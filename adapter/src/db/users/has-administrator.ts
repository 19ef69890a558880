/** Whether an administrator exists, blocked or not. */
import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export function hasAdministrator(database: Statements): Promise<boolean> {
  return database.exists(sql.unsafe`SELECT FROM users WHERE role = 'administrator'`);
}
