/**
 * grpc.health.v1 on both ports. NOT_SERVING before the server is ready and while it drains. SERVING while the model
 * still loads or is down: texts are then composed by rules, and every answer says so; DescribeModel tells the engine's
 * state.
 */
import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  type Health,
  HealthCheckResponseSchema,
  HealthListResponseSchema,
  HealthCheckResponse_ServingStatus as Status,
} from '@offerwright/proto/grpc/health/v1/health_pb';
import type { Handlers } from './call.ts';
import type { CallGate } from './call-gate.ts';

/** @param serviceNames full names whose health is told; the server as a whole ("") is added. */
export function createHealthHandlers(gate: CallGate, serviceNames: readonly string[]): Handlers<typeof Health> {
  const names = ['', ...serviceNames];
  const statusNow = (): Status => (gate.state() === 'serving' ? Status.SERVING : Status.NOT_SERVING);

  return {
    async check(request) {
      // The name is the caller's text: it is not repeated.
      if (!names.includes(request.service)) throw new ConnectError('unknown service', Code.NotFound);
      return create(HealthCheckResponseSchema, { status: statusNow() });
    },
    async list() {
      const status = statusNow();
      return create(HealthListResponseSchema, {
        statuses: Object.fromEntries(names.map((name) => [name, { status }])),
      });
    },
    async *watch(request, context) {
      const isKnown = names.includes(request.service);
      let told: Status | null = null;
      while (!context.signal.aborted) {
        const status = isKnown ? statusNow() : Status.SERVICE_UNKNOWN;
        if (status === told) {
          await gate.nextChange(context.signal);
        } else {
          told = status;
          yield create(HealthCheckResponseSchema, { status });
        }
      }
    },
  };
}
