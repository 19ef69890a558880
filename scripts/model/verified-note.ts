/**
 * Remembers that a file was hashed, so that 500 MB are not read at each start: a note with size, time of change and
 * SHA-256. A file whose size or time differs is hashed anew.
 */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { sha256OfFile } from '../../server/src/engine/gguf-file.ts';

const noteSchema = z.object({ bytes: z.number(), changedAtMs: z.number(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** SHA-256 of the file, from the note where that is fresh. `onHashing` is called when the file has to be read. */
export async function hashOnce(path: string, notePath: string, onHashing: () => void): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  const note = noteSchema.safeParse(await readJson(notePath)).data;
  if (note && note.bytes === size && note.changedAtMs === mtimeMs) return note.sha256;
  onHashing();
  const sha256 = await sha256OfFile(path);
  await writeVerifiedNote(path, notePath, sha256);
  return sha256;
}

export async function writeVerifiedNote(path: string, notePath: string, sha256: string): Promise<void> {
  const { size, mtimeMs } = await stat(path);
  // A directory that cannot be written to costs a second at each start, nothing else.
  await writeFile(notePath, JSON.stringify({ bytes: size, changedAtMs: mtimeMs, sha256 })).catch(() => undefined);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}
