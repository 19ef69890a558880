/**
 * Readers' grades of whole threads: a sheet of random texts of each thread to read (`threadSheet`), the filled-in sheets
 * → mean grades by "id@version" (`collectGrades`). Grades order threads that say the same to the same client
 * (server/src/copybook/thread-grades.ts).
 */
import { gradeKey, gradeSchema, type ThreadGrades } from '@offerwright/server/src/copybook/index.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { bodyOf, type Thread } from '@offerwright/server/src/domain/thread.ts';
import { z } from 'zod';
import type { FilledSheet } from './collect-judgements.ts';

export interface ThreadSheet {
  /** What the reader reads. */
  readonly markdown: string;
  /** What the reader fills in: a line a thread, `grade` null. */
  readonly lines: readonly { readonly thread: string; readonly grade: number | null }[];
}

/** Texts of one thread that a reader sees: enough to meet most of its sentences. */
const textsPerThread = 3;

export function threadSheet(threads: readonly Thread[], seed: number): ThreadSheet {
  const random = createRandom(seed);
  const sections = threads.map((thread) => {
    const { product, channel, need, signals, gender, age } = thread;
    const texts = Array.from({ length: textsPerThread }, () => {
      const variants = thread.positions.map((position) => Math.floor(random.next() * position.length));
      return `- ${bodyOf({ thread, variants })}`;
    });
    const client = `signals: ${signals.join(', ') || 'none'}; gender: ${gender}; age: ${age}`;
    return [`## ${gradeKey(thread)}`, `${product}, ${channel}, ${need}; ${client}`, ...texts].join('\n');
  });
  return {
    markdown: `${sections.join('\n\n')}\n`,
    lines: threads.map((thread) => ({ thread: gradeKey(thread), grade: null })),
  };
}

const gradeLine = z.object({ thread: z.string(), grade: gradeSchema.nullable() });

export interface CollectedGrades {
  /** Of these threads only, sorted by name; a thread on a sheet has the mean of the sheets, others keep their grade. */
  readonly grades: ThreadGrades;
  /** «file, line N: what is wrong»; any makes the collection of no use. */
  readonly problems: readonly string[];
  /** Threads on the sheets that have been edited or deleted since. */
  readonly outdatedCount: number;
}

export function collectGrades(
  threads: readonly Thread[],
  before: ThreadGrades,
  sheets: readonly FilledSheet[],
): CollectedGrades {
  const problems: string[] = [];
  const given = new Map<string, number[]>();
  const present = new Set(threads.map(gradeKey));
  const outdated = new Set<string>();
  for (const { file, content } of sheets) {
    for (const [index, text] of content.split('\n').entries()) {
      if (text.trim() === '') continue;
      const line = readLine(text);
      if (line === null) problems.push(`${file}, line ${index + 1}: must be {"thread": "ID@VERSION", "grade": 1 to 5}`);
      else if (!present.has(line.thread)) outdated.add(line.thread);
      else if (line.grade !== null) given.set(line.thread, [...(given.get(line.thread) ?? []), line.grade]);
    }
  }
  const grades = new Map<string, number>();
  for (const key of [...present].sort()) {
    const own = given.get(key);
    const grade = own ? own.reduce((sum, one) => sum + one, 0) / own.length : before.get(key);
    if (grade !== undefined) grades.set(key, Math.round(grade * 100) / 100);
  }
  return { grades, problems, outdatedCount: outdated.size };
}

function readLine(text: string): z.infer<typeof gradeLine> | null {
  try {
    return gradeLine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
