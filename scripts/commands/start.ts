/**
 * npm start: the whole service on this machine, and proof that it works.
 *
 * Order, under a lock so that two at once do not race: settings → are the services up already? → ports → model →
 * PostgreSQL → server and adapter → a few real texts → addresses. Then it stays until Ctrl-C or until a service ends,
 * and stops everything in the reverse order. With --once it stops after the texts.
 */
import { parseArgs } from 'node:util';
import { type DescribeModelResponse, EngineState } from '@offerwright/proto/marketing/v1/generation_pb';
import { ensureWeb } from '../build-web.ts';
import { withExclusiveLock } from '../exclusive-lock.mjs';
import { CommandError, report, runMain } from '../report.ts';
import { repositoryRoot } from '../repository.ts';
import {
  type Administrator,
  forgetGeneratedPassword,
  passwordPathOf,
  prepareAdministrator,
} from '../services/administrator.ts';
import { ended } from '../services/describe-services.ts';
import { catchInterruption, type Interruption } from '../services/interruption.ts';
import type { Service } from '../services/launch-service.ts';
import {
  checkPorts,
  launchAdapter,
  launchServer,
  openDatabase,
  prepareServer,
  servicesRun,
} from '../services/running-services.ts';
import { AccessRefused, writeSampleTexts } from '../services/write-sample-texts.ts';
import { addressOf, readSettings, type Settings } from '../settings.ts';

const usage = `npm start [-- --once]

Sets up what is missing, starts PostgreSQL, the inference server and the REST adapter, writes a few texts for real
clients and prints the addresses. Ctrl-C stops all. Settings: .env.example.

  --once   stop after the texts
`;

await runMain(async (commandArguments) => {
  const options = parseOptions(commandArguments);
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const run = { settings: await readSettings(), once: options.once, interruption: catchInterruption(), stops: [] };
  const code = await startAndServe(run).finally(() => stopAll(run));
  // A set-up that was interrupted may still be under way.
  if (run.interruption.happened()) process.exit(code);
  return code;
});

interface Run {
  readonly settings: Settings;
  readonly once: boolean;
  readonly interruption: Interruption;
  /** What to stop, in the order it was started. */
  readonly stops: (() => Promise<void>)[];
}

async function stopAll(run: Run): Promise<void> {
  if (run.stops.length > 0) report('stopping');
  for (const stop of run.stops.splice(0).reverse()) await stop();
}

function parseOptions(commandArguments: string[]) {
  try {
    const { values } = parseArgs({
      args: commandArguments,
      options: { once: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    });
    return values;
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n\n${usage}`);
  }
}

async function startAndServe(run: Run): Promise<number> {
  const { settings, interruption } = run;
  const startedMs = performance.now();
  const services: Service[] = [];
  const administrator = await Promise.race([
    withExclusiveLock(
      'start',
      repositoryRoot,
      () => startOrJoin(run, services),
      () => report('another npm start is under way: waiting for it'),
    ),
    interruption.promise.then(() => undefined),
  ]);
  if (!administrator) return 130;
  report(`ready in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  await writeTexts(settings, administrator, run.once);
  printAddresses(settings, administrator);
  if (run.once || services.length === 0) return 0;
  const failure = await Promise.race([
    interruption.promise.then(() => undefined),
    ...services.map((service) => service.ended.then((reason) => ended(service, reason))),
  ]);
  if (failure) report(failure.message);
  return failure ? 1 : 0;
}

async function startOrJoin(run: Run, services: Service[]): Promise<Administrator> {
  const { settings, stops } = run;
  if (await servicesRun(settings)) {
    report('the service runs already, from another npm start: using it');
    return await prepareAdministrator(settings);
  }
  await checkPorts(settings);
  const opening = openDatabase(settings);
  stops.push(async () => await (await opening.catch(() => undefined))?.stop());
  await prepareServer(settings);
  await ensureWeb();
  if (run.interruption.happened()) throw new CommandError('interrupted');
  const server = launchServer(settings);
  stops.push(() => server.service.stop());
  const database = await opening;
  const administrator = await prepareAdministrator(settings);
  if (run.interruption.happened()) throw new CommandError('interrupted');
  const adapter = launchAdapter(settings, database.url, administrator.password);
  stops.push(() => adapter.service.stop());
  services.push(server.service, adapter.service);
  const [description] = await Promise.all([server.description, adapter.ready]);
  reportEngine(settings, description);
  return administrator;
}

function reportEngine(settings: Settings, description: DescribeModelResponse): void {
  if (description.engineState === EngineState.READY) {
    report(`model ${description.modelName} loaded (${description.engine}; ${description.modelFile})`);
  } else if (settings.engineKind === 'none') {
    report('no model, as OFFERWRIGHT_ENGINE says: texts are composed by rules');
  } else {
    throw new CommandError(`the model did not load: ${description.engineStateReason}`);
  }
}

async function writeTexts(settings: Settings, administrator: Administrator, once: boolean): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  try {
    print(`\nTexts for real clients, as a legacy system gets them over REST:\n`);
    await writeSampleTexts(addressOf(settings.adapterHost, settings.adapterPort), administrator, print);
  } catch (error) {
    if (!(error instanceof AccessRefused)) throw error;
    if (administrator.generated) await forgetGeneratedPassword(settings);
    const message =
      `the database has an administrator "${administrator.name}" already, whose password is not known here: no texts ` +
      'were written; give it in OFFERWRIGHT_ADMIN_PASSWORD';
    if (once) throw new CommandError(message);
    report(message);
  }
}

function printAddresses(settings: Settings, administrator: Administrator): void {
  const rest = `http://${addressOf(settings.adapterHost, settings.adapterPort)}`;
  const password = administrator.generated
    ? `${administrator.password}  (generated now, shown once; kept in ${passwordPathOf(settings)})`
    : settings.adminPassword === null
      ? `in ${passwordPathOf(settings)}`
      : 'as in OFFERWRIGHT_ADMIN_PASSWORD';
  process.stdout.write(`Pages     ${rest}/web/
REST      ${rest}  (API page ${rest}/api, contract ${rest}/openapi.json)
gRPC      ${addressOf(settings.serverHost, settings.grpcPort)}
Connect   http://${addressOf(settings.serverHost, settings.connectPort)}
Name      ${administrator.name}
Password  ${password}

curl -s -u '${administrator.name}:PASSWORD' ${rest}/v1/generate -H 'content-type: application/json' \\
  -d '{"clients":[{"id":1,"features":{"age":41,"cnt_tr_oil_3m":12}}],"product":"CC","channel":"SMS"}'

`);
}
