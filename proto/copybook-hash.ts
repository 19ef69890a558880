/**
 * Names of what the copybook holds, computed alike by the server, which reads editions, and the adapter, which makes
 * them: a request names an edition by its hash before the server has ever seen it. Here, because the two never import
 * each other.
 *
 * Approvals are part of the hash, and not of a thread's version: approving changes what a request may use, but no word.
 * An edition in which nobody has approved or retired anything has the hash of the files it came from.
 */
import { createHash } from 'node:crypto';

export interface CopybookEntry {
  readonly id: string;
  readonly version: string;
  readonly approved: boolean;
  /** As in CopybookThread.variant_marks, whole: "ddd/dd". */
  readonly variantMarks: string;
}

/**
 * First 12 hex digits of the sha256 of a thread's content; the order of names does not matter.
 * @param content a line of models/copybook/*.jsonl, parsed.
 */
export function threadVersion(content: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 12);
}

/** 64 hex digits; the order of the threads does not matter. */
export function copybookHash(entries: readonly CopybookEntry[]): string {
  const lines = entries.map(({ id, version, approved, variantMarks }) => {
    if (isPlainDraft(approved, variantMarks)) return `${id}@${version}`;
    return `${id}@${version} ${approved ? 'approved' : 'draft'} ${variantMarks}`;
  });
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

/** Nobody has said anything of the thread or of its variants. */
export function isPlainDraft(approved: boolean, variantMarks: string): boolean {
  return !approved && /^[d/]*$/.test(variantMarks);
}
