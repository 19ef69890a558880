/** Passwords are kept as argon2id in the PHC form, with the library's defaults (19 MiB, 2 passes: OWASP's first choice). */
import { hash, verify } from '@node-rs/argon2';
import type { Clock } from '../clock.ts';

export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}

/** 24 characters, 144 bits. */
export function generatePassword(clock: Clock): string {
  return clock.randomBytes(18).toString('base64url');
}
