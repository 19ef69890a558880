/**
 * Every case the descriptors give, on every protocol, against one running server: what the rules allow is answered, what
 * breaks a rule is refused with INVALID_ARGUMENT and a google.rpc.BadRequest that names exactly that field.
 */
import { GenerationService } from '@offerwright/proto/marketing/v1/generation_pb';
import { InsightService } from '@offerwright/proto/marketing/v1/insight_pb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useRunningService } from '../../kit/running-service.ts';
import { alterProto } from './altered-proto.ts';
import type { ContractCase } from './contract-case.ts';
import { deriveCases } from './derive-cases.ts';
import { runCase } from './run-case.ts';
import { createWireClients, protocolNames, type WireClient } from './wire-clients.ts';

const service = useRunningService({ withAdapter: false });
const services = [GenerationService, InsightService];
const cases = services.flatMap(deriveCases);
const ran = new Map<string, number>();
let clients: readonly WireClient[] = [];

beforeAll(() => {
  clients = createWireClients(service().server);
});

afterAll(() => {
  for (const client of clients) client.close();
  const total = [...ran.values()].reduce((sum, count) => sum + count, 0);
  const lines = [...ran].map(([name, count]) => `  ${name}: ${count}`);
  console.log(`contract cases: ${cases.length} derived, ${total} run\n${lines.join('\n')}`);
});

function clientOf(protocol: string): WireClient {
  return clients.find(({ name }) => name === protocol)!;
}

async function run(client: WireClient, some: readonly ContractCase[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const one of some) {
    const problem = await runCase(client, one);
    if (problem !== null) wrong.push(problem);
  }
  return wrong;
}

describe.for(protocolNames)('%s', (protocol) => {
  const names = services.flatMap((one) => one.methods.map(({ name }) => name));
  test.for(names)('%s keeps its contract', async (rpc) => {
    const some = cases.filter(({ method }) => method.name === rpc);
    expect(await run(clientOf(protocol), some)).toEqual([]);
    ran.set(protocol, (ran.get(protocol) ?? 0) + some.length);
  });
});

describe('the runner', () => {
  let tightened: readonly ContractCase[];

  // A contract with one tighter rule than the server's: what the server rightly accepts must be reported.
  beforeAll(async () => {
    await using proto = await alterProto('lte: 2000', 'lte: 1999');
    tightened = deriveCases(await proto.service()).filter(({ name }) => name.includes('.answer_within_ms '));
  });

  test.for(protocolNames)('notices a rule that the server does not enforce: %s', async (protocol) => {
    expect(await run(clientOf(protocol), tightened)).toEqual([
      `${protocol}: Generate: options.answer_within_ms 2000 breaks lte: answered, though it must be refused for options.answer_within_ms`,
      `${protocol}: GenerateBatch: options.answer_within_ms 2000 breaks lte: answered, though it must be refused for options.answer_within_ms`,
    ]);
  });

  test.for(protocolNames)('notices a refusal that names another field: %s', async (protocol) => {
    const one = cases.find(({ name }) => name === 'Generate: options.answer_within_ms 49 breaks gte')!;
    const misnamed: ContractCase = { ...one, expected: { ...one.expected, field: 'options.seed' } as never };
    expect(await run(clientOf(protocol), [misnamed])).toEqual([
      expect.stringContaining(
        'must be INVALID_ARGUMENT INVALID_ARGUMENT [options.seed], is INVALID_ARGUMENT INVALID_ARGUMENT [options.answer_within_ms]',
      ),
    ]);
  });

  test.for(protocolNames)('notices a request that is refused though the rules allow it: %s', async (protocol) => {
    const one = cases.find(({ name }) => name === 'CheckText: product absent breaks required')!;
    const allowed: ContractCase = { ...one, expected: { kind: 'accepted' } };
    expect(await run(clientOf(protocol), [allowed])).toEqual([
      expect.stringMatching(/refused with INVALID_ARGUMENT .*\[product\]$/),
    ]);
  });
});
