/**
 * npm run copybook: the copybook in the database (adapter/src/copybook/run-copybook.ts).
 *
 * The database that runs is used, else it is started and stopped again. An import is read by the server, and candidates
 * are written by its free engine: the server that runs, else one started without a model of its own, which has the remote
 * engine of the settings.
 */
import { checkBeforeStart, main } from '../../adapter/src/copybook/run-copybook.ts';
import { runMain } from '../report.ts';
import { findOrLaunchServer } from '../services/find-or-launch-server.ts';
import { openDatabase } from '../services/running-services.ts';
import { addressOf, readSettings, serviceEnvironment } from '../settings.ts';

await runMain(async (commandArguments) => {
  const command = checkBeforeStart(commandArguments);
  if (typeof command === 'number') return command;
  const needsServer = command.act === 'import' || command.act === 'write-candidates';
  const settings = await readSettings();
  const database = await openDatabase(settings);
  const server = needsServer ? await findOrLaunchServer(settings) : null;
  try {
    const inferenceAddress = server?.address ?? addressOf(settings.serverHost, settings.grpcPort);
    const decided = { DATABASE_URL: database.url, OFFERWRIGHT_INFERENCE_ADDRESS: inferenceAddress };
    return await main(commandArguments, serviceEnvironment(decided));
  } finally {
    await server?.stop();
    await database.stop();
  }
});
