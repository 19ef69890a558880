/** npm run propensity as people and other programs call it: what stands on standard output, what is refused and how. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { shuffle } from '@offerwright/server/src/propensity/folds.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { runProgram } from '../../scripts/run-program.ts';

const command = join(repositoryRoot, 'scripts', 'commands', 'propensity.ts');
const shared = join(repositoryRoot, '..', 'shared', 'data', 'propensity');
const resultKeys = ['auc', 'pr_auc', 'brier', 'accuracy', 'ece', 'fit_seconds'];

let directory: string;
const path = (name: string) => join(directory, name);
const run = (...given: string[]) => runProgram([process.execPath, command, ...given], { output: 'keep' });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'offerwright-propensity-'));
  await writeFile(path('a.csv'), madeCsv(1200, 1));
  await writeFile(path('b.csv'), madeCsv(400, 2));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Older clients and those of the red level take more. */
function madeCsv(rows: number, seed: number): string {
  const random = createRandom(seed);
  const lines = Array.from({ length: rows }, () => {
    const age = 20 + Math.floor(random.next() * 50);
    const colour = random.next() < 0.4 ? 'red' : 'blue';
    const score = (age - 50) / 8 + (colour === 'red' ? 1 : 0);
    return `${age};"${colour}";"${random.next() < 1 / (1 + Math.exp(-score)) ? 'Yes' : 'no'}"`;
  });
  return `age;colour;"y"\n${lines.join('\n')}\n`;
}

const files = () => ['--train', path('a.csv'), '--test', path('b.csv')];
const target = ['--target', 'y', '--positive', 'yes'];

describe('fit', () => {
  it.each(['logistic', 'boosted'])('prints one JSON object and nothing else (%s)', async (model) => {
    const { code, output } = await run('fit', ...files(), ...target, '--model', model, '--json');
    expect([code, output.trim().split('\n').length]).toEqual([0, 1]);
    const result = JSON.parse(output);
    expect(Object.keys(result)).toEqual(resultKeys);
    expect(result.auc).toBeGreaterThan(0.75);
    expect(result.ece).toBeLessThan(0.12);
  });

  it('writes a model file whose predictions come with reasons', async () => {
    const wish = [...target, '--model', 'logistic', '--product', 'DC', '--json', '--out', path('m.json')];
    expect((await run('fit', ...files(), ...wish)).code).toBe(0);
    const { card } = JSON.parse(await readFile(path('m.json'), 'utf8'));
    expect([card.product, card.data.rows, card.measured.on, card.measured.data.rows]).toEqual([
      'DC',
      1200,
      'test_file',
      400,
    ]);
    const red = card.coefficients.find(
      ({ term, level }: { term: string; level: string }) => `${term} ${level}` === 'colour red',
    );
    expect([red.odds_ratio_low > 1, red.standard_error > 0, red.p_value < 0.05]).toEqual([true, true, true]);
    const { code } = await run('predict', '--model', path('m.json'), '--in', path('b.csv'), '--out', path('p.csv'));
    const lines = (await readFile(path('p.csv'), 'utf8')).trim().split('\n');
    expect([code, lines.length, lines[0]]).toEqual([0, 401, 'row,probability,reason_1,reason_2,reason_3']);
    expect(lines[1]).toMatch(/^1,0\.\d{6},"?(age|colour) = .*шансы в/);
  });

  it.each([
    [['--target', 'z', '--positive', 'yes'], 'no column "z"'],
    [['--target', 'y', '--positive', 'maybe'], 'no row has "maybe"'],
    [[...target, '--drop', 'nothing'], 'no column "nothing"'],
    [[...target, '--drop', 'age,colour'], 'no column is left'],
    [[...target, '--weights', 'heavy'], '--weights must be one of'],
  ])('%j is refused in one line', async (wish, message) => {
    const { code, output } = await run('fit', ...files(), ...wish, '--model', 'logistic', '--json');
    expect([code, output.trim().split('\n').length]).toEqual([1, 1]);
    expect(output).toContain(message);
  });

  it('refuses a test file with other columns, by its name', async () => {
    await writeFile(path('other.csv'), 'age;y\n30;no\n60;Yes\n');
    const other = ['--train', path('a.csv'), '--test', path('other.csv')];
    const { code, output } = await run('fit', ...other, ...target, '--model', 'boosted', '--json');
    expect([code, output]).toEqual([1, expect.stringContaining('other.csv has no column "colour"')]);
  });
});

// The data stand beside the repository where it is developed, and are not part of it.
describe.runIf(existsSync(shared))('on the public data sets', () => {
  it.each([
    ['bank_marketing_train.csv', 'y', 'yes', 'duration', 'logistic', 0.78],
    ['bank_marketing_train.csv', 'y', 'yes', 'duration', 'boosted', 0.79],
    ['online_shoppers_train.csv', 'Revenue', 'TRUE', '', 'logistic', 0.905],
    ['online_shoppers_train.csv', 'Revenue', 'TRUE', '', 'boosted', 0.915],
  ])('%s, %s = %s without %j, %s: AUC of kept-back rows above %d', async (file, name, positive, drop, model, least) => {
    const [header = '', ...rows] = (await readFile(join(shared, file), 'utf8')).trim().split('\n');
    const random = createRandom(9);
    const order = shuffle(Int32Array.from(rows.keys()), () => random.next());
    const mixed = Array.from(order, (from) => rows[from]!);
    const cut = Math.round(mixed.length * 0.7);
    await writeFile(path('train.csv'), [header, ...mixed.slice(0, cut)].join('\n'));
    await writeFile(path('test.csv'), [header, ...mixed.slice(cut)].join('\n'));
    const wish = ['--target', name, '--positive', positive, ...(drop ? ['--drop', drop] : []), '--model', model];
    const { output } = await run('fit', '--train', path('train.csv'), '--test', path('test.csv'), ...wish, '--json');
    expect(JSON.parse(output).auc).toBeGreaterThan(least);
  });
});
