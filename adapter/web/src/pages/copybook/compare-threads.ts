/** What differs between two revisions of a thread: fields, and sentences by position. */
import type { ThreadContent } from '../../api/copybook.ts';

export interface SentenceDifference {
  readonly text: string;
  readonly kind: 'same' | 'added' | 'removed';
}

export interface ThreadDifference {
  readonly fields: readonly { readonly name: FieldName; readonly before: string; readonly after: string }[];
  /** By position; positions in which nothing changed are left out. */
  readonly positions: readonly { readonly position: number; readonly sentences: readonly SentenceDifference[] }[];
}

const fieldNames = ['need', 'signals', 'gender', 'age', 'idea', 'claims'] as const;
type FieldName = (typeof fieldNames)[number];

/** @param show a field's value in words */
export function compareThreads(
  before: ThreadContent,
  after: ThreadContent,
  show: (name: FieldName, value: string) => string,
): ThreadDifference {
  const shown = (thread: ThreadContent, name: FieldName) =>
    [thread[name]]
      .flat()
      .map((value) => show(name, value))
      .join(', ');
  const fields = fieldNames
    .map((name) => ({ name, before: shown(before, name), after: shown(after, name) }))
    .filter((field) => field.before !== field.after);
  const count = Math.max(before.positions.length, after.positions.length);
  const positions = Array.from({ length: count }, (_, position) => ({
    position,
    sentences: compareSentences(sentencesAt(before, position), sentencesAt(after, position)),
  })).filter(({ sentences }) => sentences.some(({ kind }) => kind !== 'same'));
  return { fields, positions };
}

/** The plain ones, then those with the product's name. */
function sentencesAt({ positions, named }: ThreadContent, position: number): readonly string[] {
  return [...(positions[position] ?? []), ...(named?.position === position ? named.variants : [])];
}

function compareSentences(before: readonly string[], after: readonly string[]): SentenceDifference[] {
  return [
    ...after.map((text): SentenceDifference => ({ text, kind: before.includes(text) ? 'same' : 'added' })),
    ...before.filter((text) => !after.includes(text)).map((text): SentenceDifference => ({ text, kind: 'removed' })),
  ];
}
