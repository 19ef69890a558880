/**
 * Finds the model file that the settings mean and makes sure which model it is, by its hash: a local path wins, else the
 * local model file built from the registry's, else the registry's file in the models directory, which must be the
 * registry's to the byte, with the model's adapter applied as it loads. Fetches and builds nothing.
 */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LocalLever } from '../domain/local-levers.ts';
import { asPublished, EngineError, type ModelFileDescription } from './engine.ts';
import { sha256OfFile } from './gguf-file.ts';
import { findLocalModel, localRecipe } from './local-model.ts';
import { adapterName, adapterPath, findModel, findModelBySha256, type ModelEntry, readRegistry } from './registry.ts';

export interface ModelChoice {
  /** A local GGUF, or null. */
  readonly modelPath: string | null;
  /** Name in the registry, used without a path. */
  readonly modelName: string;
  readonly modelsDir: string;
  readonly registryPath: string;
  /** What was done to the published file at set-up; none: the published file itself is served. */
  readonly localLevers: readonly LocalLever[];
}

export interface FoundModel {
  readonly modelPath: string;
  readonly modelName: string;
  readonly modelSha256: string;
  readonly modelLicence: string;
  /** Declared strong enough for free writing; only the registry can say so. */
  readonly strong: boolean;
  readonly modelFile: ModelFileDescription;
  /** The adapter to apply while loading; absent when there is none, or when the file holds it already. */
  readonly loraPath?: string;
}

/** @throws EngineError (no path in its reason) when the file is missing, damaged or not in the registry. */
export async function findModelFile(choice: ModelChoice): Promise<FoundModel> {
  const registry = await readRegistry(choice.registryPath).catch((cause) => {
    throw new EngineError('the model registry cannot be read', { cause });
  });
  if (choice.modelPath !== null) {
    const sha256 = await hashOf(choice.modelPath);
    const entry = findModelBySha256(registry, sha256);
    return {
      modelPath: choice.modelPath,
      modelName: entry?.name ?? basename(choice.modelPath, '.gguf'),
      modelSha256: sha256,
      modelLicence: entry?.licence ?? 'not in the registry',
      strong: entry?.strong ?? false,
      modelFile: asPublished,
    };
  }
  const entry = findModel(registry, choice.modelName);
  if (!entry) {
    const known = registry.models.map(({ name }) => name).join(', ');
    throw new EngineError(`the model ${choice.modelName} is not in the registry, which knows ${known}`);
  }
  return await findRegistered(entry, choice);
}

async function findRegistered(entry: ModelEntry, choice: ModelChoice): Promise<FoundModel> {
  const modelPath = join(choice.modelsDir, entry.fileName);
  const named = { modelName: entry.name, modelLicence: entry.licence, strong: entry.strong };
  const adapter = entry.adapter ? { name: adapterName(entry.adapter), sha256: entry.adapter.sha256 } : null;
  const recipe = localRecipe(entry.sha256, choice.localLevers, adapter);
  const local = recipe && (await findLocalModel(modelPath, recipe));
  if (local) {
    const { note, path } = local;
    const modelFile: ModelFileDescription = {
      kind: 'local',
      publishedVocabularyTokens: note.publishedVocabularyTokens,
      requantised: recipe.requantise,
      adapterName: recipe.adapter?.name ?? '',
      adapterSha256: recipe.adapter?.sha256 ?? '',
    };
    return { ...named, modelPath: path, modelSha256: note.sha256, modelFile };
  }
  const bytes = await sizeOf(modelPath);
  if (bytes !== entry.bytes) {
    throw new EngineError(`the model file is damaged: it has ${bytes} bytes, the registry says ${entry.bytes}`);
  }
  if ((await hashOf(modelPath)) !== entry.sha256) {
    throw new EngineError('the model file is damaged: its SHA-256 is not that of the registry');
  }
  const published = { ...named, modelPath, modelSha256: entry.sha256 };
  if (!recipe?.adapter || !entry.adapter) return { ...published, modelFile: asPublished };
  const loraPath = adapterPath(choice.registryPath, entry.adapter);
  if ((await hashOf(loraPath, 'adapter')) !== entry.adapter.sha256) {
    throw new EngineError('the adapter file is damaged: its SHA-256 is not that of the registry');
  }
  const modelFile = { ...asPublished, adapterName: recipe.adapter.name, adapterSha256: recipe.adapter.sha256 };
  return { ...published, modelFile, loraPath };
}

async function sizeOf(path: string, kind: 'model' | 'adapter' = 'model'): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new EngineError(`the ${kind} file does not exist`);
  return found.size;
}

async function hashOf(path: string, kind: 'model' | 'adapter' = 'model'): Promise<string> {
  await sizeOf(path, kind);
  return await sha256OfFile(path).catch((cause) => {
    throw new EngineError(`the ${kind} file cannot be read`, { cause });
  });
}
