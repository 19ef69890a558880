/**
 * The log: JSON lines on standard error, so that standard output is left for what is shown once (the first
 * administrator's password). No client data and no secrets: fields are chosen where they are written.
 */
import { type Logger, pino } from 'pino';

export type Log = Logger;

export function createLog(level: string): Log {
  return pino({ name: 'adapter', level, redact: ['password', 'authorization', '*.password'] }, pino.destination(2));
}
