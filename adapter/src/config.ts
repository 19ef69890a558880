/** Reads the environment, and nothing else does. An empty value counts as absent (compose files pass those). */
import { z } from 'zod';
import { limits } from './limits.ts';

const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

const environmentSchema = z.object({
  OFFERWRIGHT_ADAPTER_HOST: z.string().default('127.0.0.1'),
  OFFERWRIGHT_ADAPTER_PORT: count(0, 65_535).default(8080),
  OFFERWRIGHT_INFERENCE_ADDRESS: z
    .string()
    .regex(/^\S+:\d+$/, 'host:port')
    .default('127.0.0.1:50051'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'postgres://user:password@host:port/database'),
  OFFERWRIGHT_ADMIN_NAME: z
    .string()
    .max(100)
    .regex(/^[^:\p{Cc}]+$/u, 'a name without colons')
    .default('admin'),
  OFFERWRIGHT_ADMIN_PASSWORD: z.string().min(8).max(200).optional(),
  OFFERWRIGHT_RATE_LIMIT_PER_MINUTE: count(1, 1_000_000).default(limits.ratePerMinute),
  OFFERWRIGHT_BODY_BYTES_MAX: count(1024, 256 * 1024 * 1024).default(limits.bodyBytesMax),
  OFFERWRIGHT_CLIENTS_PER_CALL_MAX: count(1, 100_000).default(limits.clientsPerRequestMax),
  OFFERWRIGHT_BEHIND_TLS: z.enum(['yes', 'no']).default('no'),
  /** Interviews through Telegram, for staff and demonstrations: off unless both are set (docs/INTERVIEWS.md). */
  OFFERWRIGHT_TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{20,}$/, 'a token of a bot')
    .optional(),
  OFFERWRIGHT_TELEGRAM_STAFF: z
    .string()
    .regex(/^\d+(,\d+)*$/, 'ids of the staff who may talk to the bot: 123,456')
    .optional(),
  OFFERWRIGHT_TELEGRAM_API: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'http(s)://host')
    .optional(),
  /** A folder that files of market watch are taken from (docs/MARKET.md); absent: none is. */
  OFFERWRIGHT_MARKET_INBOX: z.string().max(4096).startsWith('/', 'an absolute path').optional(),
  OFFERWRIGHT_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface Config {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** host:port of the inference server. */
  readonly inferenceAddress: string;
  readonly databaseUrl: string;
  readonly adminName: string;
  /** Null: a password is generated for the first administrator. */
  readonly adminPassword: string | null;
  readonly ratePerMinute: number;
  readonly bodyBytesMax: number;
  readonly clientsPerRequestMax: number;
  /** Whether a proxy that ends TLS stands before the adapter: X-Forwarded-Proto and X-Forwarded-For are believed. */
  readonly isBehindTls: boolean;
  /** Null: off, as it must be where clients are talked to. */
  readonly telegram: TelegramConfig | null;
  /** Null: no folder is watched. */
  readonly marketInbox: string | null;
  readonly logLevel: string;
}

export interface TelegramConfig {
  readonly token: string;
  /** Ids of Telegram's users who may talk to the bot; nobody else gets a question. */
  readonly staffIds: readonly number[];
  /** Null: Telegram's own. */
  readonly apiRoot: string | null;
}

/** @throws Error that names each wrong variable and what it should be; values are left out, some are secrets. */
export function parseConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`settings: ${lines.join('; ')}`);
  }
  const values = parsed.data;
  return {
    host: values.OFFERWRIGHT_ADAPTER_HOST,
    port: values.OFFERWRIGHT_ADAPTER_PORT,
    inferenceAddress: values.OFFERWRIGHT_INFERENCE_ADDRESS,
    databaseUrl: values.DATABASE_URL,
    adminName: values.OFFERWRIGHT_ADMIN_NAME,
    adminPassword: values.OFFERWRIGHT_ADMIN_PASSWORD ?? null,
    ratePerMinute: values.OFFERWRIGHT_RATE_LIMIT_PER_MINUTE,
    bodyBytesMax: values.OFFERWRIGHT_BODY_BYTES_MAX,
    clientsPerRequestMax: values.OFFERWRIGHT_CLIENTS_PER_CALL_MAX,
    isBehindTls: values.OFFERWRIGHT_BEHIND_TLS === 'yes',
    telegram: readTelegram(values),
    marketInbox: values.OFFERWRIGHT_MARKET_INBOX ?? null,
    logLevel: values.OFFERWRIGHT_LOG_LEVEL,
  };
}

function readTelegram(values: z.output<typeof environmentSchema>): TelegramConfig | null {
  const {
    OFFERWRIGHT_TELEGRAM_TOKEN: token,
    OFFERWRIGHT_TELEGRAM_STAFF: staff,
    OFFERWRIGHT_TELEGRAM_API: apiRoot,
  } = values;
  if (token === undefined || staff === undefined) return null;
  return { token, staffIds: staff.split(',').map(Number), apiRoot: apiRoot ?? null };
}
