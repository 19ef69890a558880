/** A server for commands that need one to judge, not to write: the one that runs, else one without a model. */
import { freePort } from '../free-port.ts';
import { report } from '../report.ts';
import { addressOf, type Settings } from '../settings.ts';
import { describeServer } from './describe-services.ts';
import { launchServer } from './running-services.ts';

/** `stop` ends what was launched, and leaves what ran before. */
export async function findOrLaunchServer(configured: Settings) {
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
