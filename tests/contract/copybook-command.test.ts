/**
 * npm run copybook over a real database and server: the shipped library goes in once, comes out byte for byte, is
 * approved by a named person, and a killed import leaves nothing behind.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { threadOf } from '../kit/copybook-thread.ts';
import { runSql } from '../kit/postgres.ts';
import { useRunningService } from '../kit/running-service.ts';

/** The shipped library as it is now: in a working tree somebody may be mending it. */
const directory = mkdtempSync(join(tmpdir(), 'offerwright-copybook-'));
const shipped = join(directory, 'shipped');
cpSync(join(repositoryRoot, 'models', 'copybook'), shipped, { recursive: true });
const service = useRunningService({ serverEnvironment: { OFFERWRIGHT_COPYBOOK_DIR: shipped } });

afterAll(() => rm(directory, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param killWhen kills it as a machine would, when it has said this. */
function run(words: readonly string[], killWhen?: RegExp): Promise<Ended> {
  const program = `import { main } from ${JSON.stringify(join(repositoryRoot, 'adapter/src/copybook/run-copybook.ts'))};
    process.exitCode = await main(process.argv.slice(1));`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, '--', ...words], {
    env: {
      ...process.env,
      DATABASE_URL: service().database.url,
      OFFERWRIGHT_INFERENCE_ADDRESS: service().server.grpcAddress,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
    if (killWhen?.test(written.stderr)) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...written })));
}

async function count(statement: string): Promise<number> {
  const [row] = await runSql(service().database.url, statement);
  return Number(Object.values(row!)[0]);
}

async function readAll(from: string): Promise<Record<string, string>> {
  const names = (await readdir(from)).filter((name) => name.endsWith('.jsonl') || name === 'claims.json');
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(from, name), 'utf8')] as const)),
  );
}

describe('copybook', () => {
  it('leaves nothing behind when it is killed in the middle of an import', async () => {
    const killed = await run(['import', '--dir', shipped], /wrote \d+ of/);
    expect(killed.code).toBeNull();
    expect(await count('SELECT count(*) FROM copybook_threads')).toBe(0);
    expect(await count('SELECT count(*) FROM copybook_editions')).toBe(0);
  });

  it('imports the shipped library, which is then the edition that the server has anyway', async () => {
    const dry = await run(['import', '--dir', shipped, '--dry-run']);
    expect([dry.code, dry.stderr], dry.stderr).toEqual([0, expect.stringContaining('nothing was stored')]);
    expect(await count('SELECT count(*) FROM copybook_threads')).toBe(0);
    const done = await run(['import', '--dir', shipped]);
    expect(done.code, done.stderr).toBe(0);
    expect(done.stderr).toMatch(/\d+ new, 0 revised, 0 unchanged, 0 approved/);
    expect(done.stderr).toContain('edition 1 is in force');
    const described = (await (
      await fetch(`${service().server.connectUrl}/marketing.v1.GenerationService/DescribeModel`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
    ).json()) as { copybookHash: string; threadsCount: number };
    const [edition] = await runSql(service().database.url, 'SELECT hash, threads_count FROM copybook_editions');
    expect(edition).toEqual({ hash: described.copybookHash, threads_count: described.threadsCount });
  });

  it('changes nothing when it is run again', async () => {
    const again = await run(['import', '--dir', shipped]);
    expect(again.stderr).toMatch(/0 new, 0 revised, \d+ unchanged, 0 approved/);
    expect(again.stderr).toContain('what is in force stays as it was');
    expect(await count('SELECT count(*) FROM copybook_editions')).toBe(1);
    expect(await count("SELECT count(*) FROM copybook_reviews WHERE act <> 'submit'")).toBe(0);
  });

  it('exports the files byte for byte', async () => {
    const out = join(directory, 'out');
    const exported = await run(['export', out]);
    expect(exported.code, exported.stderr).toBe(0);
    expect(await readAll(out)).toEqual(await readAll(shipped));
  });

  it('records who accepted all of it', async () => {
    const approved = await run(['import', '--dir', shipped, '--approve', 'Анна Ильина']);
    expect(approved.stderr).toMatch(/0 new, 0 revised, \d+ unchanged, \d+ approved/);
    expect(approved.stderr).toContain('edition 2 is in force');
    const threads = await count('SELECT count(*) FROM copybook_threads');
    expect(
      await count("SELECT count(*) FROM copybook_reviews WHERE act = 'approve' AND person_name = 'Анна Ильина'"),
    ).toBe(threads);
    expect(await count("SELECT count(*) FROM copybook_variants WHERE status <> 'approved'")).toBe(0);
    expect(await count('SELECT approved_threads_count FROM copybook_editions WHERE number = 2')).toBe(threads);
    const again = await run(['import', '--dir', shipped, '--approve', 'Анна Ильина']);
    expect(again.stderr).toContain('0 approved');
    expect(await count('SELECT count(*) FROM copybook_editions')).toBe(2);
  });

  it('revises what a file has anew, and keeps what people approved', async () => {
    const from = join(directory, 'changed');
    await cp(shipped, from, { recursive: true });
    const path = join(from, 'CC.jsonl');
    const [first, ...others] = (await readFile(path, 'utf8')).split('\n');
    const thread = JSON.parse(first!) as { id: string; idea: string; positions: string[][] };
    thread.idea = `${thread.idea}, заново`;
    thread.positions[0] = thread.positions[0]!.slice(1);
    await writeFile(path, [JSON.stringify(thread), ...others].join('\n'));
    const done = await run(['import', '--dir', from]);
    expect(done.stderr, done.stderr).toMatch(/0 new, 1 revised/);
    const [row] = await runSql(
      service().database.url,
      `SELECT threads.status, threads.latest_revision, threads.approved_revision, entries.revision AS in_force,
         (SELECT count(*)::integer FROM copybook_variants AS v WHERE v.thread_id = threads.id AND v.revision = 2
           AND v.status <> 'approved') AS drafts
       FROM copybook_threads AS threads JOIN copybook_edition_threads AS entries
         ON entries.thread_id = threads.id AND entries.next_edition IS NULL WHERE threads.id = $1`,
      [thread.id],
    );
    expect(row).toEqual({ status: 'draft', latest_revision: 2, approved_revision: 1, in_force: 1, drafts: 0 });
    // The shipped line again: somebody's revision is not undone.
    expect((await run(['import', '--dir', shipped])).stderr).toMatch(/0 new, 0 revised/);
  });

  it('says where threads are missing', async () => {
    const { code, stdout } = await run(['coverage']);
    expect(code).toBe(0);
    expect(stdout).toContain('cells without a thread that fits any client: 0');
    expect(stdout).toMatch(/^CC( +\d+ \(\d+\)){8}$/m);
  });

  it.each([
    ['a word that it does not know', ['drop'], 'import, export, coverage or write-candidates', 2],
    ['an option of another act', ['export', 'x', '--approve', 'N'], 'go with import', 2],
    ['nobody’s name', ['import', '--approve', ' '], 'the name of a person', 2],
    ['a directory that there is not', ['import', '--dir', 'no/such'], 'ENOENT', 2],
  ])('refuses %s', async (_, words, message, code) => {
    const ended = await run(words);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
  });

  it('names the line that cannot be taken, and stores none', async () => {
    const from = join(directory, 'broken');
    const line = (part: object) => JSON.stringify({ ...goodThread, ...part });
    for (const [content, message] of [
      [`${line({})}\n{`, 'CC.jsonl, line 2: thread: must be a JSON object'],
      [`${line({})}\n${line({})}`, 'CC.jsonl, line 2: id: must be used once'],
      [line({ need: 'fun' }), 'CC.jsonl, line 1: need'],
      [`${line({})}\n${line({ id: 'CC-SMS-new-2', positions: [['Карта за 5 минут.']] })}`, 'CC.jsonl, line 2: must be'],
    ]) {
      await rm(from, { recursive: true, force: true });
      await cp(shipped, from, { recursive: true, filter: (path) => !path.endsWith('.jsonl') });
      await writeFile(join(from, 'CC.jsonl'), content!);
      const ended = await run(['import', '--dir', from]);
      expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(message!)]);
    }
    expect(await count("SELECT count(*) FROM copybook_threads WHERE id LIKE 'CC-SMS-new%'")).toBe(0);
  });
});

const goodThread = threadOf('CC-SMS-new-1');
