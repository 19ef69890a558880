/**
 * `npm run propensity -- fit-outcomes` on outcomes planted in a real PostgreSQL: an effect that is there is found, one
 * that is not there is not made up, and answers that are all alike are refused.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from '@offerwright/adapter/src/auth/password.ts';
import { openDatabase } from '@offerwright/adapter/src/db/database.ts';
import { migrate } from '@offerwright/adapter/src/db/migrate.ts';
import { insertUser } from '@offerwright/adapter/src/db/users/insert-user.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { runProgram } from '../../scripts/run-program.ts';
import { type PlantedAnswer, plantAnswers } from '../kit/planted-answers.ts';
import { runSql, startTestPostgres, type TestPostgres } from '../kit/postgres.ts';

const command = join(repositoryRoot, 'scripts', 'commands', 'propensity.ts');
const dayMs = 86_400_000;
let postgres: TestPostgres;
let directory = '';
let databaseUrl = '';

type Event = 'accepted' | 'rejected' | 'delivered';
interface Planted extends PlantedAnswer {
  readonly event: Event;
  readonly daysAgo: number;
}

const random = createRandom(11);
const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));

function client(product: string, event: (age: number) => Event, daysAgo = 10): Planted {
  const age = 20 + Math.floor(random.next() * 50);
  const features = {
    age,
    gender: Math.floor(random.next() * 2),
    cnt_tr_buy_3m: random.next() < 0.1 ? null : Math.floor(random.next() * 100),
    reg_region_nm: random.next() < 0.5 ? 'Якутия' : 'Омск',
  };
  return { atMs: Date.now() - 60 * dayMs, product, features, event: event(age), daysAgo };
}

const times = <Item>(count: number, make: () => Item): Item[] => Array.from({ length: count }, make);
/** The older the likelier. Best AUC that can be had: about 0.87. */
const byAge = (age: number): Event => (random.next() < sigmoid((age - 45) / 7) ? 'accepted' : 'rejected');
const byChance = (): Event => (random.next() < 0.4 ? 'accepted' : 'rejected');

const planted: readonly Planted[] = [
  ...times(700, () => client('CC', byAge)),
  // Silence of 40 days is an answer, of three days it is none.
  ...times(60, () => client('CC', () => 'delivered', 40)),
  ...times(60, () => client('CC', () => 'delivered', 3)),
  ...times(700, () => client('PREMIUM', byChance)),
  ...times(200, () => client('DEPOSIT', () => 'rejected')),
  ...times(200, () => client('MORTG', () => 'accepted')),
];

async function plantOutcomes(): Promise<void> {
  const ids = await plantAnswers(databaseUrl, planted);
  const rows = planted.map(({ event, daysAgo }, index) => ({
    answer_id: ids[index],
    event,
    at: new Date(Date.now() - daysAgo * dayMs).toISOString(),
  }));
  await runSql(
    databaseUrl,
    `INSERT INTO outcomes (answer_id, event, at, opt_out, origin, created_by, created_at)
     SELECT answer_id, event, at, false, 'import', (SELECT id FROM users WHERE name = 'admin'), now()
     FROM jsonb_to_recordset($1::jsonb) AS told (answer_id uuid, event text, at timestamptz)`,
    [JSON.stringify(rows)],
  );
}

beforeAll(async () => {
  [postgres, directory] = await Promise.all([
    startTestPostgres(),
    mkdtemp(join(tmpdir(), 'offerwright-fit-outcomes-')),
  ]);
  databaseUrl = await postgres.createDatabase('outcomes');
  await migrate(databaseUrl);
  const database = await openDatabase(databaseUrl, { warn: () => undefined });
  const passwordHash = await hashPassword('a password of tests');
  await insertUser(database, { id: crypto.randomUUID(), name: 'admin', passwordHash, role: 'administrator' });
  await database.end();
});
afterAll(async () => {
  await postgres.destroy();
  await rm(directory, { recursive: true, force: true });
});

const fit = (...given: string[]) =>
  runProgram([process.execPath, command, 'fit-outcomes', ...given], {
    output: 'keep',
    environment: { ...process.env, DATABASE_URL: databaseUrl },
  });

it('says that there is nothing to learn from, before there are outcomes', async () => {
  const { code, output } = await fit('--out', join(directory, 'none'));
  expect([code, output]).toEqual([0, expect.stringContaining('there are no outcomes yet')]);
});

describe.each(['logistic', 'boosted'])('a %s model', (model) => {
  const out = () => join(directory, model);
  const cardOf = async (product: string) => JSON.parse(await readFile(join(out(), `${product}.json`), 'utf8')).card;
  let said = '';

  beforeAll(async () => {
    const [row] = await runSql(databaseUrl, 'SELECT count(*)::integer AS count FROM outcomes');
    if (row!.count === 0) await plantOutcomes();
    const { code, output } = await fit('--out', out(), '--model', model, '--seed', '3');
    expect(code, output).toBe(0);
    said = output;
  });

  it('finds the planted effect, measured on rows it was not trained on', async () => {
    const card = await cardOf('CC');
    expect([card.kind, card.product, card.data.rows, card.measured.on]).toEqual([model, 'CC', 760, 'cross_validation']);
    expect(card.measured.measures.auc).toBeGreaterThan(0.75);
    expect(card.measured.measures.ece).toBeLessThan(0.1);
    expect(card.importance[0].column).toBe('age');
    expect(said).toMatch(/CC: 760 rows, AUC 0\.[78]/);
  });

  it('gives the older of two like clients the higher probability', async () => {
    const [clients, answers] = [join(directory, `${model}.csv`), join(directory, `${model}-answers.csv`)];
    await writeFile(clients, 'age;gender;cnt_tr_buy_3m;reg_region_nm\n25;1;50;Омск\n65;1;50;Омск\n');
    const predict = ['predict', '--model', join(out(), 'CC.json'), '--in', clients, '--out', answers];
    const { code, output } = await runProgram([process.execPath, command, ...predict], { output: 'keep' });
    expect(code, output).toBe(0);
    const [, young, old] = (await readFile(answers, 'utf8')).trim().split('\n');
    const probability = (line: string | undefined) => Number(line!.split(',')[1]);
    expect(probability(young)).toBeLessThan(0.2);
    expect(probability(old)).toBeGreaterThan(0.7);
  });

  it('makes up no effect where there is none', async () => {
    const { measured, data } = await cardOf('PREMIUM');
    expect(data.rows).toBe(700);
    expect(Math.abs(measured.measures.auc - 0.5)).toBeLessThan(0.08);
  });

  it('refuses answers that are all alike', () => {
    expect(said).toContain('DEPOSIT: 0 of 200 accepted: too few to learn from');
    expect(said).toContain('MORTG: 200 of 200 accepted: too few to learn from');
    for (const product of ['DEPOSIT', 'MORTG']) expect(existsSync(join(out(), `${product}.json`))).toBe(false);
  });
});

it('fits one product when one is named, the same by the same seed', async () => {
  const files = [join(directory, 'first'), join(directory, 'second')];
  for (const file of files) expect((await fit('--out', file, '--product', 'CC', '--seed', '3')).code).toBe(0);
  const [first, second] = await Promise.all(files.map((file) => readFile(join(file, 'CC.json'), 'utf8')));
  const numbersOf = (text: string) => JSON.stringify(JSON.parse(text).core);
  expect(numbersOf(first!)).toBe(numbersOf(second!));
  expect(existsSync(join(files[0]!, 'PREMIUM.json'))).toBe(false);
});
