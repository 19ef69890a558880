/** Counters and histograms for Prometheus. Labels are routes, statuses, kinds and sources: no client data. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10];
/** Close together around the two seconds that an answer may take. */
const answerBuckets = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.1, 2.25, 2.5, 3, 5];

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'offerwright_requests_total',
      help: 'Requests answered, by route, method and status.',
      labelNames: ['route', 'method', 'status'] as const,
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'offerwright_request_seconds',
      help: 'Time from a request’s arrival to the last byte of its response.',
      labelNames: ['route'] as const,
      buckets: secondsBuckets,
      registers,
    }),
    requestsInFlight: new Gauge({
      name: 'offerwright_generate_requests_in_flight',
      help: 'Generate requests being served now.',
      registers,
    }),
    ...createAnswerMetrics(registers),
    ...createStateGauges(registers),
    storeSeconds: new Histogram({
      name: 'offerwright_store_seconds',
      help: 'Time of writing rows, by what is written.',
      labelNames: ['rows'] as const,
      buckets: secondsBuckets,
      registers,
    }),
    errors: new Counter({
      name: 'offerwright_errors_total',
      help: 'Errors, by kind and by whether they concern a request or one client.',
      labelNames: ['kind', 'scope'] as const,
      registers,
    }),
  };
}

/** What is true now (stats/observe-state.ts). */
function createStateGauges(registers: Registry[]) {
  return {
    databaseUp: new Gauge({
      name: 'offerwright_database_up',
      help: '1 while the database answers.',
      registers,
    }),
    inferenceUp: new Gauge({
      name: 'offerwright_inference_up',
      help: '1 while the inference server says it serves.',
      registers,
    }),
    engineReady: new Gauge({
      name: 'offerwright_engine_ready',
      help: '1 while the model is loaded: else rules write every text.',
      registers,
    }),
    engineSlots: new Gauge({
      name: 'offerwright_engine_slots',
      help: 'Texts that the engine writes at once.',
      registers,
    }),
    campaigns: new Gauge({
      name: 'offerwright_campaigns',
      help: 'Campaigns of the web interface, by state. The same from every adapter: use max, not sum.',
      labelNames: ['state'] as const,
      registers,
    }),
    campaignClientsWaiting: new Gauge({
      name: 'offerwright_campaign_clients_waiting',
      help: 'Clients of campaigns at work that have no answer yet. The same from every adapter: use max, not sum.',
      registers,
    }),
    modelInfo: new Gauge({
      name: 'offerwright_model_info',
      help: '1, with the engine, model and adapter that serve as labels.',
      labelNames: ['engine', 'model', 'adapter', 'server_version'] as const,
      registers,
    }),
    ruleSetInfo: new Gauge({
      name: 'offerwright_rule_set_info',
      help: '1, with the version of the rules of law as a label.',
      labelNames: ['version'] as const,
      registers,
    }),
    copybookInfo: new Gauge({
      name: 'offerwright_copybook_info',
      help: '1, with the hash of the copybook edition in force as a label.',
      labelNames: ['hash'] as const,
      registers,
    }),
  };
}

/** Answers, and what people and the world say of them. */
function createAnswerMetrics(registers: Registry[]) {
  return {
    answers: new Counter({
      name: 'offerwright_answers_total',
      help: 'Answers stored, by source, status, reason of the rules, product and channel.',
      labelNames: ['source', 'status', 'reason', 'product', 'channel'] as const,
      registers,
    }),
    answerSeconds: new Histogram({
      name: 'offerwright_answer_seconds',
      help: 'Time of an answer in the inference server, by source and channel.',
      labelNames: ['source', 'channel'] as const,
      buckets: answerBuckets,
      registers,
    }),
    verdicts: new Counter({
      name: 'offerwright_verdicts_total',
      help: 'What a rule said of a text where it did not just pass: fixed, warned, blocked, or refused the client.',
      labelNames: ['rule', 'outcome'] as const,
      registers,
    }),
    labels: new Counter({
      name: 'offerwright_labels_total',
      help: 'Labels that people gave, by mark and reason.',
      labelNames: ['mark', 'reason'] as const,
      registers,
    }),
    outcomes: new Counter({
      name: 'offerwright_outcomes_total',
      help: 'New outcomes of texts, by event.',
      labelNames: ['event'] as const,
      registers,
    }),
  };
}
