/** Asks running services how they are, as any HTTP client would. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fromJson, type JsonValue } from '@bufbuild/protobuf';
import {
  type DescribeModelResponse,
  DescribeModelResponseSchema,
  EngineState,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { CommandError } from '../report.ts';
import type { Service } from './launch-service.ts';

const askWithinMs = 2000;
const pollMs = 100;
/** Reading half a gigabyte from a cold disk and checking it is the longest part. */
const readyWithinMs = 180_000;

/** What the inference server says of itself; undefined when it does not answer there. */
export async function describeServer(connectAddress: string): Promise<DescribeModelResponse | undefined> {
  const response = await ask(`http://${connectAddress}/marketing.v1.GenerationService/DescribeModel`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response?.ok) return undefined;
  const body = (await response.json().catch(() => undefined)) as JsonValue | undefined;
  if (body === undefined) return undefined;
  return fromJson(DescribeModelResponseSchema, body, { ignoreUnknownFields: true });
}

/** Whether the adapter is ready to answer; undefined when it does not answer at all. */
export async function isAdapterReady(adapterAddress: string): Promise<boolean | undefined> {
  return (await ask(`http://${adapterAddress}/readyz`))?.ok;
}

async function ask(url: string, options: RequestInit = {}): Promise<Response | undefined> {
  return await fetch(url, { ...options, signal: AbortSignal.timeout(askWithinMs) }).catch(() => undefined);
}

/** The server once its model is loaded, or has failed to. @throws CommandError when it ends or takes too long. */
export async function waitForServer(server: Service, connectAddress: string): Promise<DescribeModelResponse> {
  return await waitFor(server, async () => {
    const description = await describeServer(connectAddress);
    return description && description.engineState !== EngineState.LOADING ? description : undefined;
  });
}

/** @throws CommandError when the adapter ends or takes too long. */
export async function waitForAdapter(adapter: Service, adapterAddress: string): Promise<void> {
  await waitFor(adapter, async () => ((await isAdapterReady(adapterAddress)) ? true : undefined));
}

async function waitFor<Value>(service: Service, question: () => Promise<Value | undefined>): Promise<Value> {
  for (const until = performance.now() + readyWithinMs; performance.now() < until; await sleep(pollMs)) {
    const reason = service.endedBecause();
    if (reason !== undefined) throw ended(service, reason);
    const value = await question();
    if (value !== undefined) return value;
  }
  throw new CommandError(`the ${service.name} was not ready within ${readyWithinMs / 1000} s:\n${service.logTail()}`);
}

/** The message for a service that ended although nobody stopped it. */
export function ended(service: Service, reason: string): CommandError {
  return new CommandError(
    `the ${service.name} ended (${reason}); the end of ${service.logPath}:\n${service.logTail()}`,
  );
}
