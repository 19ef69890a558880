/**
 * The inference server as a process. `node src/main.ts` with the settings of config.ts; SIGTERM or SIGINT drains it.
 * Ends with 0 after a drain, 1 when it cannot start or meets a bug outside any call, 2 when its settings are wrong.
 */
import { type Config, ConfigError, readConfig } from './config.ts';
import { systemClock } from './domain/clock.ts';
import { assertLimits } from './domain/limits.ts';
import { createLog, describeBug, type Log } from './log.ts';
import { startServer } from './start-server.ts';

const config = readConfigOrEnd();
const log = createLog(config.logLevel);
endOnBugs(log);
assertLimits();
await run(config, log);

async function run(config: Config, log: Log): Promise<void> {
  const server = await startServer(config, systemClock, log).catch((error: unknown) => {
    // The message tells the operator which file or address it was: nothing of a client is known yet.
    const reason = error instanceof Error ? error.message : String(error);
    log.fatal({ reason, copybookDir: config.copybookDir }, 'the server cannot start');
    process.exit(1);
  });
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ signal }, 'asked to stop');
    void server.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function readConfigOrEnd(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`the settings are wrong:\n${error.message}\n`);
    process.exit(2);
  }
}

/** A bug outside any call leaves the process in a state that nobody knows: it ends, and is started again. */
function endOnBugs(log: Log): void {
  const end = (error: unknown): void => {
    log.fatal({ error: describeBug(error) }, 'bug outside any call');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
