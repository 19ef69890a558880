import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from './repository.ts';
import { addressOf, readSettings } from './settings.ts';

describe('readSettings', () => {
  test('has the defaults of the services', async () => {
    expect(await readSettings({})).toMatchObject({
      adapterHost: '127.0.0.1',
      adapterPort: 8080,
      grpcPort: 50051,
      connectPort: 50052,
      engineKind: 'llama',
      databaseUrl: null,
      adminName: 'admin',
      adminPassword: null,
      stateDirectory: join(repositoryRoot, '.data'),
    });
  });

  test('takes a free port for 0', async () => {
    const { adapterPort, grpcPort } = await readSettings({ OFFERWRIGHT_ADAPTER_PORT: '0', OFFERWRIGHT_GRPC_PORT: '0' });
    expect(adapterPort).toBeGreaterThan(0);
    expect(grpcPort).toBeGreaterThan(0);
    expect(grpcPort).not.toBe(adapterPort);
  });

  test.each([
    ['OFFERWRIGHT_GRPC_PORT', 'many'],
    ['OFFERWRIGHT_ADAPTER_PORT', '70000'],
    ['OFFERWRIGHT_ENGINE', 'steam'],
    ['DATABASE_URL', 'mysql://bank'],
  ])('names %s when it is wrong', async (name, value) => {
    await expect(readSettings({ [name]: value })).rejects.toThrow(name);
  });
});

test('addressOf gives what a client on this machine connects to', () => {
  expect(addressOf('0.0.0.0', 8080)).toBe('127.0.0.1:8080');
  expect(addressOf('::', 8080)).toBe('[::1]:8080');
  expect(addressOf('bank.example', 8080)).toBe('bank.example:8080');
});
