/** The copybook in memory (glossary: copybook). Made by `loadCopybook`, read by `findEligible`. Immutable. */
import type { ChannelCode } from '../domain/channels.ts';
import type { ProductCode, ProductFamily } from '../domain/products.ts';
import type { FamilyMarker, Thread } from '../domain/thread.ts';
import type { ThreadGrades } from './thread-grades.ts';

/** A fact about products that wording relies on; the offer catalogue says whether it holds. */
export interface Claim {
  readonly id: string;
  /** The products it may be claimed of; ['*'] means all. */
  readonly products: readonly (ProductCode | '*')[];
  /** The fact, in Russian, as the offer catalogue asks for it. */
  readonly statement: string;
  /** Wording that makes the claim, without regard to case; `channels` limits a pattern. */
  readonly patterns: readonly { readonly match: string; readonly channels?: readonly ChannelCode[] }[];
}

/**
 * A thread for a whole family. `thread` is the wording without a name; where the product's name can be quoted, the
 * variants of one position give way to `namedVariants`, in which {name} stands for it.
 */
export interface FamilyThread {
  readonly thread: Thread & { readonly product: FamilyMarker };
  readonly namedPosition: number;
  readonly namedVariants: readonly string[];
}

/**
 * What people have said of a thread. Variants by position; a position of a family's thread counts those with the
 * product's name after the plain ones, as the named thread does (name-family-thread.ts).
 */
export interface ThreadApproval {
  /** All but the retired ones; null when a position has none left. */
  readonly usableVariants: readonly (readonly number[])[] | null;
  /** The approved ones of an approved thread; null when it is not approved or a position has none. */
  readonly approvedVariants: readonly (readonly number[])[] | null;
}

export interface Copybook {
  /** sha256 over the content of all threads and what people said of them, whatever their order in the files. */
  readonly hash: string;
  /** By id, for the threads of which anything was said: the others are drafts, all of their variants usable. */
  readonly approvals: ReadonlyMap<string, ThreadApproval>;
  /** What readers thought of threads of this or another version. */
  readonly grades: ThreadGrades;
  readonly threads: readonly Thread[];
  readonly familyThreads: readonly FamilyThread[];
  readonly claims: readonly Claim[];
  /** Threads of products and of families. */
  readonly threadsCount: number;
  readonly variantsCount: number;
  threadsOf(product: ProductCode, channel: ChannelCode): readonly Thread[];
  familyThreadsOf(family: ProductFamily, channel: ChannelCode): readonly FamilyThread[];
}
