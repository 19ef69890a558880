/**
 * npm start as a person uses it, with the real model and PostgreSQL, in a directory and on ports of its own: the first
 * and the second start, a port that is taken, a service that dies, an end by signal.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, isPortTaken } from '../../scripts/free-port.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { describeServer, isAdapterReady } from '../../scripts/services/describe-services.ts';

const startWithinMs = 200_000;
let base: string;
let environment: NodeJS.ProcessEnv;
let ports: { adapter: number; grpc: number; connect: number };

interface Start {
  readonly process: ChildProcess;
  /** Resolves when standard output holds the text; rejects with all output when the process ends before. */
  printed(text: string): Promise<void>;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'offerwright start '));
  ports = { adapter: await freePort(), grpc: await freePort(), connect: await freePort() };
  const ours = Object.entries(process.env).filter(([name]) => !/^(OFFERWRIGHT_|DATABASE_URL$)/.test(name));
  environment = {
    ...Object.fromEntries(ours),
    OFFERWRIGHT_STATE_DIR: join(base, 'state'),
    OFFERWRIGHT_ADAPTER_PORT: String(ports.adapter),
    OFFERWRIGHT_GRPC_PORT: String(ports.grpc),
    OFFERWRIGHT_CONNECT_PORT: String(ports.connect),
  };
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

function start(changes: NodeJS.ProcessEnv = {}, ...commandArguments: string[]): Start {
  const file = join(repositoryRoot, 'scripts', 'run.mjs');
  const child = spawn(process.execPath, [file, 'start', ...commandArguments], {
    cwd: base,
    env: { ...environment, ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const printed = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const listener = () => stdout.includes(text) && resolve();
      listeners.add(listener);
      listener();
      void ended.then(() => reject(new Error(`it ended without "${text}":\n${stdout}\n${stderr}`)));
    });
  return { process: child, printed, ended };
}

/** What npm start had started is gone. */
async function expectAllStopped(): Promise<void> {
  for (const port of Object.values(ports)) expect(await isPortTaken(port, '127.0.0.1')).toBe(false);
  expect(readdirSync(join(base, 'state', 'postgres', 'users'))).toEqual([]);
  expect(readdirSync(join(base, 'state', 'postgres', 'cluster'))).not.toContain('postmaster.pid');
}

function passwordOf(stdout: string): string {
  return /^Password {2}(\S+) {2}\(generated now, shown once/m.exec(stdout)?.[1] ?? '';
}

test('the first start makes an administrator and writes texts; the second knows both', {
  timeout: startWithinMs,
}, async () => {
  const first = await start({}, '--once').ended;
  expect(first.stderr).toMatch(/model \S+ loaded \(llama; local, \d+ of \d+ tokens, requantised\)/);
  expect(first).toMatchObject({ code: 0 });
  const texts = first.stdout.match(
    /^client \d+ · \S+ · \S+ · source .+ · confidence [01]\.\d\d · verdict passed · \d+ ms .+\n {2}.*[а-я]{3}/gm,
  );
  expect(texts).toHaveLength(5);
  const password = passwordOf(first.stdout);
  expect(readFileSync(join(base, 'state', 'administrator-password'), 'utf8')).toBe(password);
  await expectAllStopped();

  const second = await start({}, '--once').ended;
  expect(second).toMatchObject({ code: 0 });
  expect(second.stdout).not.toContain(password);
  expect(second.stdout.match(/verdict passed/g)).toHaveLength(5);
  await expectAllStopped();
  const log = readFileSync(join(base, 'state', 'logs', 'adapter.log'), 'utf8');
  expect(log).not.toContain(password);
});

test('says which variable moves a port that is taken', { timeout: startWithinMs }, async () => {
  const other = createServer((socket) => socket.resume()).listen(ports.connect, '127.0.0.1');
  try {
    const { code, stderr, stdout } = await start().ended;
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`port ${ports.connect} is taken: give another in OFFERWRIGHT_CONNECT_PORT`);
  } finally {
    await new Promise((resolve) => other.close(resolve));
  }
});

test('does not claim a password that the database does not know', { timeout: startWithinMs }, async () => {
  const { code, stderr } = await start(
    { OFFERWRIGHT_ENGINE: 'none', OFFERWRIGHT_ADMIN_PASSWORD: 'not the password' },
    '--once',
  ).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('has an administrator "admin" already, whose password is not known here');
  await expectAllStopped();
});

test('joins a service that runs, and ends all when a part of it dies', { timeout: startWithinMs }, async () => {
  const running = start({ OFFERWRIGHT_ENGINE: 'none' });
  await running.printed('curl -s');
  const joined = await start({ OFFERWRIGHT_ENGINE: 'none' }).ended;
  expect(joined).toMatchObject({ code: 0 });
  expect(joined.stderr).toContain('the service runs already, from another npm start');
  expect(joined.stdout.match(/source rules \(engine_down\)/g)).toHaveLength(5);
  expect(await isAdapterReady(`127.0.0.1:${ports.adapter}`)).toBe(true);

  process.kill(findProcess('adapter/src/main.ts', String(ports.adapter)), 'SIGKILL');
  const { code, stderr } = await running.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/the adapter ended \(signal SIGKILL\); the end of .*adapter\.log:\n.*"msg"/);
  await expectAllStopped();
});

test('ends all on SIGTERM', { timeout: startWithinMs }, async () => {
  const running = start({ OFFERWRIGHT_ENGINE: 'none' });
  await running.printed('curl -s');
  expect(await describeServer(`127.0.0.1:${ports.connect}`)).toBeDefined();
  running.process.kill('SIGTERM');
  const { code, stderr } = await running.ended;
  expect(code).toBe(0);
  expect(stderr).toContain('offerwright: stopping');
  await expectAllStopped();
});

/** The process whose command line ends with `file` and whose environment holds the adapter's port. */
function findProcess(file: string, port: string): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      if (!commandLine.endsWith(`${file}\0`)) continue;
      if (readFileSync(`/proc/${name}/environ`, 'utf8').includes(`OFFERWRIGHT_ADAPTER_PORT=${port}\0`))
        return Number(name);
    } catch {
      // It ended meanwhile, or is another user's.
    }
  }
  throw new Error(`no process runs ${file}`);
}
