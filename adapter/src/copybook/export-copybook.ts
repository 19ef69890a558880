/**
 * Writes the latest revision of every thread that is not withdrawn into files as models/copybook has them: byte for byte
 * what was imported, where nothing has changed. Withdrawn sentences are left out, and what a model wrote and nobody has
 * approved.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ThreadContent } from '../api/copybook.ts';
import type { LatestLine } from '../db/copybook/list-latest-lines.ts';
import { formatThreadLine, withoutSentences } from './thread-line.ts';

export interface ExportedCopybook {
  readonly threadsCount: number;
  readonly filesCount: number;
  /** Threads that have no sentence left at some position. */
  readonly leftOut: readonly string[];
}

export async function exportCopybook(directory: string, rows: readonly LatestLine[]): Promise<ExportedCopybook> {
  await mkdir(directory, { recursive: true });
  const leftOut: string[] = [];
  const files = new Map<string, string[]>();
  for (const row of rows) {
    if (row.status === 'retired' || row.is_waiting) continue;
    const line = lineOf(row);
    if (line === null) {
      leftOut.push(row.id);
      continue;
    }
    const lines = files.get(row.file_name) ?? [];
    lines.push(line);
    files.set(row.file_name, lines);
  }
  for (const [fileName, lines] of files) await writeFile(join(directory, `${fileName}.jsonl`), `${lines.join('\n')}\n`);
  const threadsCount = [...files.values()].reduce((sum, lines) => sum + lines.length, 0);
  return { threadsCount, filesCount: files.size, leftOut };
}

function lineOf({ line, retired_places }: LatestLine): string | null {
  if (retired_places.length === 0) return line;
  const content = withoutSentences(JSON.parse(line) as ThreadContent, retired_places);
  return content && formatThreadLine(content);
}
