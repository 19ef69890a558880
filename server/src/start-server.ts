/**
 * Puts the server together and starts it. Order: copybook → generator → transports listen → health says SERVING → the
 * engine loads behind all that. The server does not wait for its engine: texts come by rules meanwhile, and say so.
 *
 * Stopping, in order: health says NOT_SERVING and new calls get UNAVAILABLE → calls under way finish, for `drainMs` at
 * most → the rest is cancelled → connections close → the engine closes.
 */
import { ruleSet } from './compliance/index.ts';
import type { Config } from './config.ts';
import { createCopybookShelf, loadCopybook } from './copybook/index.ts';
import { createFreeWriting } from './create-free-writing.ts';
import type { Clock } from './domain/clock.ts';
import { limits } from './domain/limits.ts';
import { createAdmission } from './generate/admission.ts';
import { createQuestionChooser } from './generate/choose-question.ts';
import { createEngineHolder, type EngineHolder } from './generate/engine-holder.ts';
import { freePromptVersion } from './generate/free-prompt.ts';
import { createAnswerGenerator } from './generate/generate-answer.ts';
import { promptVersion } from './generate/prompt.ts';
import { grammarVersion } from './generate/walk-threads.ts';
import type { FreeWriting } from './generate/write-free.ts';
import { createConcernEstimator, createConcernListener, loadConcernModel } from './insight/concerns/index.ts';
import { loadInterviewCopybook } from './insight/interview/index.ts';
import { loadEngine } from './load-engine.ts';
import { describeBug, type Log } from './log.ts';
import { createServerMetrics } from './metrics.ts';
import { type CallGate, createCallGate } from './rpc/call-gate.ts';
import { startConnectServer } from './rpc/connect-server.ts';
import { startGrpcServer } from './rpc/grpc-server.ts';
import { bindServices } from './rpc/handlers.ts';
import { createCallRunner } from './rpc/run-call.ts';
import { joinAddress, type RunningServer } from './rpc/running-server.ts';

export interface StartedServer {
  readonly grpcPort: number;
  readonly connectPort: number;
  /** Stops in the order above. Safe to call twice. */
  stop(): Promise<void>;
}

/** @throws when the copybook cannot be read, an address cannot be bound, or the remote engine's is not private. */
export async function startServer(config: Config, clock: Clock, log: Log): Promise<StartedServer> {
  const copybook = await loadCopybook(config.copybookDir);
  const insight = await loadInsight(config);
  const gate = createCallGate(limits.callsMax);
  const engineHolder = createEngineHolder();
  const admission = createAdmission({ clock, slotsCount: config.slotsCount, queueLengthMax: config.queueLengthMax });
  const free = await createFreeWriting(config, { engineHolder, admission, clock, log });
  const writing = {
    clock,
    copybook,
    engineHolder,
    admission,
    free,
    hearConcerns: createConcernListener(insight.concernModel),
    serverVersion: config.serverVersion,
    onEngineError: (error: unknown) => log.error({ error: describeBug(error) }, 'the engine failed on a text'),
  };
  const bindings = bindServices(gate, {
    clock,
    engineHolder,
    provider: { legalName: config.legalName, licence: config.licence },
    generator: createAnswerGenerator(writing),
    candidates: writing,
    ...insight,
    chooseQuestion: createQuestionChooser(writing),
    onClientFailure: (cause, { requestId }) =>
      log.error({ requestId, error: describeBug(cause) }, 'bug in the text of one client'),
    engineName: config.engineKind,
    copybook,
    copybookDir: config.copybookDir,
    copybooks: createCopybookShelf(copybook, limits.copybooksKeptMax),
    ruleSet: { version: ruleSet.version, hash: ruleSet.hash, rulesCount: ruleSet.rules.length },
    grammarVersion,
    promptVersion,
    freeEngine: free.engine,
    freePromptVersion,
    slotsCount: config.slotsCount,
    queueLengthMax: config.queueLengthMax,
    serverVersion: config.serverVersion,
  });
  const metrics = createServerMetrics({
    queueLength: admission.queueLength,
    busyCount: admission.busyCount,
    isEngineReady: () => engineHolder.engine() !== null,
    slotsCount: config.slotsCount,
    queueLengthMax: config.queueLengthMax,
  });
  const runner = createCallRunner({ clock, gate, log, onCall: metrics.countCall });
  const transport = { clock, runner, bindings, log, host: config.host };
  const grpc = await startGrpcServer({ ...transport, port: config.grpcPort });
  const connect = await startConnectServer({ ...transport, port: config.connectPort, metrics });
  gate.setServing();
  const { engineKind: engine, serverVersion } = config;
  const addresses = {
    grpc: joinAddress(config.host, grpc.port),
    connect: `http://${joinAddress(config.host, connect.port)}`,
  };
  const { threadsCount } = copybook;
  log.info({ ...addresses, engine, threadsCount, ruleSetVersion: ruleSet.version, serverVersion }, 'ready');
  void loadEngine(config, engineHolder, clock, log);

  let stopping: Promise<void> | null = null;
  return {
    grpcPort: grpc.port,
    connectPort: connect.port,
    stop() {
      const transports = [grpc, connect];
      stopping ??= stopServer({ clock, log, gate, engineHolder, free, transports, drainMs: config.drainMs });
      return stopping;
    },
  };
}

/** What InsightService needs from files. */
async function loadInsight(config: Config) {
  const concernModel = await loadConcernModel(config.concernModelPath);
  const interviewCopybook = await loadInterviewCopybook(config.interviewDir);
  return { concernModel, interviewCopybook, estimateConcerns: createConcernEstimator(concernModel) };
}

interface Running {
  readonly clock: Clock;
  readonly log: Log;
  readonly gate: CallGate;
  readonly engineHolder: EngineHolder;
  readonly free: FreeWriting;
  readonly transports: readonly RunningServer[];
  readonly drainMs: number;
}

async function stopServer({ clock, log, gate, engineHolder, free, transports, drainMs }: Running): Promise<void> {
  log.info({ calls: gate.inFlight('generation'), drainMs }, 'draining');
  gate.startDraining();
  await new Promise<void>((resolve) => {
    const cancelTimer = clock.schedule(drainMs, resolve);
    void gate.whenIdle().then(() => {
      cancelTimer();
      resolve();
    });
  });
  const cancelledCalls = gate.inFlight('generation');
  gate.close();
  await Promise.all(transports.map((transport) => transport.close()));
  await free.engine()?.close();
  await engineHolder.engine()?.close();
  log.info({ cancelledCalls }, 'stopped');
}
