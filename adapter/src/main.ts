/** The adapter's process: settings → start → SIGTERM or SIGINT drains and ends. */
import { systemClock } from './clock.ts';
import { parseConfig } from './config.ts';
import { createLog } from './log.ts';
import { startAdapter } from './start.ts';

const config = parseConfig();
const log = createLog(config.logLevel);
const adapter = await startAdapter(config, {
  clock: systemClock,
  log,
  announce: (text) => process.stdout.write(text),
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    log.info({ signal }, 'ending');
    adapter.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'the end failed');
        process.exit(1);
      },
    );
  });
}
