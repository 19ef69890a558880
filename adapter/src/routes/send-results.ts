/** Results → one JSON object in the order asked, or NDJSON / server-sent events as each client finishes. */
import { Readable } from 'node:stream';
import type { AnsweringContext, AskedRequest } from '../answering/command.ts';
import type { ClientResult, GenerateDone, GenerateResponse } from '../api/generate-response.ts';
import type { Clock } from '../clock.ts';
import type { AdapterContext } from '../context.ts';
import { ClientLeftError } from '../errors.ts';
import { toRequestError } from '../middleware/error-boundary.ts';

type Lots = AsyncGenerator<readonly ClientResult[]>;

export async function sendJson(context: AdapterContext, clock: Clock, asked: AskedRequest, lots: Lots): Promise<void> {
  const results: ClientResult[] = [];
  for await (const lot of lots) results.push(...lot);
  results.sort((one, other) => one.index - other.index);
  const response: GenerateResponse = { ...describeRequest(asked), results, timings: timingsOf(clock, asked) };
  context.body = response;
}

/** Waits for the first lot: what fails before it is an error with a status. */
export async function sendEvents(
  context: AdapterContext,
  answering: AnsweringContext,
  asked: AskedRequest,
  lots: Lots,
  format: 'application/x-ndjson' | 'text/event-stream',
): Promise<void> {
  const first = await lots.next();
  const write = format === 'text/event-stream' ? writeEvent : writeLine;
  context.set('Cache-Control', 'no-store');
  context.set('X-Accel-Buffering', 'no');
  context.type = format;
  const firstLot = first.done === true ? [] : first.value;
  const body = Readable.from(eventsOf(answering, asked, firstLot, lots, write), { objectMode: false });
  // A caller that left before the first lot: the events are destroyed before they have begun, and what has not begun
  // closes nothing. The request must not stay open.
  body.once('close', () => void lots.return(undefined).catch(() => undefined));
  context.body = body;
}

type Write = (event: 'result' | 'done', data: object) => string;

const writeLine: Write = (_event, data) => `${JSON.stringify(data)}\n`;
const writeEvent: Write = (event, data) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

async function* eventsOf(
  answering: AnsweringContext,
  asked: AskedRequest,
  first: readonly ClientResult[],
  rest: Lots,
  write: Write,
): AsyncGenerator<string> {
  const counts = { clients: 0, model: 0, rules: 0, refused: 0, errors: 0 };
  const add = (lot: readonly ClientResult[]) => {
    for (const result of lot) countResult(counts, result);
    return lot.map((result) => write('result', result)).join('');
  };
  let error: GenerateDone['error'] = null;
  try {
    yield add(first);
    for await (const lot of rest) yield add(lot);
  } catch (thrown) {
    if (thrown instanceof ClientLeftError) return;
    const { kind, message, field, limit, given } = toRequestError(thrown);
    if (kind === 'internal') answering.log.error({ requestId: asked.requestId, err: thrown }, 'internal error');
    error = { kind, message, field, limit, given };
  } finally {
    await rest.return(undefined);
  }
  const done: GenerateDone = {
    done: true,
    ...describeRequest(asked),
    counts,
    timings: timingsOf(answering.clock, asked),
    error,
  };
  yield write('done', done);
}

function countResult(counts: GenerateDone['counts'], result: ClientResult): void {
  counts.clients += 1;
  if ('error' in result) counts.errors += 1;
  else if (result.status === 'refused') counts.refused += 1;
  else if (result.source !== null) counts[result.source] += 1;
}

export function describeRequest({ requestId, order, claimsReviewed, sampleTerms }: AskedRequest) {
  const { product, channel, profile } = order;
  return {
    request_id: requestId,
    product,
    channel,
    profile,
    claims_reviewed: claimsReviewed,
    sample_terms: sampleTerms,
  };
}

export function timingsOf(clock: Clock, asked: AskedRequest): GenerateResponse['timings'] {
  const nowMs = clock.nowMs();
  const round = (ms: number) => Math.round(ms * 10) / 10;
  return {
    prepare_ms: round(asked.askedAtMs - asked.arrivedAtMs),
    answer_ms: round(nowMs - asked.askedAtMs),
    total_ms: round(nowMs - asked.arrivedAtMs),
  };
}
