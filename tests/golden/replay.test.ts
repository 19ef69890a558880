/**
 * The committed exchanges of this directory, replayed over gRPC against the running server with the scripted engine.
 * `UPDATE_GOLDEN=1 npx vitest run tests/golden` rewrites the answers; the diff is then reviewed like code.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GenerationService } from '@offerwright/proto/marketing/v1/generation_pb';
import { describe, expect, test } from 'vitest';
import { messagesIn } from '../contract/generated/derive-cases.ts';
import { createGrpcClient } from '../contract/generated/wire-clients.ts';
import { useRunningService } from '../kit/running-service.ts';
import { type Exchange, replay, volatileFields, withMarkers } from './exchange.ts';

// A small copybook of its own: people edit models/copybook every day, the exchanges show the contract.
const service = useRunningService({
  withAdapter: false,
  serverEnvironment: { OFFERWRIGHT_COPYBOOK_DIR: fileURLToPath(new URL('copybook', import.meta.url)) },
});
const directory = import.meta.dirname;
const update = process.env.UPDATE_GOLDEN === '1';
const files = readdirSync(directory).filter((name) => name.endsWith('.json'));

function read(file: string): Exchange {
  return JSON.parse(readFileSync(join(directory, file), 'utf8'));
}

describe('golden exchanges', () => {
  test.for(files)('%s', async (file) => {
    const client = createGrpcClient(service().server.grpcAddress);
    try {
      const exchange = read(file);
      const answer = await replay(client, exchange);
      // The same request again: nothing but the marked fields may differ.
      expect(await replay(client, exchange)).toEqual(answer);
      if (update) {
        const { about, rpc, request } = exchange;
        writeFileSync(join(directory, file), `${JSON.stringify({ about, rpc, request, answer }, null, 2)}\n`);
      } else {
        expect(answer).toEqual(exchange.answer);
      }
    } finally {
      client.close();
    }
  });

  test('cover every RPC', () => {
    const covered = new Set(files.map((file) => read(file).rpc));
    expect(GenerationService.methods.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
  });

  test('replace only fields that the contract has', () => {
    const names = GenerationService.methods
      .flatMap((method) => messagesIn(method.output))
      .flatMap((message) => message.fields.map((field) => field.jsonName));
    expect(Object.keys(volatileFields).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('the comparison', () => {
  test('notices a changed word, a lost field and a value of a wrong type', () => {
    const answer = { text: 'Текст', timings: { totalMs: 3.5 }, provenance: { copybookHash: 'a'.repeat(64) } };
    const golden = withMarkers(answer);
    expect(golden).toEqual({
      text: 'Текст',
      timings: { totalMs: '<milliseconds>' },
      provenance: { copybookHash: '<hash>' },
    });
    expect(withMarkers({ ...answer, text: 'Другой' })).not.toEqual(golden);
    expect(withMarkers({ ...answer, provenance: {} })).not.toEqual(golden);
    expect(() => withMarkers({ ...answer, timings: { totalMs: -1 } })).toThrow('totalMs must be <milliseconds>, is -1');
    expect(() => withMarkers({ provenance: { copybookHash: 'no hash' } })).toThrow(/copybookHash must be <hash>/);
  });
});
