/**
 * Parses the command line of a campaign. Order: split by node:util parseArgs → unknown and repeated options → required
 * ones → each value against its limit. Everything is checked before anything is opened, so that a mistake costs nothing.
 */
import { extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { concernNames, profileNames } from '../api/generate-request.ts';
import { limits } from '../limits.ts';
import { CampaignError } from './campaign-error.ts';
import { campaignLimits } from './campaign-limits.ts';

const clientsFormats = ['xlsx', 'csv'] as const;
export type ClientsFormat = (typeof clientsFormats)[number];
const outputFormats = ['xlsx', 'csv', 'jsonl'] as const;
export type OutputFormat = (typeof outputFormats)[number];
const policyNames = ['model_first', 'rules_only'] as const;
const languageNames = ['ru', 'en'] as const;

/** What shapes the texts: part of the campaign's identity, stored with it. */
interface CampaignOptions {
  readonly profile: (typeof profileNames)[number];
  /** Null: derived from each client's signals. */
  readonly concern: (typeof concernNames)[number] | null;
  readonly policy: (typeof policyNames)[number];
  /** Null: the server's default. */
  readonly temperature: number | null;
  readonly language: (typeof languageNames)[number];
  readonly answerWithinMs: number;
  /** Approved threads and sentences of the copybook only. */
  readonly approvedOnly: boolean;
}

export interface ValidArguments {
  readonly clientsPath: string;
  readonly clientsFormat: ClientsFormat;
  readonly outPath: string;
  readonly outFormat: OutputFormat;
  readonly summaryPath: string | null;
  readonly productCode: string;
  readonly channelCode: string;
  readonly options: CampaignOptions;
  /** Null: chosen at the campaign's first run and stored with it. */
  readonly seed: number | null;
  /** Null: all rows. */
  readonly limit: number | null;
  /** A fixed number; null: the server's slots and one more, fewer while the model runs out of time. */
  readonly concurrency: number | null;
  readonly fresh: boolean;
}

const optionTypes = {
  clients: { type: 'string' },
  product: { type: 'string' },
  channel: { type: 'string' },
  out: { type: 'string' },
  seed: { type: 'string' },
  limit: { type: 'string' },
  profile: { type: 'string' },
  concern: { type: 'string' },
  policy: { type: 'string' },
  temperature: { type: 'string' },
  language: { type: 'string' },
  'answer-within-ms': { type: 'string' },
  'approved-only': { type: 'boolean' },
  concurrency: { type: 'string' },
  summary: { type: 'string' },
  fresh: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * @param argv the arguments after the script's name
 * @returns null when help was asked for
 * @throws CampaignError wrong_argument, naming the option, the limit and what came
 */
export function parseArguments(argv: readonly string[], callerDirectory: string): ValidArguments | null {
  const values = splitArguments(argv);
  if (values.help === true) return null;
  const clientsPath = required(values.clients, 'clients', 'a file of clients, .xlsx or .csv');
  const outPath = required(values.out, 'out', 'a file to write, .xlsx, .csv or .jsonl');
  return {
    clientsPath: resolve(callerDirectory, clientsPath),
    clientsFormat: formatOf(clientsPath, 'clients', clientsFormats),
    outPath: resolve(callerDirectory, outPath),
    outFormat: formatOf(outPath, 'out', outputFormats),
    summaryPath: values.summary === undefined ? null : resolve(callerDirectory, summaryPathOf(values.summary)),
    productCode: codeOf(required(values.product, 'product', 'a product code, for example CC'), 'product'),
    channelCode: codeOf(required(values.channel, 'channel', 'a channel code, for example SMS'), 'channel'),
    options: {
      profile: oneOf(values.profile ?? 'strict', 'profile', profileNames),
      concern: values.concern === undefined ? null : oneOf(values.concern, 'concern', concernNames),
      policy: oneOf((values.policy ?? 'model_first').replaceAll('-', '_'), 'policy', policyNames),
      temperature: values.temperature === undefined ? null : temperatureOf(values.temperature),
      language: oneOf(values.language ?? 'ru', 'language', languageNames),
      answerWithinMs: integerOf(
        values['answer-within-ms'] ?? String(limits.answerWithinMsMax),
        'answer-within-ms',
        limits.answerWithinMsMin,
        limits.answerWithinMsMax,
      ),
      approvedOnly: values['approved-only'] === true,
    },
    seed: values.seed === undefined ? null : integerOf(values.seed, 'seed', 0, campaignLimits.seedMax),
    limit: values.limit === undefined ? null : integerOf(values.limit, 'limit', 1, campaignLimits.csvRowsMax),
    concurrency:
      values.concurrency === undefined
        ? null
        : integerOf(values.concurrency, 'concurrency', 1, campaignLimits.concurrencyMax),
    fresh: values.fresh === true,
  };
}

type OptionValues = {
  [Name in keyof typeof optionTypes]?: (typeof optionTypes)[Name]['type'] extends 'boolean' ? boolean : string;
};

function splitArguments(argv: readonly string[]): OptionValues {
  const parsed = parseOrRefuse(argv);
  const seen = new Set<string>();
  for (const token of parsed.tokens ?? []) {
    if (token.kind !== 'option') continue;
    if (seen.has(token.name))
      throw new CampaignError('wrong_argument', `--${token.name}: at most once; it came twice.`);
    seen.add(token.name);
  }
  return { ...parsed.values };
}

function parseOrRefuse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: optionTypes, strict: true, allowPositionals: false, tokens: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CampaignError('wrong_argument', `${error.message.split('. ')[0]}. Known options: ${knownOptions()}.`);
  }
}

const knownOptions = () =>
  Object.keys(optionTypes)
    .map((name) => `--${name}`)
    .join(', ');

function required(value: string | undefined, name: string, limit: string): string {
  if (value === undefined || value.trim() === '') {
    throw new CampaignError('wrong_argument', `--${name}: ${limit} must be given; nothing came.`);
  }
  return value;
}

function formatOf<Format extends string>(path: string, name: string, formats: readonly Format[]): Format {
  const extension = extname(path).slice(1).toLowerCase();
  const format = formats.find((candidate) => candidate === extension);
  if (format === undefined) {
    const came = extension === '' ? 'a name without an extension' : `.${extension}`;
    throw new CampaignError(
      'wrong_argument',
      `--${name}: the file's extension must be one of ${formats.map((one) => `.${one}`).join(', ')}; ${came} came.`,
    );
  }
  return format;
}

function summaryPathOf(path: string): string {
  formatOf(path, 'summary', ['json']);
  return path;
}

function codeOf(value: string, name: string): string {
  const code = value.trim();
  if (code.length > 64) {
    throw new CampaignError('wrong_argument', `--${name}: at most 64 characters; ${code.length} came.`);
  }
  return code;
}

function oneOf<Value extends string>(value: string, name: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new CampaignError('wrong_argument', `--${name}: one of ${allowed.join(', ')}; "${shorten(value)}" came.`);
  }
  return found;
}

function integerOf(value: string, name: string, min: number, max: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw new CampaignError(
      'wrong_argument',
      `--${name}: a whole number from ${min} to ${max}; "${shorten(value)}" came.`,
    );
  }
  return number;
}

function temperatureOf(value: string): number {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 0 && number <= campaignLimits.temperatureMax)) {
    throw new CampaignError(
      'wrong_argument',
      `--temperature: a number from 0 to ${campaignLimits.temperatureMax}; "${shorten(value)}" came.`,
    );
  }
  return number;
}

const shorten = (value: string) => (value.length > 40 ? `${value.slice(0, 40)}…` : value);
