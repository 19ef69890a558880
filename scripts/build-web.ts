/**
 * Builds the pages that the adapter serves under /web/, when they are missing or older than what they are made of: the
 * digest of all sources stands beside them. Vite writes into a folder of its own first, so that a running adapter never
 * serves half a build.
 */
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { withExclusiveLock } from './exclusive-lock.mjs';
import { CommandError, report } from './report.ts';
import { repositoryRoot } from './repository.ts';
import { runProgram } from './run-program.ts';

const webDirectory = join(repositoryRoot, 'adapter', 'web');
const distDirectory = join(webDirectory, 'dist');
const digestName = '.sources-sha256';
const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'];

/** @throws CommandError with what Vite said. */
export async function ensureWeb(): Promise<void> {
  if (await isFresh()) return;
  await withExclusiveLock(
    'web',
    repositoryRoot,
    async () => {
      if (!(await isFresh())) await buildWeb();
    },
    () => report('another command builds the pages: waiting for it'),
  );
}

async function isFresh(): Promise<boolean> {
  const built = await readFile(join(distDirectory, digestName), 'utf8').catch(() => null);
  return built !== null && built === (await digestSources());
}

async function buildWeb(): Promise<void> {
  report('building the pages (about 15 s, once)');
  const digest = await digestSources();
  const directory = await mkdtemp(join(webDirectory, '.build-'));
  try {
    const vite = join(repositoryRoot, 'node_modules', 'vite', 'bin', 'vite.js');
    const options = ['--outDir', directory, '--emptyOutDir', '--logLevel', 'warn'];
    const { code, output } = await runProgram([process.execPath, vite, 'build', webDirectory, ...options], {
      output: 'keep',
    });
    if (code !== 0) throw new CommandError(`the pages could not be built:\n${output.trimEnd()}`);
    await writeFile(join(directory, digestName), digest);
    // A temporary folder is its maker's alone; the adapter may run as somebody else.
    await chmod(directory, 0o755);
    await rm(distDirectory, { recursive: true, force: true });
    await rename(directory, distDirectory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function digestSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await listSources()) {
    hash.update(`${relative(webDirectory, path)}\n`).update(await readFile(path));
  }
  // The libraries are part of what is built.
  hash.update(await readFile(join(repositoryRoot, 'package-lock.json')));
  return hash.digest('hex');
}

async function listSources(): Promise<string[]> {
  const lists = await Promise.all(
    sources.map(async (name) => {
      const path = join(webDirectory, name);
      if (name.includes('.')) return [path];
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    }),
  );
  return lists.flat().sort();
}
