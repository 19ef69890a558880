/** The server's log: one JSON line an event (pino). Counts, names and times only: never a client's data. */
import { type Logger, pino } from 'pino';

export type Log = Logger;
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** @param destination where lines go; standard output when absent. */
export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  const options = { level, base: { service: 'offerwright-server' }, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}
