/**
 * The local model file beside the published one: built when it is missing, of another builder or damaged; never built
 * twice. The note is written last, so that a build killed at any moment is begun again.
 */
import { rm, stat, writeFile } from 'node:fs/promises';
import { lock } from 'proper-lockfile';
import { sha256OfFile } from '../../server/src/engine/gguf-file.ts';
import {
  findLocalModel,
  type LocalModel,
  type LocalModelNote,
  localBuilderVersion,
  localModelPath,
  localNotePath,
} from '../../server/src/engine/local-model.ts';
import { buildLocalModel } from './build-local-model.ts';
import type { ModelFile } from './ensure-model.ts';
import type { Progress } from './progress.ts';

const lockOptions = { stale: 20_000, retries: { retries: 600, minTimeout: 500, maxTimeout: 500 } };

export async function ensureLocalModel(source: ModelFile, progress: Progress): Promise<LocalModel> {
  const find = () => findLocalModel(source.path, source.sha256).catch(() => null);
  const before = await find();
  if (before) return before;
  const unlock = await lock(source.path, { ...lockOptions, lockfilePath: `${localModelPath(source.path)}.lock` });
  try {
    return (await find()) ?? (await build(source, progress));
  } finally {
    await unlock();
  }
}

async function build(source: ModelFile, progress: Progress): Promise<LocalModel> {
  const path = localModelPath(source.path);
  await rm(localNotePath(source.path), { force: true });
  progress.start('building the local model file', (await stat(source.path)).size, 0);
  try {
    await buildLocalModel({ sourcePath: source.path, targetPath: path, onProgress: (done) => progress.update(done) });
  } finally {
    progress.stop();
  }
  const sha256 = await sha256OfFile(path);
  const note: LocalModelNote = {
    builderVersion: localBuilderVersion,
    sourceSha256: source.sha256,
    bytes: (await stat(path)).size,
    sha256,
  };
  await writeFile(localNotePath(source.path), JSON.stringify(note));
  return { path, sha256 };
}
