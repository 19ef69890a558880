/**
 * The local model file: the published model with its weights in a form that this server evaluates faster, built once at
 * set-up (scripts/model/build-local-model.ts) beside the published file. Its note says from what it was built and what
 * it must be.
 */
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { EngineError } from './engine.ts';
import { sha256OfFile } from './gguf-file.ts';

/** Changes whenever the bytes that the builder writes do: files of other builders are not used. */
export const localBuilderVersion = 1;

const noteSchema = z.object({
  builderVersion: z.number(),
  sourceSha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type LocalModelNote = z.infer<typeof noteSchema>;

export interface LocalModel {
  readonly path: string;
  readonly sha256: string;
}

export function localModelPath(sourcePath: string): string {
  return sourcePath.replace(/(?:\.gguf)?$/, `.local-v${localBuilderVersion}.gguf`);
}

export function localNotePath(sourcePath: string): string {
  return `${localModelPath(sourcePath)}.json`;
}

/** Null when none was built from this source by this builder. @throws EngineError when the file is not what its note says. */
export async function findLocalModel(sourcePath: string, sourceSha256: string): Promise<LocalModel | null> {
  const note = await readNote(localNotePath(sourcePath));
  if (note?.sourceSha256 !== sourceSha256 || note.builderVersion !== localBuilderVersion) return null;
  const path = localModelPath(sourcePath);
  const found = await stat(path).catch(() => null);
  if (found?.size !== note.bytes || (await sha256OfFile(path)) !== note.sha256) {
    throw new EngineError('the local model file is damaged: delete it with its note, or run the set-up again');
  }
  return { path, sha256: note.sha256 };
}

async function readNote(path: string): Promise<LocalModelNote | null> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
