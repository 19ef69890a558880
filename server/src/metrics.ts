/**
 * What the server says of itself to Prometheus, on GET /metrics of the Connect port: slots, queue, engine, calls, and
 * the process. No label comes from a request.
 */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface ServerMetricsSources {
  readonly queueLength: () => number;
  readonly busyCount: () => number;
  readonly isEngineReady: () => boolean;
  readonly slotsCount: number;
  readonly queueLengthMax: number;
}

export interface ServerMetrics {
  readonly contentType: string;
  /** One finished call. */
  countCall(rpc: string, code: string): void;
  text(): Promise<string>;
}

export function createServerMetrics(sources: ServerMetricsSources): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('offerwright_server_slots', 'Texts that the engine writes at once.', () => sources.slotsCount);
  gauge('offerwright_server_slots_busy', 'Slots at work now.', sources.busyCount);
  gauge('offerwright_server_queue_length', 'Texts that wait for a slot.', sources.queueLength);
  gauge('offerwright_server_queue_length_max', 'Beyond it rules write at once.', () => sources.queueLengthMax);
  gauge('offerwright_server_engine_ready', '1 while the model is loaded.', () => (sources.isEngineReady() ? 1 : 0));
  const calls = new Counter({
    name: 'offerwright_server_calls_total',
    help: 'Calls that have ended, by method and code.',
    labelNames: ['rpc', 'code'] as const,
    registers,
  });
  return {
    contentType: registry.contentType,
    countCall: (rpc, code) => calls.inc({ rpc, code }),
    text: () => registry.metrics(),
  };
}
