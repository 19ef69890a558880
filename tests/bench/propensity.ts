/**
 * npm run bench -- propensity [--data DIRECTORY] [--python FILE] [--rounds N]: our models beside scikit-learn's, on the same
 * rows, one thread each, in one run. Each round trains both, one after the other, so that a busy moment meets both; the
 * table has medians. Both clocks run for the training alone, after six fits on a few rows.
 *
 * Python: the one given, else a virtual environment is made with pip; where that cannot be, ours alone are measured and
 * the table says so.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../../scripts/repository.ts';
import { runProgram } from '../../scripts/run-program.ts';
import { createRandom } from '../../server/src/domain/random.ts';
import { shuffle } from '../../server/src/propensity/folds.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(repositoryRoot, '..', 'shared', 'data', 'propensity') },
    python: { type: 'string' },
    rounds: { type: 'string', default: '5' },
  },
});

const dataSets = [
  { name: 'bank', file: 'bank_marketing_train.csv', separator: ';', target: 'y', positive: 'yes', drop: 'duration' },
  { name: 'shoppers', file: 'online_shoppers_train.csv', separator: ',', target: 'Revenue', positive: '1', drop: '' },
] as const;
type DataSet = (typeof dataSets)[number];
const kinds = ['logistic', 'boosted'] as const;
type Kind = (typeof kinds)[number];
const measureNames = ['auc', 'pr_auc', 'brier', 'accuracy', 'ece', 'fit_seconds'] as const;
type Measured = Readonly<Record<(typeof measureNames)[number], number>> & { readonly version?: string };

const trainShare = 0.7;
const directory = await mkdtemp(join(tmpdir(), 'offerwright-bench-propensity-'));
try {
  const python = values.python ?? (await makeEnvironment());
  const lines: string[] = [];
  for (const dataSet of dataSets) {
    const files = await partFile(dataSet);
    for (const kind of kinds) lines.push(...(await compare(dataSet, kind, files, python)));
  }
  const header = ['data', 'model', 'by', ...measureNames].join(' | ');
  process.stdout.write(`| ${header} |\n|${'---|'.repeat(3 + measureNames.length)}\n${lines.join('\n')}\n`);
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function makeEnvironment(): Promise<string | null> {
  const home = join(directory, 'venv');
  const steps: [string, ...string[]][] = [
    ['python3', '-m', 'venv', home],
    [join(home, 'bin', 'pip'), 'install', '--quiet', 'scikit-learn', 'pandas'],
  ];
  for (const step of steps) {
    const done = await runProgram(step, { output: 'keep' }).catch(() => null);
    if (done?.code === 0) continue;
    process.stderr.write('no Python with scikit-learn can be had here: only our own models are measured\n');
    return null;
  }
  return join(home, 'bin', 'python');
}

async function partFile({ name, file }: DataSet) {
  const [header = '', ...rows] = (await readFile(join(values.data, file), 'utf8')).trim().split(/\r?\n/);
  const random = createRandom(1);
  const order = shuffle(Int32Array.from(rows.keys()), () => random.next());
  const trainCount = Math.round(rows.length * trainShare);
  const [train, test] = [join(directory, `${name}-train.csv`), join(directory, `${name}-test.csv`)];
  const write = async (path: string, places: Int32Array) =>
    await writeFile(path, `${[header, ...Array.from(places, (place) => rows[place]!)].join('\n')}\n`);
  await write(train, order.subarray(0, trainCount));
  await write(test, order.subarray(trainCount));
  return { train, test };
}

async function compare(
  dataSet: DataSet,
  kind: Kind,
  files: { readonly train: string; readonly test: string },
  python: string | null,
): Promise<string[]> {
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    ours.push(await runOurs(dataSet, kind, files));
    if (python !== null) theirs.push(await runTheirs(dataSet, kind, files, python));
  }
  const rows = [row(dataSet, kind, 'ours', ours)];
  if (theirs.length === 0) return rows;
  const ratio = median(ours, 'fit_seconds') / median(theirs, 'fit_seconds');
  const gain = median(ours, 'auc') - median(theirs, 'auc');
  const cells = ['', '', 'ours against theirs', `${gain >= 0 ? '+' : ''}${gain.toFixed(4)}`, '', '', '', ''];
  return [
    ...rows,
    row(dataSet, kind, `scikit-learn ${theirs[0]!.version}`, theirs),
    `| ${cells.join(' | ')} | × ${ratio.toFixed(2)} |`,
  ];
}

function row({ name }: DataSet, kind: Kind, by: string, runs: readonly Measured[]): string {
  const cells = measureNames.map((measure) => median(runs, measure).toFixed(measure === 'fit_seconds' ? 3 : 4));
  return `| ${[name, kind, by, ...cells].join(' | ')} |`;
}

function median(runs: readonly Measured[], measure: (typeof measureNames)[number]): number {
  const sorted = runs.map((run) => run[measure]).sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)]!;
}

async function runOurs({ target, positive, drop }: DataSet, kind: Kind, files: { train: string; test: string }) {
  const command = join(repositoryRoot, 'scripts', 'commands', 'propensity.ts');
  const wish = ['--target', target, '--positive', positive, '--model', kind, ...(drop ? ['--drop', drop] : [])];
  return await readJson([
    process.execPath,
    command,
    'fit',
    '--train',
    files.train,
    '--test',
    files.test,
    ...wish,
    '--json',
  ]);
}

async function runTheirs(
  { separator, target, positive, drop }: DataSet,
  kind: Kind,
  files: { train: string; test: string },
  python: string,
) {
  const script = join(repositoryRoot, 'tests', 'bench', 'propensity-sklearn.py');
  return await readJson([python, script, files.train, files.test, separator, target, positive, drop, kind]);
}

async function readJson(program: [string, ...string[]]): Promise<Measured> {
  const { code, output } = await runProgram(program, { output: 'keep' });
  const line = output.split('\n').find((one) => one.startsWith('{'));
  if (code !== 0 || !line) throw new Error(`${program[0]} failed:\n${output}`);
  return JSON.parse(line) as Measured;
}
