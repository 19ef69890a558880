/**
 * npm run -s law:check -- --in FILE.jsonl --out FILE.jsonl [--catalogue FILE.json] [--language ru|en] [--workers N]:
 * checks any texts against the law, whoever wrote them. Needs no database, no model and no server.
 *
 * A line in: {text, product, channel, profile}, other fields are kept. The same line out with `blocked` and `findings`
 * [{row, rule, severity, span, message}]; a line that cannot be checked, with `error` {field, limit, given}.
 * Exit code 0 when the file was gone through, whatever was found in it; 2 when the command was wrongly called or a file
 * cannot be read or written; 1 when the run failed.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Language } from '../../server/src/compliance/index.ts';
import { systemClock } from '../../server/src/domain/clock.ts';
import type { CheckedBatch, CheckWorkerData } from '../law/check-worker.ts';
import { readLawCatalogue, readSampleTerms, type TermsByProduct } from '../law/law-terms.ts';
import { assertDifferent, assertReadable, openOutput, writeChunk } from '../law/open-files.ts';
import { mapOrdered } from '../law/ordered-pool.ts';
import { openLines, readBatches } from '../law/read-batches.ts';
import { CommandError, report, runMain } from '../report.ts';

const usage =
  'usage: npm run -s law:check -- --in FILE.jsonl --out FILE.jsonl [--catalogue FILE.json] [--language ru|en] [--workers N]';
const wrongUse = 2;
const workersCountMax = 64;

interface Options {
  readonly input: string;
  readonly output: string;
  readonly catalogue: string | null;
  readonly language: Language;
  readonly workersCount: number;
}

await runMain(async (commandArguments) => {
  try {
    const options = parseOptions(commandArguments);
    await assertReadable('--in', options.input);
    await assertDifferent(options.input, options.output);
    return await checkFile(options, await readTerms(options.catalogue));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    report(error.message);
    return wrongUse;
  }
});

/** @throws CommandError with the usage. */
function parseOptions(commandArguments: string[]): Options {
  const values = parseValues(commandArguments);
  if (!values.in || !values.out) throw new CommandError(`${values.in ? '--out' : '--in'} is missing\n${usage}`);
  const language = values.language;
  if (language !== 'ru' && language !== 'en') throw new CommandError(`--language must be ru or en\n${usage}`);
  const workersCount = Number(values.workers ?? Math.min(availableParallelism(), workersCountMax));
  if (!Number.isInteger(workersCount) || workersCount < 1 || workersCount > workersCountMax) {
    throw new CommandError(`--workers must be an integer from 1 to ${workersCountMax}\n${usage}`);
  }
  return { input: values.in, output: values.out, catalogue: values.catalogue ?? null, language, workersCount };
}

function parseValues(commandArguments: string[]) {
  try {
    return parseArgs({
      args: commandArguments,
      options: {
        in: { type: 'string' },
        out: { type: 'string' },
        catalogue: { type: 'string' },
        language: { type: 'string', default: 'ru' },
        workers: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

async function readTerms(path: string | null): Promise<TermsByProduct> {
  if (path === null) {
    report('no --catalogue: texts are checked against the sample catalogue (models/offer-catalogue.sample.yaml)');
    return await readSampleTerms();
  }
  const { terms, unknownProducts } = await readLawCatalogue(path);
  if (unknownProducts.length > 0) report(`--catalogue: ${unknownProducts.length} entries are of no known product`);
  return terms;
}

async function checkFile(options: Options, terms: TermsByProduct): Promise<number> {
  const startedMs = systemClock.nowMs();
  const workerData: CheckWorkerData = { terms, today: systemClock.today(), language: options.language };
  const output = await openOutput(options.output);
  const counts = { blocked: 0, passed: 0, error: 0 };
  const rows = new Map<number, number>();
  try {
    const answers = mapOrdered<string[], CheckedBatch>(readBatches(openLines(options.input)), {
      url: new URL('../law/check-worker.ts', import.meta.url),
      workersCount: options.workersCount,
      workerData,
    });
    for await (const batch of answers) {
      counts.blocked += batch.outcomes.blocked;
      counts.passed += batch.outcomes.passed;
      counts.error += batch.outcomes.error;
      for (const [row, texts] of batch.rows) rows.set(row, (rows.get(row) ?? 0) + texts);
      await writeChunk(output.stream, batch.output);
    }
    await output.keep();
  } catch (error) {
    await output.discard();
    throw error;
  }
  summarize(counts, rows, systemClock.nowMs() - startedMs);
  return 0;
}

function summarize(
  counts: { readonly blocked: number; readonly passed: number; readonly error: number },
  rows: ReadonlyMap<number, number>,
  elapsedMs: number,
): void {
  const all = counts.blocked + counts.passed + counts.error;
  const perHour = Math.round((all / elapsedMs) * 3_600_000).toLocaleString('en-US');
  report(
    `${all} lines in ${(elapsedMs / 1000).toFixed(1)} s (${perHour} an hour): ${counts.passed} lawful, ` +
      `${counts.blocked} blocked, ${counts.error} in error`,
  );
  if (rows.size === 0) return;
  const byRow = [...rows].sort(([left], [right]) => left - right).map(([row, texts]) => `row ${row}: ${texts}`);
  report(`blocked by row of the law: ${byRow.join(', ')}`);
}
