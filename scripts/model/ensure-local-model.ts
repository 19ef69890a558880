/**
 * The local model file beside the published one: built when it is missing, made of something else or damaged; never
 * built twice. The note is written last, so that a build killed at any moment is begun again.
 *
 * Order: is it there → lock → is there room → adapter checked → build into `.partial` → rename → note → files of other
 * recipes removed (a server that still reads one keeps it until it ends).
 */
import { readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';
import type { LocalLever } from '../../server/src/domain/local-levers.ts';
import { sha256OfFile } from '../../server/src/engine/gguf-file.ts';
import {
  findLocalModel,
  type LocalModel,
  type LocalModelNote,
  type LocalRecipe,
  localModelPath,
  localModelStem,
  localNotePath,
  localRecipe,
} from '../../server/src/engine/local-model.ts';
import { type AdapterEntry, adapterName, adapterPath } from '../../server/src/engine/registry.ts';
import { CommandError } from '../report.ts';
import { buildLocalModel } from './build-local-model.ts';
import type { ModelFile } from './ensure-model.ts';
import { describeBytes, type Progress } from './progress.ts';

export interface EnsureLocalOptions {
  readonly model: ModelFile;
  readonly registryPath: string;
  readonly localLevers: readonly LocalLever[];
  readonly progress: Progress;
  /** Bytes free where the models lie. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

const lockOptions = { stale: 20_000, retries: { retries: 600, minTimeout: 500, maxTimeout: 500 } };

/** Null when nothing is to be done to the published file. @throws CommandError that says what is wrong and what to do. */
export async function ensureLocalModel(options: EnsureLocalOptions): Promise<LocalModel | null> {
  const { model, localLevers } = options;
  const adapter = model.entry?.adapter ?? null;
  const recipe = localRecipe(
    model.sha256,
    localLevers,
    adapter && { name: adapterName(adapter), sha256: adapter.sha256 },
  );
  if (recipe === null) return null;
  const find = () => findLocalModel(model.path, recipe).catch(() => null);
  const before = await find();
  if (before) return before;
  const unlock = await lock(model.path, { ...lockOptions, lockfilePath: `${localModelStem(model.path)}lock` });
  try {
    return (await find()) ?? (await build(options, recipe, adapter));
  } finally {
    await unlock();
  }
}

async function build(
  options: EnsureLocalOptions,
  recipe: LocalRecipe,
  adapter: AdapterEntry | null,
): Promise<LocalModel> {
  const { model, progress, registryPath } = options;
  const path = localModelPath(model.path, recipe);
  await assertSpace(options);
  const loraPath =
    adapter && recipe.adapter ? await findAdapter(adapterPath(registryPath, adapter), adapter) : undefined;
  await rm(localNotePath(path), { force: true });
  progress.start('building the local model file', (await stat(model.path)).size, 0);
  try {
    const built = await buildLocalModel({
      sourcePath: model.path,
      targetPath: path,
      cut: recipe.cut,
      requantise: recipe.requantise,
      ...(loraPath !== undefined && { adapter: { path: loraPath, alpha: adapter!.alpha } }),
      recipe: JSON.stringify(recipe),
      onProgress: (done) => progress.update(done),
    });
    progress.stop();
    if (built.cutRefusal !== null) progress.note(`the vocabulary is left whole: ${built.cutRefusal}`);
    const note: LocalModelNote = { recipe, ...built, bytes: (await stat(path)).size, sha256: await sha256OfFile(path) };
    await writeNote(path, note);
    await removeOthers(model.path, path);
    return { path, note };
  } catch (error) {
    if (isDiskFull(error)) throw diskFull(dirname(path));
    if (!(error instanceof Error)) throw error;
    throw new CommandError(`the local model file cannot be built: ${error.message}`, { cause: error });
  } finally {
    progress.stop();
  }
}

async function writeNote(path: string, note: LocalModelNote): Promise<void> {
  const partialPath = `${localNotePath(path)}.partial`;
  await writeFile(partialPath, JSON.stringify(note));
  await rename(partialPath, localNotePath(path));
}

async function findAdapter(path: string, adapter: AdapterEntry): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new CommandError(`the adapter ${path} of the registry is not there`);
  const sha256 = found.size === adapter.bytes ? await sha256OfFile(path) : null;
  if (sha256 === adapter.sha256) return path;
  throw new CommandError(
    `the adapter ${path} is damaged: ` +
      (sha256 === null
        ? `it has ${found.size} bytes, the registry says ${adapter.bytes}`
        : `its SHA-256 is ${sha256}, the registry says ${adapter.sha256}`),
  );
}

/** A local file is never much larger than its source. */
async function assertSpace({ model, freeBytes = freeBytesOf }: EnsureLocalOptions): Promise<void> {
  const directory = dirname(model.path);
  const [needed, free] = [(await stat(model.path)).size, await freeBytes(directory)];
  if (free >= needed) return;
  throw diskFull(directory, `: ${describeBytes(needed)} are needed, ${describeBytes(free)} are free`);
}

function diskFull(directory: string, figures = ''): CommandError {
  return new CommandError(
    `not enough disk space in ${directory} for the local model file${figures}; make room, or serve the published file ` +
      '(OFFERWRIGHT_LOCAL_MODEL=off)',
  );
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/** Half a gigabyte each; a killed build leaves its partial file, too. */
async function removeOthers(sourcePath: string, path: string): Promise<void> {
  const [directory, stem] = [dirname(sourcePath), basename(localModelStem(sourcePath))];
  const kept = [basename(path), basename(localNotePath(path))];
  for (const name of await readdir(directory)) {
    if (name.startsWith(stem) && /\.gguf(\.json)?(\.partial)?$/.test(name) && !kept.includes(name)) {
      await rm(join(directory, name), { force: true });
    }
  }
}
