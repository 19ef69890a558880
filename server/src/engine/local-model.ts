/**
 * The local model file: the published model in a form that this server evaluates faster, built once at set-up
 * (scripts/model/build-local-model.ts) beside the published file. Its name carries a hash of all that goes in, its note
 * says what that was and what the file must be: whatever changes, another file is looked for.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { LocalLever } from '../domain/local-levers.ts';
import { EngineError } from './engine.ts';
import { sha256OfFile } from './gguf-file.ts';

/** Changes whenever the bytes that the builder writes do: files of other builders are not used. */
export const localBuilderVersion = 3;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const recipeSchema = z.strictObject({
  builderVersion: z.number(),
  sourceSha256: sha256,
  cut: z.boolean(),
  requantise: z.boolean(),
  /** Null when the model has none, or it is not wanted. */
  adapter: z.strictObject({ name: z.string(), sha256 }).nullable(),
});

/** All that goes into a local file. */
export type LocalRecipe = z.infer<typeof recipeSchema>;

const noteSchema = z.strictObject({
  recipe: recipeSchema,
  vocabularyTokens: z.int(),
  publishedVocabularyTokens: z.int(),
  /** Why the vocabulary was left whole though it was to be cut. */
  cutRefusal: z.string().nullable(),
  bytes: z.int(),
  sha256,
});

export type LocalModelNote = z.infer<typeof noteSchema>;

export interface LocalModel {
  readonly path: string;
  readonly note: LocalModelNote;
}

/** @param adapter the model's adapter in the registry, or null. @returns null when nothing is to be done. */
export function localRecipe(
  sourceSha256: string,
  levers: readonly LocalLever[],
  adapter: { readonly name: string; readonly sha256: string } | null,
): LocalRecipe | null {
  const recipe: LocalRecipe = {
    builderVersion: localBuilderVersion,
    sourceSha256,
    cut: levers.includes('cut'),
    requantise: levers.includes('requantise'),
    adapter: adapter && levers.includes('adapter') ? { name: adapter.name, sha256: adapter.sha256 } : null,
  };
  return recipe.cut || recipe.requantise || recipe.adapter ? recipe : null;
}

export function localModelPath(sourcePath: string, recipe: LocalRecipe): string {
  const hash = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12);
  return `${localModelStem(sourcePath)}v${recipe.builderVersion}-${hash}.gguf`;
}

/** With what the names of all local files of a published one begin. */
export function localModelStem(sourcePath: string): string {
  return `${sourcePath.replace(/\.gguf$/, '')}.local-`;
}

export function localNotePath(modelPath: string): string {
  return `${modelPath}.json`;
}

/** Null when none was built by this recipe. @throws EngineError when the file is not what its note says. */
export async function findLocalModel(sourcePath: string, recipe: LocalRecipe): Promise<LocalModel | null> {
  const path = localModelPath(sourcePath, recipe);
  const note = await readNote(localNotePath(path));
  if (note === null || JSON.stringify(note.recipe) !== JSON.stringify(recipe)) return null;
  const found = await stat(path).catch(() => null);
  if (found?.size !== note.bytes || (await sha256OfFile(path)) !== note.sha256) {
    throw new EngineError('the local model file is damaged: run the set-up again, which builds it anew');
  }
  return { path, note };
}

async function readNote(path: string): Promise<LocalModelNote | null> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
