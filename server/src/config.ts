/**
 * The server's settings: the only place that reads `process.env`. Every variable is checked at start; an error names
 * the variable, its limit and what came, for all wrong variables at once.
 */
import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import packageJson from '../package.json' with { type: 'json' };
import { limits } from './domain/limits.ts';
import { type LocalLever, localLevers } from './domain/local-levers.ts';
import { logLevels } from './log.ts';

export const engineKinds = ['llama', 'scripted', 'none'] as const;
export type EngineKind = (typeof engineKinds)[number];

/** How a remote engine takes a grammar. */
const remoteGrammars = ['gbnf', 'none'] as const;

/** An engine for free writing that the bank runs by itself. */
export interface RemoteEngineConfig {
  /** What stands before `/chat/completions`. */
  readonly url: URL;
  readonly modelName: string;
  /** A secret: it stands in no log and no message. */
  readonly token: string | null;
  readonly grammar: (typeof remoteGrammars)[number];
  readonly asksProbabilities: boolean;
  readonly slotsCount: number;
  /** Whether its address may lie outside private networks: then client facts leave the bank's. */
  readonly mayBePublic: boolean;
}

export interface Config {
  readonly host: string;
  readonly grpcPort: number;
  readonly connectPort: number;
  readonly engineKind: EngineKind;
  /** A local GGUF that wins over the registry; null when unset. */
  readonly modelPath: string | null;
  /** Name in models/registry.json. */
  readonly modelName: string;
  readonly modelsDir: string;
  readonly registryPath: string;
  /** What set-up does to the published file; none: the published file itself is served. */
  readonly localLevers: readonly LocalLever[];
  readonly copybookDir: string;
  /** The question copybook of interviews. */
  readonly interviewDir: string;
  /** The classifier of concerns. */
  readonly concernModelPath: string;
  readonly slotsCount: number;
  /** Null: the engine decides by the machine's cores. */
  readonly engineThreadsCount: number | null;
  readonly queueLengthMax: number;
  /** Null: only a strong embedded engine may write freely. */
  readonly remoteEngine: RemoteEngineConfig | null;
  readonly drainMs: number;
  /**
   * Provider named in disclosures when a request brings no terms. The defaults are a sample from public facts about the
   * bank that the task was set by; the bank's lawyers set their own.
   */
  readonly legalName: string;
  readonly licence: string;
  readonly logLevel: (typeof logLevels)[number];
  readonly serverVersion: string;
}

/** The settings are wrong; the message lists each variable, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const repoRoot = fileURLToPath(new URL('../../', import.meta.url));

function integer(min: number, max: number) {
  const limit = `must be an integer from ${min} to ${max}`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, limit)
    .transform(Number)
    .refine((value) => value >= min && value <= max, limit);
}

function text(charsMax: number) {
  return z.string().trim().min(1, 'must not be empty').max(charsMax, `must be at most ${charsMax} characters`);
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

const yesNo = oneOf(['yes', 'no']).transform((value) => value === 'yes');

/** Without a path it is the usual one. */
const serverUrl = z
  .string()
  .trim()
  .max(500, 'must be at most 500 characters')
  .transform((value) => (URL.canParse(value) ? new URL(value) : null))
  .refine((url) => url !== null && /^https?:$/.test(url.protocol) && !url.search && !url.hash, {
    error: 'must be an http or https address without query',
    abort: true,
  })
  .refine((url) => !url?.username && !url?.password, 'must hold no user and no password')
  .transform((url) => (url!.pathname === '/' ? new URL('/v1', url!) : url!));

const schema = z.object({
  OFFERWRIGHT_SERVER_HOST: text(253).default('127.0.0.1'),
  OFFERWRIGHT_GRPC_PORT: integer(0, 65_535).default(50_051),
  OFFERWRIGHT_CONNECT_PORT: integer(0, 65_535).default(50_052),
  OFFERWRIGHT_ENGINE: oneOf(engineKinds).default('llama'),
  OFFERWRIGHT_MODEL_PATH: text(4096).optional(),
  OFFERWRIGHT_MODEL_NAME: text(100).default('qwen2.5-coder-0.5b-instruct-q4_k_m'),
  OFFERWRIGHT_MODELS_DIR: text(4096).optional(),
  OFFERWRIGHT_LOCAL_MODEL: z
    .string()
    .trim()
    .regex(new RegExp(`^(on|off|(${localLevers.join('|')})(,(${localLevers.join('|')}))*)$`), {
      error: `must be on, off or a list of ${localLevers.join(', ')}`,
    })
    .default('on')
    .transform((value) => localLevers.filter((lever) => value === 'on' || value.split(',').includes(lever))),
  OFFERWRIGHT_COPYBOOK_DIR: text(4096).optional(),
  // Prompts are bound by computing: on two cores a second text at once only makes both late.
  OFFERWRIGHT_SLOTS_COUNT: integer(1, 64).default(Math.min(64, Math.max(1, Math.floor(availableParallelism() / 2)))),
  OFFERWRIGHT_ENGINE_THREADS_COUNT: integer(1, 256).optional(),
  OFFERWRIGHT_QUEUE_LENGTH_MAX: integer(0, 10_000).default(limits.queueLengthMax),
  OFFERWRIGHT_REMOTE_ENGINE_URL: serverUrl.optional(),
  OFFERWRIGHT_REMOTE_ENGINE_MODEL: text(200).optional(),
  OFFERWRIGHT_REMOTE_ENGINE_TOKEN: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,4096}$/, 'must be at most 4096 printable characters of ASCII without blanks')
    .optional(),
  OFFERWRIGHT_REMOTE_ENGINE_GRAMMAR: oneOf(remoteGrammars).default('none'),
  OFFERWRIGHT_REMOTE_ENGINE_PROBABILITIES: yesNo.default(true),
  OFFERWRIGHT_REMOTE_ENGINE_SLOTS_COUNT: integer(1, 1024).default(4),
  OFFERWRIGHT_REMOTE_ENGINE_PUBLIC: yesNo.default(false),
  OFFERWRIGHT_DRAIN_MS: integer(0, 600_000).default(limits.drainMs),
  OFFERWRIGHT_LEGAL_NAME: text(300).default('Банк ГПБ (АО)'),
  OFFERWRIGHT_LICENCE: z
    .string()
    .trim()
    .max(300, 'must be at most 300 characters')
    .default('Генеральная лицензия Банка России № 354'),
  OFFERWRIGHT_LOG_LEVEL: oneOf(logLevels).default('info'),
  XDG_CACHE_HOME: z.string().optional(),
});

/**
 * Reads and checks the settings. Relative paths count from the working directory.
 * @throws ConfigError when any variable is wrong.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  // An empty variable is an unset one: that is how .env files leave a default in force.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success)
    throw new ConfigError(result.error.issues.map((issue) => describeIssue(issue, given)).join('\n'));
  const settings = result.data;
  const cacheDir = settings.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return {
    host: settings.OFFERWRIGHT_SERVER_HOST,
    grpcPort: settings.OFFERWRIGHT_GRPC_PORT,
    connectPort: settings.OFFERWRIGHT_CONNECT_PORT,
    engineKind: settings.OFFERWRIGHT_ENGINE,
    modelPath: settings.OFFERWRIGHT_MODEL_PATH ? resolve(settings.OFFERWRIGHT_MODEL_PATH) : null,
    modelName: settings.OFFERWRIGHT_MODEL_NAME,
    modelsDir: resolve(settings.OFFERWRIGHT_MODELS_DIR ?? join(cacheDir, 'offerwright', 'models')),
    localLevers: settings.OFFERWRIGHT_LOCAL_MODEL,
    registryPath: join(repoRoot, 'models', 'registry.json'),
    copybookDir: resolve(settings.OFFERWRIGHT_COPYBOOK_DIR ?? join(repoRoot, 'models', 'copybook')),
    interviewDir: join(repoRoot, 'models', 'interview'),
    concernModelPath: join(repoRoot, 'models', 'concerns', 'concerns-model.json'),
    slotsCount: settings.OFFERWRIGHT_SLOTS_COUNT,
    engineThreadsCount: settings.OFFERWRIGHT_ENGINE_THREADS_COUNT ?? null,
    queueLengthMax: settings.OFFERWRIGHT_QUEUE_LENGTH_MAX,
    remoteEngine: remoteEngineOf(settings),
    drainMs: settings.OFFERWRIGHT_DRAIN_MS,
    legalName: settings.OFFERWRIGHT_LEGAL_NAME,
    licence: settings.OFFERWRIGHT_LICENCE,
    logLevel: settings.OFFERWRIGHT_LOG_LEVEL,
    serverVersion: packageJson.version,
  };
}

/** @throws ConfigError when only a part of what it needs is given. */
function remoteEngineOf(settings: z.infer<typeof schema>): RemoteEngineConfig | null {
  const url = settings.OFFERWRIGHT_REMOTE_ENGINE_URL;
  const modelName = settings.OFFERWRIGHT_REMOTE_ENGINE_MODEL;
  const token = settings.OFFERWRIGHT_REMOTE_ENGINE_TOKEN ?? null;
  if (!url) {
    if (modelName === undefined && token === null) return null;
    throw new ConfigError('OFFERWRIGHT_REMOTE_ENGINE_URL: must be set where the model or the token is; given: nothing');
  }
  if (modelName === undefined) {
    throw new ConfigError('OFFERWRIGHT_REMOTE_ENGINE_MODEL: must be set where the address is; given: nothing');
  }
  return {
    url,
    modelName,
    token,
    grammar: settings.OFFERWRIGHT_REMOTE_ENGINE_GRAMMAR,
    asksProbabilities: settings.OFFERWRIGHT_REMOTE_ENGINE_PROBABILITIES,
    slotsCount: settings.OFFERWRIGHT_REMOTE_ENGINE_SLOTS_COUNT,
    mayBePublic: settings.OFFERWRIGHT_REMOTE_ENGINE_PUBLIC,
  };
}

/** Their values are secrets, or may hold one. */
const secretNames = ['OFFERWRIGHT_REMOTE_ENGINE_TOKEN', 'OFFERWRIGHT_REMOTE_ENGINE_URL'];

function describeIssue(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const name = String(issue.path[0]);
  const shown = secretNames.includes(name) ? 'not shown' : JSON.stringify(given[name]);
  return `${name}: ${issue.message}; given: ${shown}`;
}
