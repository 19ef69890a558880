/** The kit itself: a part that does not start is named with the end of its log, and a stop leaves nothing behind. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isPortTaken } from '../../scripts/free-port.ts';
import { startService } from './running-service.ts';

function portsOf(...addresses: readonly string[]): number[] {
  return addresses.map((address) => Number(address.split(':').at(-1)));
}

// A directory for temporary files of its own: other tests may run on the machine.
const directory = mkdtempSync(join(tmpdir(), 'offerwright-kit-'));

beforeAll(() => {
  vi.stubEnv('TMPDIR', directory);
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

test('a service answers, and is gone after its stop', async () => {
  const service = await startService();
  const ports = portsOf(service.server.grpcAddress, service.server.connectUrl, service.adapter.url);
  ports.push(service.database.port);
  const me = await fetch(`${service.adapter.url}/v1/me`, { headers: { authorization: service.authorization } });
  expect(await me.json()).toEqual({ name: 'admin', role: 'administrator' });
  await service.stop();
  expect(await Promise.all(ports.map((port) => isPortTaken(port, '127.0.0.1')))).toEqual([false, false, false, false]);
  expect(readdirSync(directory)).toEqual([]);
});

test.for([
  ['server', { serverEnvironment: { OFFERWRIGHT_ENGINE: 'none-such' } }, /the server ended.*OFFERWRIGHT_ENGINE/s],
  [
    'adapter',
    { adapterEnvironment: { OFFERWRIGHT_BODY_BYTES_MAX: '1' } },
    /the adapter ended.*OFFERWRIGHT_BODY_BYTES/s,
  ],
] as const)('a part that does not start is named with its log: %s', async ([, options, message]) => {
  await expect(startService(options)).rejects.toThrow(message);
  expect(readdirSync(directory)).toEqual([]);
});
