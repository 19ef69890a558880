/**
 * The real server process: health and reflection on both ports, with grpcurl as a client that knows nothing of ours,
 * and curl over HTTP/1.1 and HTTP/2 on the Connect port.
 */
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { create } from '@bufbuild/protobuf';
import { Code, createClient, type Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport } from '@connectrpc/connect-node';
import {
  Health,
  HealthCheckRequestSchema,
  HealthCheckResponse_ServingStatus as Status,
} from '@offerwright/proto/grpc/health/v1/health_pb';
import { beforeAll, describe, expect, test } from 'vitest';
import { failureOf } from '../kit/rpc-callers.ts';
import { useRunningService } from '../kit/running-service.ts';

const run = promisify(execFile);
const service = useRunningService({ withAdapter: false });
const serviceName = 'marketing.v1.GenerationService';

/** Both ports as host:port. */
function addresses(): { readonly grpc: string; readonly connect: string } {
  const { grpcAddress, connectUrl } = service().server;
  return { grpc: grpcAddress, connect: new URL(connectUrl).host };
}

const ways: readonly { name: string; transport: () => Transport }[] = [
  { name: 'gRPC port', transport: () => createGrpcTransport({ baseUrl: `http://${addresses().grpc}` }) },
  { name: 'Connect port, gRPC', transport: () => createGrpcTransport({ baseUrl: `http://${addresses().connect}` }) },
  {
    name: 'Connect port, HTTP/1.1',
    transport: () => createConnectTransport({ baseUrl: `http://${addresses().connect}`, httpVersion: '1.1' }),
  },
];

describe.each(ways)('health on the $name', ({ transport }) => {
  test.each(['', serviceName])('"%s" is SERVING', async (name) => {
    const response = await createClient(Health, transport()).check({ service: name });
    expect(response.status).toBe(Status.SERVING);
  });

  test('an unknown service is NOT_FOUND, and its name is not repeated', async () => {
    const failure = await failureOf(createClient(Health, transport()).check({ service: 'not.here' }));
    expect(failure.code).toBe(Code[Code.NotFound]);
    expect(failure.message).not.toContain('not.here');
  });

  test('the list holds every service', async () => {
    const { statuses } = await createClient(Health, transport()).list({});
    expect(Object.keys(statuses).toSorted()).toEqual(['', serviceName, 'marketing.v1.InsightService']);
    expect(statuses['']?.status).toBe(Status.SERVING);
  });

  test.each([
    { name: serviceName, status: Status.SERVING },
    { name: 'not.here', status: Status.SERVICE_UNKNOWN },
  ])('a watch of $name begins with its status', async ({ name, status }) => {
    const controller = new AbortController();
    const request = create(HealthCheckRequestSchema, { service: name });
    const watching = createClient(Health, transport())
      .watch(request, { signal: controller.signal })
      [Symbol.asyncIterator]();
    expect((await watching.next()).value?.status).toBe(status);
    controller.abort();
  });
});

describe('grpcurl', () => {
  let grpcurl: string | null = null;

  beforeAll(async () => {
    grpcurl = await findGrpcurl();
    if (!grpcurl) console.warn('skipped: neither grpcurl nor go (to install it) is on this machine');
  });

  async function ask(address: string, ...flags: string[]): Promise<string> {
    return (await run(grpcurl!, ['-plaintext', ...flags.slice(0, -1), address, ...flags.slice(-1)])).stdout;
  }

  test.for(['grpc', 'connect'] as const)(
    'lists, describes and calls by reflection on the %s port',
    async (port, { skip }) => {
      if (!grpcurl) skip();
      const address = addresses()[port];
      const services = (await run(grpcurl!, ['-plaintext', address, 'list'])).stdout.trim().split('\n');
      expect(services.toSorted()).toEqual([
        'grpc.health.v1.Health',
        'grpc.reflection.v1.ServerReflection',
        'grpc.reflection.v1alpha.ServerReflection',
        serviceName,
        'marketing.v1.InsightService',
      ]);
      for (const symbol of [
        `${serviceName}.Generate`,
        'marketing.v1.Client',
        'google.protobuf.Value',
        'buf.validate.field',
      ]) {
        const described = (await run(grpcurl!, ['-plaintext', address, 'describe', symbol])).stdout;
        expect(described).toContain(symbol.split('.').at(-1));
      }
      const health = await ask(address, 'grpc.health.v1.Health/Check');
      expect(JSON.parse(health)).toEqual({ status: 'SERVING' });
      const client = { id: 7, features: { gender: 1, age: '34,5' } };
      const request = JSON.stringify({ client, product: { code: 'DC' }, channel: { code: 'SMS' } });
      const stream = await ask(address, '-d', request, `${serviceName}/Generate`);
      expect(stream).toContain('"started"');
      expect(stream).toContain('"final"');
    },
  );

  test('both versions of reflection answer', async ({ skip }) => {
    if (!grpcurl) skip();
    for (const version of ['v1', 'v1alpha']) {
      const method = `grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
      const response = JSON.parse(await ask(addresses().grpc, '-d', '{"list_services": ""}', method));
      expect(response.listServicesResponse.service).toContainEqual({ name: serviceName });
      const missing = JSON.parse(await ask(addresses().grpc, '-d', '{"file_containing_symbol": "not.Here"}', method));
      expect(missing.errorResponse).toMatchObject({ errorCode: Code.NotFound });
      const extension = JSON.stringify({
        file_containing_extension: { containing_type: 'google.protobuf.FieldOptions', extension_number: 1159 },
      });
      const found = JSON.parse(await ask(addresses().grpc, '-d', extension, method));
      expect(found.fileDescriptorResponse.fileDescriptorProto.length).toBeGreaterThan(0);
    }
  });
});

describe('curl', () => {
  const versions = [
    { version: 'HTTP/1.1', flag: '--http1.1', number: '1.1' },
    { version: 'HTTP/2', flag: '--http2-prior-knowledge', number: '2' },
  ];

  test.each(versions)('CheckText over $version', async ({ flag, number }) => {
    const { stdout } = await run('curl', [
      ...['-s', flag, '-w', '\n%{http_version} %{http_code}', '-H', 'content-type: application/json'],
      ...['-d', '{"text":"Оформите карту в приложении.","product":{"code":"DC"},"channel":{"code":"PUSH"}}'],
      `http://${addresses().connect}/${serviceName}/CheckText`,
    ]);
    const [body, status] = stdout.split('\n');
    expect(status).toBe(`${number} 200`);
    expect(JSON.parse(body!).verdict.results.length).toBeGreaterThan(0);
  });

  test.each(versions)('a wrong request over $version is told what is wrong', async ({ flag, number }) => {
    const { stdout } = await run('curl', [
      ...['-s', flag, '-w', '\n%{http_version} %{http_code}', '-H', 'content-type: application/json'],
      ...['-d', '{"text":"","product":{"code":"DC"},"channel":{"code":"PUSH"}}'],
      `http://${addresses().connect}/${serviceName}/CheckText`,
    ]);
    const [body, status] = stdout.split('\n');
    expect(status).toBe(`${number} 400`);
    expect(JSON.parse(body!)).toMatchObject({ code: 'invalid_argument' });
    expect(JSON.parse(body!).message).toContain('text: must be at least 1 characters; given: empty text');
  });

  test('an unknown path is 404, and a broken Host header ends nothing', async () => {
    const status = async (...flags: string[]): Promise<string> =>
      (await run('curl', ['-s', '-o', '/dev/null', '-w', '%{http_code}', ...flags])).stdout;
    const url = `http://${addresses().connect}`;
    expect(await status(`${url}/nothing`)).toBe('404');
    expect(await status('-H', 'Host: [', '-d', '{}', `${url}/${serviceName}/DescribeModel`)).toBe('400');
    expect(
      await status('-H', 'content-type: application/json', '-d', '{}', `${url}/${serviceName}/DescribeModel`),
    ).toBe('200');
  });
});

test('a preface of HTTP/2 that comes in pieces is understood', async () => {
  const [host, port] = addresses().connect.split(':');
  const socket = connect(Number(port), host);
  socket.setNoDelay(true);
  const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  const settingsFrame = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
  const answer = new Promise<Buffer>((resolve, reject) => socket.once('data', resolve).once('error', reject));
  for (const piece of [preface.subarray(0, 1), preface.subarray(1, 2), preface.subarray(2)]) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  socket.write(settingsFrame);
  // The first frame of a server is SETTINGS, type 4.
  expect((await answer)[3]).toBe(4);
  socket.destroy();
});

/** grpcurl of this machine, or built by go; null when there is neither. */
async function findGrpcurl(): Promise<string | null> {
  const candidates = ['grpcurl', join(homedir(), 'go', 'bin', 'grpcurl')];
  for (const candidate of candidates) {
    if (
      await run(candidate, ['--version']).then(
        () => true,
        () => false,
      )
    )
      return candidate;
  }
  const install = run('go', ['install', 'github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3']);
  return await install.then(
    () => candidates[1]!,
    () => null,
  );
}
