import type { ThreadContent } from '../api/copybook.ts';
import type { NewVariant } from '../db/copybook/thread-rows.ts';
import type { KnownSentence } from '../db/copybook/thread-states.ts';
import { sentencesOf } from './thread-line.ts';

interface Revised {
  readonly content: ThreadContent;
  readonly revision: number;
  /** Null: command line. */
  readonly author: string | null;
  /** Sentences that the thread had before. */
  readonly known: readonly KnownSentence[];
}

/** The sentences of a revision: those known keep status and author, the others are drafts of the revision's author. */
export function newVariants({ content, revision, author, known }: Revised): NewVariant[] {
  const before = new Map(known.map((sentence) => [sentence.text, sentence]));
  return sentencesOf(content).flatMap((variants, position) =>
    variants.map((text, variant) => {
      const old = before.get(text);
      return {
        threadId: content.id,
        revision,
        position,
        variant,
        text,
        status: old?.status ?? 'draft',
        author: old ? old.author : author,
      };
    }),
  );
}
