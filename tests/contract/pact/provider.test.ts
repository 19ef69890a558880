/**
 * The running adapter, server and PostgreSQL against the committed pact; and the same behind a proxy that breaks it, to
 * see that the verification notices.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Verifier } from '@pact-foundation/pact';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../../adapter/src/auth/password.ts';
import { openDatabase } from '../../../adapter/src/db/database.ts';
import { findUser } from '../../../adapter/src/db/users/find-user.ts';
import { insertUser } from '../../../adapter/src/db/users/insert-user.ts';
import { basicAuthorization, useRunningService } from '../../kit/running-service.ts';
import { account, pactFileName, pactsDirectory, providerName, states } from './pact-names.ts';

const service = useRunningService();
const verificationTimeoutMs = 120_000;

/** Makes what the consumer's interactions take for granted; safe to repeat. */
const stateHandlers = {
  [states.account]: async (parameters: unknown) => {
    const { name, password } = parameters as typeof account;
    const database = await openDatabase(service().database.url, { warn: () => {} });
    try {
      if (await findUser(database, name)) return;
      const passwordHash = await hashPassword(password);
      await insertUser(database, { id: crypto.randomUUID(), name, passwordHash, role: 'manager' });
    } finally {
      await database.end();
    }
  },
  [states.answered]: async (parameters: unknown) => {
    const { clientId, product, channel } = parameters as { clientId: number; product: string; channel: string };
    const response = await fetch(`${service().adapter.url}/v1/generate`, {
      method: 'POST',
      headers: {
        authorization: basicAuthorization(account.name, account.password),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ clients: [{ id: clientId, features: { age: 35 } }], product, channel }),
    });
    if (!response.ok) throw new Error(`the state could not be made: ${response.status} ${await response.text()}`);
  },
};

function verify(providerBaseUrl: string): Promise<string> {
  return new Verifier({
    provider: providerName,
    providerBaseUrl,
    pactUrls: [join(pactsDirectory, pactFileName)],
    stateHandlers,
    logLevel: 'error',
    timeout: verificationTimeoutMs,
  }).verifyProvider();
}

type Breakage = (status: number, body: string) => { readonly status: number; readonly body: string };

function withoutResults(body: string): string {
  const json = JSON.parse(body);
  return JSON.stringify('results' in json ? { ...json, results: json.results.slice(1) } : json);
}

/** The real adapter behind a proxy that changes its responses. */
async function startBrokenProvider(breakage: Breakage): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization = '', 'content-type': type } = request.headers;
    const answer = await fetch(`${service().adapter.url}${request.url}`, {
      method: request.method,
      headers: { authorization, ...(type ? { 'content-type': type } : {}) },
      body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
    });
    const { status, body } = breakage(answer.status, await answer.text());
    const challenge = answer.headers.get('www-authenticate');
    response.writeHead(status, {
      'content-type': answer.headers.get('content-type') ?? '',
      ...(challenge ? { 'www-authenticate': challenge } : {}),
    });
    response.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

describe('the adapter', () => {
  test('keeps the pact of the legacy client', { timeout: verificationTimeoutMs }, async () => {
    await expect(verify(service().adapter.url)).resolves.toBeDefined();
  });
});

describe('the verification', () => {
  let broken: Server | null = null;

  beforeAll(() => console.log('the failures that pact reports from here on are of a provider broken on purpose'));

  afterEach(() => {
    broken?.close();
    broken = null;
  });

  async function verifyBroken(breakage: Breakage): Promise<string> {
    broken = await startBrokenProvider(breakage);
    return await verify(`http://127.0.0.1:${(broken.address() as AddressInfo).port}`);
  }

  test('passes behind a proxy that changes nothing', { timeout: verificationTimeoutMs }, async () => {
    await expect(verifyBroken((status, body) => ({ status, body }))).resolves.toBeDefined();
  });

  test.for([
    [
      'a renamed field',
      /results\[0\].*confidence/,
      (status, body) => ({ status, body: body.replaceAll('"confidence":', '"score":') }),
    ],
    [
      'a number sent as a text',
      /confidence/,
      (status, body) => ({ status, body: body.replaceAll(/"confidence":([\d.e-]+)/g, '"confidence":"$1"') }),
    ],
    ['a lost result', /results/, (status, body) => ({ status, body: withoutResults(body) })],
    ['another status', /expected 422 but was 400/, (status, body) => ({ status: status === 422 ? 400 : status, body })],
    [
      'another slug',
      /bad_feature.*invalid_feature/,
      (status, body) => ({ status, body: body.replaceAll('"invalid_feature"', '"bad_feature"') }),
    ],
  ] as [string, RegExp, Breakage][])(
    'fails for %s',
    { timeout: verificationTimeoutMs },
    async ([, named, breakage]) => {
      await expect(verifyBroken(breakage)).rejects.toThrow(named);
    },
  );
});
