/**
 * npm run -s judge -- texts|draw|sheet|collect|report|threads|grades …: blind judging of texts and readers' grades of
 * threads (docs/JUDGING.md).
 *
 * Order: `texts` once a writer → `draw` mixes and hides → `sheet` once a judge → people or models read and fill in →
 * `collect` checks → `report`. Of threads: `threads` once a reader → they read and grade → `grades`. Exit code 1 when
 * something is wrong with what was given; nothing is written then.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { gradeKey, loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { ensureConfiguredModel } from '../fetch-model.ts';
import { collectJudgements, parseJudgements } from '../judge/collect-judgements.ts';
import { drawBriefs, parseCorpus } from '../judge/draw-briefs.ts';
import { drawItems, parseKey } from '../judge/draw-items.ts';
import { collectGrades, threadSheet } from '../judge/grade-threads.ts';
import { blankAnswers, orderForJudge, parseItems, renderMarkdown } from '../judge/render-sheet.ts';
import { reportJudgements } from '../judge/report-judgements.ts';
import { parseTextLines, toJsonLines } from '../judge/text-line.ts';
import { writerNames, writeTexts } from '../judge/write-texts.ts';
import { CommandError, report, runMain } from '../report.ts';
import { repositoryRoot } from '../repository.ts';

const usage = `usage: npm run -s judge -- COMMAND …
  texts   --writer ${writerNames.join('|')} --briefs N --seed S [--corpus FILE.jsonl] --out FILE.jsonl
  draw    --in FILE.jsonl [--in …] --out DIRECTORY [--seed S] [--kinds score,pair] [--pairs A:B,A:C]
  sheet   --in DIRECTORY/items.jsonl --judge NAME --out DIRECTORY
  collect --key DIRECTORY/key.json --sheet NAME=FILE.jsonl [--sheet …] --out FILE.jsonl
  report  --key DIRECTORY/key.json --in FILE.jsonl
  threads --products CODE,CODE --judge NAME [--ungraded] [--seed S] --out DIRECTORY
  grades  --sheet NAME=FILE.jsonl [--sheet …]`;

const copybookDirectory = join(repositoryRoot, 'models', 'copybook');
const corpusName = join('tests', 'data', 'copy_corpus.jsonl');

const commands: Readonly<Record<string, (commandArguments: string[]) => Promise<number>>> = {
  texts,
  draw,
  sheet,
  collect,
  report: writeReport,
  threads: drawThreads,
  grades: writeGrades,
};

await runMain(async ([name, ...rest]) => {
  const command = name === undefined ? undefined : commands[name];
  if (!command) throw new CommandError(usage);
  return await command(rest);
});

async function texts(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    writer: { type: 'string' },
    briefs: { type: 'string', default: '48' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string' },
    out: { type: 'string' },
  });
  const out = required(values.out, '--out');
  const writer = writerNames.find((name) => name === values.writer);
  if (!writer) throw new CommandError(`--writer must be one of ${writerNames.join(', ')}\n${usage}`);
  const seed = whole(values.seed, '--seed', 0);
  if (writer === 'model') await ensureConfiguredModel();
  const corpusPath = values.corpus ?? join(repositoryRoot, corpusName);
  const corpus = parseCorpus(basename(corpusPath), await readFile(corpusPath, 'utf8'));
  const briefs = drawBriefs(corpus, whole(values.briefs, '--briefs', 1), seed);
  const lines = await writeTexts(writer, briefs, seed, (done) => {
    if (done % 20 === 0 && writer === 'model') report(`${done} of ${briefs.length} texts`);
  });
  await write(out, toJsonLines(lines));
  report(`${lines.length} texts by ${writer} in ${out}`);
  return 0;
}

async function draw(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    in: { type: 'string', multiple: true },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    kinds: { type: 'string', default: 'score,pair' },
    pairs: { type: 'string' },
  });
  const out = required(values.out, '--out');
  const read = await Promise.all(
    (values.in ?? []).map(async (path) => parseTextLines(basename(path), await text(path))),
  );
  if (read.length === 0) throw new CommandError(`--in is missing\n${usage}`);
  const kinds = new Set(
    values.kinds!.split(',').map((kind) => {
      if (kind !== 'score' && kind !== 'pair') throw new CommandError('--kinds must be score, pair or both');
      return kind;
    }),
  );
  const pairsOf = values.pairs?.split(',').map((pair) => {
    const [left, right, more] = pair.split(':');
    if (!left || !right || more !== undefined) throw new CommandError('--pairs must be like model:hand,model:rules');
    return [left, right] as const;
  });
  const drawn = drawItems(read.flat(), { seed: whole(values.seed, '--seed', 0), kinds, pairsOf: pairsOf ?? null });
  await write(join(out, 'items.jsonl'), toJsonLines(drawn.items));
  await write(join(out, 'key.json'), `${JSON.stringify(drawn.key, null, 1)}\n`);
  report(
    `${Object.keys(drawn.key.scores).length} texts to score, ${Object.keys(drawn.key.pairs).length} pairs, ` +
      `${drawn.key.sameText.length} pairs of the same text; keep ${join(out, 'key.json')} from the judges`,
  );
  return 0;
}

async function sheet(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    in: { type: 'string' },
    judge: { type: 'string' },
    out: { type: 'string' },
  });
  const path = required(values.in, '--in');
  const judge = judgeName(values.judge);
  const out = required(values.out, '--out');
  const items = orderForJudge(parseItems(basename(path), await text(path)), judge);
  await write(join(out, `${judge}.md`), renderMarkdown(items, judge));
  await write(join(out, `${judge}.jsonl`), toJsonLines(blankAnswers(items)));
  report(`${items.length} items: read ${join(out, `${judge}.md`)}, fill in ${join(out, `${judge}.jsonl`)}`);
  return 0;
}

async function collect(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    key: { type: 'string' },
    sheet: { type: 'string', multiple: true },
    out: { type: 'string' },
  });
  const keyPath = required(values.key, '--key');
  const out = required(values.out, '--out');
  const sheets = await readSheets(values.sheet);
  const { judgements, problems } = collectJudgements(parseKey(basename(keyPath), await text(keyPath)), sheets);
  for (const problem of problems) report(problem);
  if (problems.length > 0) throw new CommandError(`${problems.length} problems: nothing was written`);
  await write(out, toJsonLines(judgements));
  report(`${judgements.length} judgements of ${sheets.length} judges in ${out}`);
  return 0;
}

async function writeReport(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, { key: { type: 'string' }, in: { type: 'string' } });
  const keyPath = required(values.key, '--key');
  const path = required(values.in, '--in');
  const key = parseKey(basename(keyPath), await text(keyPath));
  const judgements = parseJudgements(basename(path), await text(path));
  const unknown = judgements.find(({ id }) => !Object.hasOwn(key.scores, id) && !Object.hasOwn(key.pairs, id));
  if (unknown) throw new CommandError(`${unknown.id} is unknown to ${keyPath}: of another draw`);
  process.stdout.write(reportJudgements(key, judgements));
  return 0;
}

async function drawThreads(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    products: { type: 'string' },
    judge: { type: 'string' },
    ungraded: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  });
  const judge = judgeName(values.judge);
  const out = required(values.out, '--out');
  const codes = required(values.products, '--products').split(',');
  const { grades, all } = await readThreads();
  const unknown = codes.find((code) => !all.some(({ product }) => product === code));
  if (unknown !== undefined) throw new CommandError(`--products: no thread of ${unknown}`);
  const wanted = all.filter(
    (thread) => codes.includes(thread.product) && !(values.ungraded && grades.has(gradeKey(thread))),
  );
  const { markdown, lines } = threadSheet(wanted, whole(values.seed, '--seed', 0));
  await write(join(out, `${judge}.md`), markdown);
  await write(join(out, `${judge}.jsonl`), toJsonLines(lines));
  report(`${lines.length} threads: read ${join(out, `${judge}.md`)}, fill in ${join(out, `${judge}.jsonl`)}`);
  return 0;
}

async function writeGrades(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, { sheet: { type: 'string', multiple: true } });
  const sheets = await readSheets(values.sheet);
  const { grades: before, all } = await readThreads();
  const { grades, problems, outdatedCount } = collectGrades(all, before, sheets);
  for (const problem of problems) report(problem);
  if (problems.length > 0) throw new CommandError(`${problems.length} problems: nothing was written`);
  const path = join(copybookDirectory, 'grades.json');
  await write(path, `${JSON.stringify(Object.fromEntries(grades), null, 1)}\n`);
  report(`${grades.size} of ${all.length} threads graded in ${path}; ${outdatedCount} edited since they were read`);
  return 0;
}

/** Threads of products and of families. */
async function readThreads() {
  const { threads, familyThreads, grades } = await loadCopybook(copybookDirectory);
  return { grades, all: [...threads, ...familyThreads.map(({ thread }) => thread)] };
}

async function readSheets(named: readonly string[] | undefined) {
  if (!named?.length) throw new CommandError(`--sheet is missing\n${usage}`);
  return await Promise.all(
    named.map(async (value) => {
      const [judge, file] = splitOnce(value);
      return { judge, file, content: await text(file) };
    }),
  );
}

function judgeName(given: string | undefined): string {
  const judge = required(given, '--judge');
  if (!/^[\p{L}\p{N}_-]{1,40}$/u.test(judge)) throw new CommandError('--judge must be letters, digits, _ and -');
  return judge;
}

function parse<const Options extends NonNullable<ParseArgsConfig['options']>>(
  commandArguments: string[],
  options: Options,
) {
  try {
    return parseArgs({ args: commandArguments, options }).values;
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

function required(value: string | undefined, name: string): string {
  if (!value) throw new CommandError(`${name} is missing\n${usage}`);
  return value;
}

function whole(value: string | undefined, name: string, least: number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < least) {
    throw new CommandError(`${name} must be a whole number from ${least}`);
  }
  return number;
}

/** NAME=FILE; the file may hold further signs of equality. */
function splitOnce(value: string): readonly [string, string] {
  const at = value.indexOf('=');
  if (at < 1 || at === value.length - 1) throw new CommandError('--sheet must be NAME=FILE.jsonl');
  return [value.slice(0, at), value.slice(at + 1)];
}

async function text(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause) => {
    throw new CommandError(`${path} cannot be read`, { cause });
  });
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
