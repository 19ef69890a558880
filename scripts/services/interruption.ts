/** Ctrl-C and its like, for commands that must stop what they started. */

/** Ctrl-C arrives up to three times (terminal, npm, run.mjs): within this time it is one. */
const sameSignalMs = 2000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Whether it has happened. */
  happened(): boolean;
  /** Resolves when it happens. */
  readonly promise: Promise<void>;
  /** Gives the signals back: from then on they end the process, or are others' to handle. */
  release(): void;
}

/** Catches the first signal; the next one, given on purpose, ends the process at once. */
export function catchInterruption(): Interruption {
  const { promise, resolve } = Promise.withResolvers<void>();
  let firstMs: number | undefined;
  const onSignal = (): void => {
    if (firstMs !== undefined && performance.now() - firstMs > sameSignalMs) process.exit(130);
    firstMs ??= performance.now();
    resolve();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    promise,
    happened: () => firstMs !== undefined,
    release: () => {
      for (const signal of signals) process.removeListener(signal, onSignal);
    },
  };
}
