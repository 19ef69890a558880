/**
 * The signals of clients, as the server derives them. It tells them with each text, so a text by rules is asked for and
 * thrown away: 1 to 5 ms a client, and one derivation of signals in the whole service. Nothing of it is stored.
 */

import { unknownContact } from '../../api/contact-facts.ts';
import { noContactPolicy } from '../../api/contacts.ts';
import { buildBatches, type Order } from '../../inference/build-batches.ts';
import type { InferenceClient } from '../../inference/inference-client.ts';
import { limits } from '../../limits.ts';
import type { ClientRow } from '../parse-client-row.ts';

/** Clients in one call: within the budget of an answer on a busy machine. */
const clientsPerCall = 50;

export interface SignalsContext {
  readonly inference: InferenceClient;
  readonly signal: AbortSignal;
  readonly requestId: string;
}

/** @returns row → signals, the salient first. @throws RequestError inference_unavailable, overloaded */
export async function findSignals(
  rows: readonly ClientRow[],
  context: SignalsContext,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { products, channels } = await context.inference.listVocabulary();
  // A credit would be refused to minors, and a refusal tells no signals.
  const product = products.find(({ isCredit }) => !isCredit) ?? products[0];
  const order: Order = {
    product: { code: product?.code ?? '', name: '', description: '' },
    channel: { code: channels.find(({ spoken }) => !spoken)?.code ?? '', description: '' },
    profile: 'strict',
    terms: null,
    contactPolicy: noContactPolicy,
    options: {
      policy: 'rules_only',
      mode: 'composed',
      seed: 1,
      answer_within_ms: limits.answerWithinMsMax,
      language: 'ru',
    },
  };
  const found = new Map<number, readonly string[]>();
  for (let first = 0; first < rows.length; first += clientsPerCall) {
    const asked = rows.slice(first, first + clientsPerCall);
    await ask(asked, order, context, found);
  }
  return found;
}

async function ask(
  rows: readonly ClientRow[],
  order: Order,
  { inference, signal, requestId }: SignalsContext,
  found: Map<number, readonly string[]>,
): Promise<void> {
  const clients = rows.map(({ row, features }) => ({
    id: row,
    features,
    recentThreadIds: [],
    contact: unknownContact,
  }));
  const batches = buildBatches(order, clients, limits.answerWithinMsMax, {
    clientsMax: clientsPerCall,
    bytesMax: limits.messageBytesMax,
  });
  for (const { request } of batches) {
    const deadlineMs =
      limits.answerWithinMsMax + limits.deadlineMarginMs + limits.deadlineMarginMsPerClient * rows.length;
    for await (const { clientId, result } of inference.generateBatch({ request, deadlineMs, signal, requestId })) {
      found.set(Number(clientId), result.case === 'answer' ? [...result.value.signals] : []);
    }
  }
}
