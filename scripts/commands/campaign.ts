/**
 * npm run campaign: texts for every client of a file (adapter/src/campaigns/run-campaign.ts).
 *
 * The database and the server that run are used; what does not run is started for the campaign and stopped after it,
 * the server on free ports of its own. Help, wrong arguments and files that cannot be read or written are answered before
 * anything starts.
 */
import { checkBeforeStart, main } from '../../adapter/src/campaigns/run-campaign.ts';
import { freePort } from '../free-port.ts';
import { report, runMain } from '../report.ts';
import { describeServer } from '../services/describe-services.ts';
import { launchServer, openDatabase, prepareServer } from '../services/running-services.ts';
import { addressOf, decideEnvironment, readSettings, type Settings } from '../settings.ts';

await runMain(async (commandArguments) => {
  const exitCode = await checkBeforeStart(commandArguments);
  if (exitCode !== null) return exitCode;
  const settings = await readSettings();
  const database = await openDatabase(settings);
  try {
    const server = await findOrLaunchServer(settings);
    try {
      decideEnvironment({ DATABASE_URL: database.url, OFFERWRIGHT_INFERENCE_ADDRESS: server.address });
      return await main(commandArguments);
    } finally {
      await server.stop();
    }
  } finally {
    await database.stop();
  }
});

async function findOrLaunchServer(configured: Settings) {
  if (await describeServer(addressOf(configured.serverHost, configured.connectPort))) {
    const address = addressOf(configured.serverHost, configured.grpcPort);
    report(`using the server on ${address}`);
    return { address, stop: async () => {} };
  }
  const settings = { ...configured, grpcPort: await freePort(), connectPort: await freePort() };
  const server = launchServer(settings, await prepareServer(settings));
  try {
    await server.description;
  } catch (error) {
    await server.service.stop();
    throw error;
  }
  return { address: addressOf(settings.serverHost, settings.grpcPort), stop: () => server.service.stop() };
}
