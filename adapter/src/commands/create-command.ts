/**
 * A command over the store, for whoever types it: arguments → database and migrations → the act → an exit code. What the
 * commands differ in (their arguments, their acts) they give; how they open the store, what they say of mistakes and which
 * code they end with is alike here.
 *
 * Reports and errors go to standard error. Exit code: 0 done, 1 could not finish, 2 wrong arguments or files.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { parseConfig } from '../config.ts';
import { type Database, isDatabaseUnavailable, openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { RequestError } from '../errors.ts';

/** What is wrong with the arguments, in words that go before "--help tells more". */
export class UsageError extends Error {}

export interface CommandStore {
  readonly database: Database;
  /** host:port */
  readonly inferenceAddress: string;
  readonly say: (line: string) => void;
}

export interface CommandParts<Parsed> {
  readonly name: string;
  readonly helpText: string;
  /** @returns null when help was asked for. @throws UsageError */
  readonly parse: (argv: readonly string[], callerDirectory: string) => Parsed | null;
  readonly run: (parsed: Parsed, store: CommandStore) => Promise<void>;
}

export interface Command<Parsed> {
  /**
   * @param environment DATABASE_URL and OFFERWRIGHT_INFERENCE_ADDRESS; by default the process's
   * @returns the exit code
   */
  main(argv: readonly string[], environment?: NodeJS.ProcessEnv): Promise<number>;
  /**
   * For a command that starts services: says what is wrong with the arguments, or gives help, before anything is started.
   * @returns the exit code, or the command when it can run
   */
  checkBeforeStart(argv: readonly string[]): number | Parsed;
}

export function createCommand<Parsed extends object>(parts: CommandParts<Parsed>): Command<Parsed> {
  const say = (line: string) => void process.stderr.write(`${parts.name}: ${line}\n`);

  function checkBeforeStart(argv: readonly string[]): number | Parsed {
    try {
      const parsed = parts.parse(argv, process.cwd());
      if (parsed !== null) return parsed;
      process.stdout.write(parts.helpText);
      return 0;
    } catch (error) {
      return explain(error, say);
    }
  }

  return {
    checkBeforeStart,
    async main(argv, environment) {
      const parsed = checkBeforeStart(argv);
      if (typeof parsed === 'number') return parsed;
      try {
        await runOnStore(parts, parsed, environment, say);
        return 0;
      } catch (error) {
        return explain(error, say);
      }
    },
  };
}

/** As `parseArgs` of Node, strict. @throws UsageError */
export function splitArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message.split('. ')[0]!);
  }
}

async function runOnStore<Parsed>(
  { run }: CommandParts<Parsed>,
  parsed: Parsed,
  environment: NodeJS.ProcessEnv | undefined,
  say: (line: string) => void,
): Promise<void> {
  const { databaseUrl, inferenceAddress } = readConfig(environment);
  await migrate(databaseUrl);
  const database = await openDatabase(databaseUrl, { warn: (_fields, message) => say(message) });
  try {
    await run(parsed, { database, inferenceAddress, say });
  } finally {
    await database.end();
  }
}

function readConfig(environment: NodeJS.ProcessEnv | undefined) {
  try {
    return parseConfig(environment);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function explain(error: unknown, say: (line: string) => void): number {
  if (error instanceof UsageError) {
    say(`wrong_argument: ${error.message}. --help tells more.`);
    return 2;
  }
  if (error instanceof RequestError) {
    const problems = error.problems ?? [];
    for (const { field, limit, given } of problems) say(`${field}: must be ${limit}; got ${given}`);
    say(
      problems.length > 0
        ? `${error.kind}: ${problems.length} mistakes, nothing was stored`
        : `${error.kind}: ${error.message}`,
    );
    return error.status < 500 ? 2 : 1;
  }
  if (isDatabaseUnavailable(error)) {
    say('database_unavailable: the database does not answer');
    return 1;
  }
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    say(`a file cannot be read or written (${code})`);
    return 2;
  }
  throw error;
}
