/**
 * RPC Generate: Started, Delta …, Final for one client. A client whose features are in error gets its Final alone: it
 * was never admitted.
 */
import { create } from '@bufbuild/protobuf';
import {
  type ClientError,
  GenerateRequestSchema,
  type GenerateResponse,
  GenerateResponseSchema,
  type GenerationService,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { AnswerGenerator, GenerateEvent } from '../domain/answer.ts';
import { answerToProto, provenanceToProto } from './answer-to-proto.ts';
import { addCount, type Handlers } from './call.ts';
import { parseClient } from './parse-client.ts';
import { type OrderSurroundings, parseOrder } from './parse-order.ts';
import { parseUsedTexts } from './parse-used-texts.ts';
import { runAhead } from './run-ahead.ts';
import { assertValid } from './validate-message.ts';

export interface GenerateOptions extends OrderSurroundings {
  readonly generator: AnswerGenerator;
}

export function createGenerate(options: GenerateOptions): Handlers<typeof GenerationService>['generate'] {
  return async function* generate(request, context) {
    assertValid(GenerateRequestSchema, request);
    const order = parseOrder(request, options, context.deadlineMs);
    addCount(context, 'clients');
    const parsed = parseClient(request.client!, 'client');
    if ('error' in parsed) {
      addCount(context, 'clientErrors');
      yield errorFinal(parsed.error);
      return;
    }
    const { client } = parsed;
    const usage = parseUsedTexts(request.usedTexts);
    const events = runAhead(
      (signal) => options.generator.generate(order, client, { arrivedAtMs: context.arrivedAtMs, signal, usage }),
      context.signal,
      joinDeltas,
    );
    for await (const event of events) {
      if (event.kind === 'final') addCount(context, event.answer.source ?? 'refused');
      yield eventToProto(client.id, event);
    }
  };
}

function joinDeltas(waiting: GenerateEvent, next: GenerateEvent): GenerateEvent | null {
  if (waiting.kind !== 'delta' || next.kind !== 'delta') return null;
  return { kind: 'delta', text: waiting.text + next.text };
}

function eventToProto(clientId: bigint, event: GenerateEvent): GenerateResponse {
  switch (event.kind) {
    case 'started':
      return create(GenerateResponseSchema, {
        event: { case: 'started', value: { clientId, provenance: provenanceToProto(event.provenance) } },
      });
    case 'delta':
      return create(GenerateResponseSchema, { event: { case: 'delta', value: { text: event.text } } });
    case 'final':
      return create(GenerateResponseSchema, {
        event: { case: 'final', value: { result: { case: 'answer', value: answerToProto(event.answer) } } },
      });
  }
}

function errorFinal(error: ClientError): GenerateResponse {
  return create(GenerateResponseSchema, {
    event: { case: 'final', value: { result: { case: 'error', value: error } } },
  });
}
