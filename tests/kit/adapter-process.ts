/** The adapter as a process of its own, which a test may stop, kill and start again, and a caller for its REST API. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '../../scripts/repository.ts';

export const adminName = 'admin';
export const adminPassword = 'a password of tests';
export const adminAuthorization = basic(adminName, adminPassword);

const pollMs = 25;
const waitMs = 30_000;

export interface AdapterSettings {
  readonly databaseUrl: string;
  readonly inferenceAddress: string;
  /** More settings by their documented names; undefined takes one away. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
}

export interface AdapterProcess {
  readonly url: string;
  readonly processId: number;
  /** Standard output and standard error so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** @returns Exit code or signal. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

/** Waits until it listens, not until it is ready. */
export async function runAdapter({
  databaseUrl,
  inferenceAddress,
  settings,
}: AdapterSettings): Promise<AdapterProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const environment: Record<string, string | undefined> = {
    PATH,
    HOME,
    DATABASE_URL: databaseUrl,
    OFFERWRIGHT_INFERENCE_ADDRESS: inferenceAddress,
    OFFERWRIGHT_ADAPTER_PORT: '0',
    OFFERWRIGHT_ADMIN_NAME: adminName,
    OFFERWRIGHT_ADMIN_PASSWORD: adminPassword,
    ...settings,
  };
  const child = spawn(process.execPath, [join(repositoryRoot, 'adapter/src/main.ts')], {
    env: Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
  });
  let ending: number | string | null = null;
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => {
      ending = signal ?? code ?? 'unknown';
      resolve(ending);
    });
  });
  const port = await until('the adapter listens', () => {
    if (ending !== null) throw new Error(`the adapter ended (${ending}):\n${written.stderr}`);
    return /"port":(\d+),"msg":"listening"/.exec(written.stderr)?.[1] ?? null;
  });
  return {
    url: `http://127.0.0.1:${port}`,
    processId: child.pid!,
    output: () => ({ ...written }),
    end(signal) {
      if (ending === null) child.kill(signal);
      return ended;
    },
  };
}

/** Polls until `look` gives something. @throws Error that names what did not happen. */
export async function until<Value>(what: string, look: () => Value | null | Promise<Value | null>): Promise<Value> {
  for (const endMs = performance.now() + waitMs; performance.now() < endMs; await sleep(pollMs)) {
    const value = await look();
    if (value !== null) return value;
  }
  throw new Error(`waited in vain: ${what}`);
}

/** Waits for a readiness of the adapter, as /readyz tells it. */
export async function untilMissing(url: string, ...missing: readonly string[]): Promise<void> {
  await until(`/readyz misses ${missing.join(', ') || 'nothing'}`, async () => {
    const body = (await (await fetch(`${url}/readyz`)).json()) as { missing: string[] };
    return body.missing.join() === missing.join() ? true : null;
  });
}

export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

export interface Reply<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** POST /v1/generate as the administrator. */
export async function generate<Body>(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply<Body>> {
  const response = await fetch(`${url}/v1/generate`, {
    method: 'POST',
    headers: { authorization: adminAuthorization, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

/** GET as the administrator. */
export async function get<Body>(url: string, headers: Record<string, string> = {}): Promise<Reply<Body>> {
  const response = await fetch(url, { headers: { authorization: adminAuthorization, ...headers } });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

/** A request for these ids, for a product and channel of the offer catalogue. */
export function orderFor(...ids: readonly number[]) {
  return { clients: ids.map((id) => ({ id, features: { age: 40 } })), product: 'CC', channel: 'SMS' };
}
