/**
 * Finds the model file that the settings mean and makes sure which model it is, by its hash: a local path wins, else the
 * local model file built from the registry's, else the registry's file in the models directory, which must be the
 * registry's to the byte. Fetches and builds nothing.
 */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EngineError } from './engine.ts';
import { sha256OfFile } from './gguf-file.ts';
import { findLocalModel } from './local-model.ts';
import { findModel, findModelBySha256, readRegistry } from './registry.ts';

export interface ModelChoice {
  /** A local GGUF, or null. */
  readonly modelPath: string | null;
  /** Name in the registry, used without a path. */
  readonly modelName: string;
  readonly modelsDir: string;
  readonly registryPath: string;
  /** Whether the local model file is used where it was built. */
  readonly useLocalModel: boolean;
}

export interface FoundModel {
  readonly modelPath: string;
  readonly modelName: string;
  readonly modelSha256: string;
  readonly modelLicence: string;
  /** Declared strong enough for free writing; only the registry can say so. */
  readonly strong: boolean;
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
    };
  }
  const entry = findModel(registry, choice.modelName);
  if (!entry) {
    const known = registry.models.map(({ name }) => name).join(', ');
    throw new EngineError(`the model ${choice.modelName} is not in the registry, which knows ${known}`);
  }
  const modelPath = join(choice.modelsDir, entry.fileName);
  const { name, sha256, licence, strong } = entry;
  const local = choice.useLocalModel ? await findLocalModel(modelPath, sha256) : null;
  if (local) {
    return { modelPath: local.path, modelName: name, modelSha256: local.sha256, modelLicence: licence, strong };
  }
  const bytes = await sizeOf(modelPath);
  if (bytes !== entry.bytes) {
    throw new EngineError(`the model file is damaged: it has ${bytes} bytes, the registry says ${entry.bytes}`);
  }
  if ((await hashOf(modelPath)) !== entry.sha256) {
    throw new EngineError('the model file is damaged: its SHA-256 is not that of the registry');
  }
  return { modelPath, modelName: name, modelSha256: sha256, modelLicence: licence, strong };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new EngineError('the model file does not exist');
  return found.size;
}

async function hashOf(path: string): Promise<string> {
  await sizeOf(path);
  return await sha256OfFile(path).catch((cause) => {
    throw new EngineError('the model file cannot be read', { cause });
  });
}
