/**
 * Threads → a copybook: one line after another (`add`), then the whole (`build`). For the files that the server starts
 * with and for editions that come by LoadCopybook.
 *
 * A thread that another copybook in memory holds already is shared with it: editions differ by a few threads, and the
 * engine keeps tokens by thread object (choice-graph.ts), so a new edition costs no tokenising.
 */
import { type CopybookEntry, copybookHash, isPlainDraft } from '@offerwright/proto/copybook-hash';
import type { Thread } from '../domain/thread.ts';
import type { Claim, Copybook, FamilyThread, ThreadApproval } from './copybook.ts';
import { lineError, type ParsedThread, parseThreadLine, threadOf } from './parse-thread-line.ts';
import { gradeKey, noGrades, type ThreadGrades } from './thread-grades.ts';
import { familyMarkerOf } from './thread-schema.ts';

/** What people said of a thread: CopybookThread without its content. */
export interface ThreadMarks {
  readonly approved: boolean;
  /** One letter a variant (a, d, r), positions separated by "/"; "" when all are drafts. */
  readonly variantMarks: string;
}

export interface CopybookBuilder {
  /** @throws ThreadLineError; also when the id was added before. */
  add(text: string, marks: ThreadMarks): Thread;
  /** Threads added so far. */
  count(): number;
  /** @throws Error when there is no thread. */
  build(): Copybook;
}

const noMarks: ThreadMarks = { approved: false, variantMarks: '' };

export interface CopybookGround {
  readonly claims: readonly Claim[];
  readonly grades: ThreadGrades;
}

/** @param known copybooks whose threads may be shared. */
export function createCopybookBuilder(
  { claims, grades }: CopybookGround,
  known: readonly Copybook[] = [],
): CopybookBuilder {
  const threads: Thread[] = [];
  const familyThreads: FamilyThread[] = [];
  const marksOf = new Map<string, ThreadMarks>();
  const approvals = new Map<string, ThreadApproval>();
  const shared = new Map<string, ParsedThread>();
  for (const copybook of known) {
    for (const thread of [...copybook.threads, ...copybook.familyThreads]) shared.set(keyOf(thread), thread);
  }
  return {
    add(text, marks) {
      const read = parseThreadLine(text, claims);
      const parsed = shared.get(keyOf(read)) ?? read;
      const thread = threadOf(parsed);
      if (marksOf.has(thread.id)) throw lineError('id', 'already used');
      const whole = { approved: marks.approved, variantMarks: wholeMarks(parsed, marks.variantMarks) };
      marksOf.set(thread.id, whole);
      if (!isPlainDraft(whole.approved, whole.variantMarks)) approvals.set(thread.id, approvalOf(whole));
      if ('thread' in parsed) familyThreads.push(parsed);
      else threads.push(parsed);
      return thread;
    },
    count: () => marksOf.size,
    build() {
      if (marksOf.size === 0) throw new Error('a copybook without threads');
      return createCopybook(threads, familyThreads, claims, { marksOf, approvals, grades });
    },
  };
}

function keyOf(parsed: ParsedThread): string {
  return gradeKey(threadOf(parsed));
}

/** Marks of every variant. @throws ThreadLineError when they are not of this thread. */
function wholeMarks(parsed: ParsedThread, variantMarks: string): string {
  const counts = variantCounts(parsed);
  if (variantMarks === '') return counts.map((count) => 'd'.repeat(count)).join('/');
  const marks = variantMarks.split('/');
  if (marks.length === counts.length && marks.every((one, at) => one.length === counts[at] && /^[adr]*$/.test(one))) {
    return variantMarks;
  }
  throw lineError('variant_marks', `must have one of a, d, r for each of ${counts.join('/')} variants`);
}

/** Variants by position, those with the product's name included. */
function variantCounts(parsed: ParsedThread): readonly number[] {
  return threadOf(parsed).positions.map((variants, position) =>
    'thread' in parsed && position === parsed.namedPosition
      ? variants.length + parsed.namedVariants.length
      : variants.length,
  );
}

interface Judged {
  readonly marksOf: ReadonlyMap<string, ThreadMarks>;
  readonly approvals: Copybook['approvals'];
  readonly grades: ThreadGrades;
}

/** Indexes threads that are known to be valid. */
export function createCopybook(
  threads: readonly Thread[],
  familyThreads: readonly FamilyThread[],
  claims: readonly Claim[],
  { marksOf, approvals, grades }: Judged = { marksOf: new Map(), approvals: new Map(), grades: noGrades },
): Copybook {
  const all = [...threads, ...familyThreads.map((entry) => entry.thread)];
  const entries = all.map(({ id, version }): CopybookEntry => ({ id, version, ...(marksOf.get(id) ?? noMarks) }));
  const byCell = Map.groupBy(threads, (thread) => `${thread.product} ${thread.channel}`);
  const byFamily = Map.groupBy(familyThreads, ({ thread }) => `${thread.product} ${thread.channel}`);
  const variantsOf = (lists: readonly (readonly string[])[]) => lists.reduce((sum, list) => sum + list.length, 0);
  return {
    hash: copybookHash(entries),
    approvals,
    grades,
    threads,
    familyThreads,
    claims,
    threadsCount: all.length,
    variantsCount:
      all.reduce((sum, thread) => sum + variantsOf(thread.positions), 0) +
      variantsOf(familyThreads.map((entry) => entry.namedVariants)),
    threadsOf: (product, channel) => byCell.get(`${product} ${channel}`) ?? [],
    familyThreadsOf: (family, channel) => byFamily.get(`${familyMarkerOf(family)} ${channel}`) ?? [],
  };
}

function approvalOf({ approved, variantMarks }: ThreadMarks): ThreadApproval {
  const marked = (wanted: RegExp): readonly (readonly number[])[] | null => {
    const indexes = variantMarks
      .split('/')
      .map((marks) => [...marks].flatMap((mark, index) => (wanted.test(mark) ? [index] : [])));
    return indexes.every((list) => list.length > 0) ? indexes : null;
  };
  return { usableVariants: marked(/[ad]/), approvedVariants: approved ? marked(/a/) : null };
}
