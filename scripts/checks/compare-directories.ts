/** Tells generated files that are stale from fresh ones. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** @returns One line for each file that is missing in one of the directories or differs. */
export async function compareDirectories(committed: string, fresh: string): Promise<string[]> {
  const [committedFiles, freshFiles] = await Promise.all([readFiles(committed), readFiles(fresh)]);
  const names = [...new Set([...committedFiles.keys(), ...freshFiles.keys()])].sort();
  return names.flatMap((name) => {
    const committedText = committedFiles.get(name);
    const freshText = freshFiles.get(name);
    if (committedText === freshText) return [];
    if (committedText === undefined) return [`${name} is generated, but not committed`];
    return [`${name} ${freshText === undefined ? 'is committed, but no longer generated' : 'is stale'}`];
  });
}

async function readFiles(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.map(async (path) => [relative(directory, path), await readFile(path, 'utf8')] as const)),
  );
}
