/**
 * npm run campaign: texts for every client of a file (adapter/src/campaigns/run-campaign.ts).
 *
 * The database and the server that run are used; what does not run is started for the campaign and stopped after it,
 * the server on free ports of its own. Help, wrong arguments and damaged files are answered before anything starts.
 */
import { checkBeforeStart, main } from '../../adapter/src/campaigns/run-campaign.ts';
import { freePort } from '../free-port.ts';
import { report, runMain } from '../report.ts';
import { describeServer } from '../services/describe-services.ts';
import { catchInterruption, type Interruption } from '../services/interruption.ts';
import { launchServer, openDatabase, prepareServer } from '../services/running-services.ts';
import { addressOf, readSettings, type Settings, serviceEnvironment } from '../settings.ts';

type Stops = (() => Promise<void>)[];

await runMain(async (commandArguments) => {
  const refused = await checkBeforeStart(commandArguments);
  if (refused !== null) return refused;
  const stops: Stops = [];
  const interruption = catchInterruption();
  const prepared = await Promise.race([prepare(stops, interruption), interruption.promise]).catch(async (error) => {
    await stopAll(stops);
    throw error;
  });
  // From here on the campaign listens for signals itself, and stops between two clients.
  interruption.release();
  const code = prepared ? await main(commandArguments, prepared).finally(() => stopAll(stops)) : 130;
  if (!prepared) {
    await stopAll(stops);
    // What was being prepared may still be under way.
    process.exit(code);
  }
  return code;
});

async function stopAll(stops: Stops): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

/** @returns The environment the campaign runs in. */
async function prepare(stops: Stops, interruption: Interruption): Promise<NodeJS.ProcessEnv> {
  const settings = await readSettings();
  const opening = openDatabase(settings);
  stops.push(async () => await (await opening.catch(() => undefined))?.stop());
  const inferenceAddress = await findOrLaunchServer(settings, stops, interruption);
  const database = await opening;
  return serviceEnvironment({ DATABASE_URL: database.url, OFFERWRIGHT_INFERENCE_ADDRESS: inferenceAddress });
}

async function findOrLaunchServer(configured: Settings, stops: Stops, interruption: Interruption): Promise<string> {
  if (await describeServer(addressOf(configured.serverHost, configured.connectPort))) {
    const address = addressOf(configured.serverHost, configured.grpcPort);
    report(`using the server on ${address}`);
    return address;
  }
  const settings = { ...configured, grpcPort: await freePort(), connectPort: await freePort() };
  await prepareServer(settings);
  if (interruption.happened()) return '';
  const server = launchServer(settings);
  stops.push(() => server.service.stop());
  await server.description;
  return addressOf(settings.serverHost, settings.grpcPort);
}
