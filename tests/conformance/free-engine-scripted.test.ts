/**
 * The suite for free writing on engines without a model: the scripted engine as the embedded one, and as the remote one
 * behind a server that speaks the protocol, with and without a grammar and probabilities.
 */
import { afterAll } from 'vitest';
import { systemClock } from '../../server/src/domain/clock.ts';
import { createEmbeddedFreeEngine } from '../../server/src/engine/embedded-free-engine.ts';
import { createRemoteEngine } from '../../server/src/engine/remote-engine.ts';
import { createScriptedEngine } from '../../server/src/engine/scripted-engine.ts';
import { type ChatServer, startChatServer } from '../kit/chat-server.ts';
import { freeEngineSuite } from '../kit/free-engine-suite.ts';

const servers: ChatServer[] = [];

function scripted(slotsCount: number) {
  return createScriptedEngine({
    slotsCount,
    seed: 5,
    freeText: 'Карта для 5 дел: ёмко.',
    stepDelay: { clock: systemClock, delayMs: 1 },
  });
}

async function createRemote(grammar: 'gbnf' | 'none', probabilities: 'told' | 'ignored') {
  const server = await startChatServer({ engine: scripted(8), token: 'a-token', probabilities });
  servers.push(server);
  return createRemoteEngine({
    url: server.url,
    modelName: 'scripted',
    token: 'a-token',
    grammar,
    asksProbabilities: true,
    slotsCount: 2,
    assertAddress: async () => undefined,
  });
}

afterAll(async () => {
  for (const server of servers) await server.close();
});

freeEngineSuite('embedded, scripted', {
  createEngine: async () => createEmbeddedFreeEngine(scripted(2)),
  honoursGrammar: true,
  tellsProbabilities: true,
});

freeEngineSuite('remote, with a grammar and probabilities', {
  createEngine: () => createRemote('gbnf', 'told'),
  honoursGrammar: true,
  tellsProbabilities: true,
});

freeEngineSuite('remote, without either', {
  createEngine: () => createRemote('none', 'ignored'),
  honoursGrammar: false,
  tellsProbabilities: false,
});
