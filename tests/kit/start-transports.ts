/** Both transports on free ports with handlers of a test's own: for what a transport does, whatever the handlers do. */
import type { GenerationService } from '@offerwright/proto/marketing/v1/generation_pb';
import { GenerationService as Service } from '@offerwright/proto/marketing/v1/generation_pb';
import { systemClock } from '@offerwright/server/src/domain/clock.ts';
import { createLog } from '@offerwright/server/src/log.ts';
import { bindService, type Handlers, type ServiceBinding } from '@offerwright/server/src/rpc/call.ts';
import { type CallGate, createCallGate } from '@offerwright/server/src/rpc/call-gate.ts';
import { startConnectServer } from '@offerwright/server/src/rpc/connect-server.ts';
import { startGrpcServer } from '@offerwright/server/src/rpc/grpc-server.ts';
import { createCallRunner } from '@offerwright/server/src/rpc/run-call.ts';
import type { Ports } from './rpc-callers.ts';

export interface TestTransports {
  readonly ports: Ports;
  readonly gate: CallGate;
  /** The log's lines, parsed. */
  readonly logged: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

export async function startTransports(
  handlers: Handlers<typeof GenerationService>,
  callsMax = 64,
  others: (gate: CallGate) => readonly ServiceBinding[] = () => [],
): Promise<TestTransports> {
  const gate = createCallGate(callsMax);
  const logged: Record<string, unknown>[] = [];
  const log = createLog('info', { write: (line) => logged.push(JSON.parse(line)) });
  const runner = createCallRunner({ clock: systemClock, gate, log });
  const bindings = [bindService(Service, handlers, 'generation'), ...others(gate)];
  const address = { clock: systemClock, runner, bindings, log, host: '127.0.0.1', port: 0 };
  const grpc = await startGrpcServer(address);
  const connect = await startConnectServer({ ...address, metrics: null });
  gate.setServing();
  return {
    ports: { grpc: grpc.port, connect: connect.port },
    gate,
    logged,
    async close() {
      gate.close();
      await Promise.all([grpc.close(), connect.close()]);
    },
  };
}
