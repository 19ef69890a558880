/** Sends one contract case and says what is wrong with the answer, if anything. */
import type { DescMessage } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import {
  type GenerateBatchRequest,
  type GenerateBatchResponse,
  type GenerateResponse,
  GenerationService,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { AnyMessage } from './build-message.ts';
import type { ContractCase } from './contract-case.ts';
import type { WireClient, WireOutcome } from './wire-clients.ts';

/** @returns null when the answer is right, else what is wrong, with the case's name. */
export async function runCase(client: WireClient, one: ContractCase): Promise<string | null> {
  const outcome = await client.call(one.method, one.request);
  const wrong = judge(one, outcome);
  return wrong === null ? null : `${client.name}: ${one.name}: ${wrong}`;
}

function judge({ expected, method, request }: ContractCase, outcome: WireOutcome): string | null {
  if (expected.kind === 'accepted') {
    if (outcome.kind === 'refused') return `refused with ${describe(outcome)}`;
    return judgeResponses(method.name, request, outcome.responses) ?? judgeShape(method.output, outcome.responses);
  }
  if (outcome.kind === 'answered') return `answered, though it must be refused for ${expected.field}`;
  const wanted = `${expected.code} ${expected.reason} [${expected.field}]`;
  const came = `${outcome.code} ${outcome.reason} [${outcome.violations.map(({ field }) => field).join(', ')}]`;
  if (came !== wanted) return `must be ${wanted}, is ${came}: ${outcome.message}`;
  const [violation] = outcome.violations;
  if (!/^.+; given: .+$/s.test(violation!.description)) return `"${violation!.description}" gives no limit and value`;
  return null;
}

function describe(outcome: WireOutcome & { kind: 'refused' }): string {
  return `${outcome.code} ${outcome.reason}: ${outcome.message} [${outcome.violations.map(({ field }) => field)}]`;
}

/** An accepted request is answered for every client, in the order the contract gives. */
function judgeResponses(rpc: string, request: AnyMessage, responses: readonly AnyMessage[]): string | null {
  if (rpc === GenerationService.method.generate.name) {
    const events = (responses as GenerateResponse[]).map(({ event }) => event);
    const kinds = events.map((event) => event.case ?? 'nothing').join(' ');
    if (!/^started( delta)* final$/.test(kinds)) return `events are ${kinds}`;
    const final = events.at(-1)!;
    return final.case === 'final' && final.value.result.case === 'answer' ? null : 'the final holds no answer';
  }
  if (rpc === GenerationService.method.generateBatch.name) {
    const { clients } = request as GenerateBatchRequest;
    const batch = responses as GenerateBatchResponse[];
    if (batch.length !== clients.length) return `${batch.length} messages for ${clients.length} clients`;
    if (new Set(batch.map(({ index }) => index)).size !== clients.length) return 'an index came twice';
    const odd = batch.find(({ index, clientId, result }) => clients[index]?.id !== clientId || !isAnswered(result));
    return odd ? `message of index ${odd.index} holds ${odd.result.case} for client ${odd.clientId}` : null;
  }
  // As many parts as the copybook needs.
  if (rpc === GenerationService.method.readCopybook.name) return responses.length > 0 ? null : 'no message';
  return responses.length === 1 ? null : `${responses.length} messages`;
}

/** On a busy machine the last clients of a big batch are told to ask again, rather than late (docs/RPC.md). */
function isAnswered(result: GenerateBatchResponse['result']): boolean {
  return result.case === 'answer' || (result.case === 'error' && result.value.kind === 'overloaded');
}

/** Responses of every method hold something, unless their type has no fields. */
function judgeShape(descriptor: DescMessage, responses: readonly AnyMessage[]): string | null {
  const empty = responses.some((response) => {
    const reflected = reflect(descriptor, response);
    return descriptor.fields.length > 0 && !descriptor.fields.some((field) => reflected.isSet(field));
  });
  return empty ? 'a message is empty' : null;
}
