/**
 * npm run catalogue: imports or exports the offer catalogue (adapter/src/catalogue/run-catalogue.ts).
 *
 * The database that runs is used, else it is started and stopped again. An import is judged by the server: the one that
 * runs, else one started for it without a model, because composing by rules needs none.
 */
import { checkBeforeStart, main } from '../../adapter/src/catalogue/run-catalogue.ts';
import { freePort } from '../free-port.ts';
import { report, runMain } from '../report.ts';
import { describeServer } from '../services/describe-services.ts';
import { launchServer, openDatabase } from '../services/running-services.ts';
import { addressOf, readSettings, type Settings, serviceEnvironment } from '../settings.ts';

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

async function findOrLaunchServer(configured: Settings) {
  if (await describeServer(addressOf(configured.serverHost, configured.connectPort))) {
    const address = addressOf(configured.serverHost, configured.grpcPort);
    report(`using the server on ${address}`);
    return { address, stop: async () => {} };
  }
  const ports = { grpcPort: await freePort(), connectPort: await freePort() };
  const server = launchServer({ ...configured, ...ports, engineKind: 'none' });
  try {
    await server.description;
  } catch (error) {
    await server.service.stop();
    throw error;
  }
  return { address: addressOf(configured.serverHost, ports.grpcPort), stop: () => server.service.stop() };
}
