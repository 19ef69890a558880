/**
 * npm run catalogue: imports or exports the offer catalogue (adapter/src/catalogue/run-catalogue.ts).
 *
 * The database that runs is used, else it is started and stopped again. An import is judged by the server: the one that
 * runs, else one started for it without a model, because composing by rules needs none.
 */
import { checkBeforeStart, main } from '../../adapter/src/catalogue/run-catalogue.ts';
import { runMain } from '../report.ts';
import { findOrLaunchServer } from '../services/find-or-launch-server.ts';
import { openDatabase } from '../services/running-services.ts';
import { addressOf, readSettings, serviceEnvironment } from '../settings.ts';

await runMain(async (commandArguments) => {
  const command = checkBeforeStart(commandArguments);
  if (typeof command === 'number') return command;
  const settings = await readSettings();
  const database = await openDatabase(settings);
  const server = command.act === 'import' ? await findOrLaunchServer(settings) : null;
  try {
    const inferenceAddress = server?.address ?? addressOf(settings.serverHost, settings.grpcPort);
    const decided = { DATABASE_URL: database.url, OFFERWRIGHT_INFERENCE_ADDRESS: inferenceAddress };
    return await main(commandArguments, serviceEnvironment(decided));
  } finally {
    await server?.stop();
    await database.stop();
  }
});
