/** The server's log: one JSON line an event (pino). Counts, names and times only: never a client's data. */
import { type Logger, pino } from 'pino';
import { EngineError } from './engine/engine.ts';

export type Log = Logger;
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** @param destination where lines go; standard output when absent. */
export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  const options = { level, base: { service: 'offerwright-server' }, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * What of a bug may be logged: type, code and stack frames down the chain of causes. Messages stay out, because a
 * library's message may quote the value it choked on; an EngineError's reason is kept, for it holds no data by contract.
 */
export function describeBug(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return { type: typeof cause };
  return {
    type: cause.name,
    ...('code' in cause && typeof cause.code === 'string' ? { code: cause.code } : {}),
    ...(cause instanceof EngineError ? { reason: cause.reason } : {}),
    frames: (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    ...(cause.cause ? { cause: describeBug(cause.cause) } : {}),
  };
}
