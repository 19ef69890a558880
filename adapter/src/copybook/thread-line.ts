/** A thread as a line of models/copybook, in the spelling of its files, so that an export of an edit is a small diff. */
import type { ThreadContent } from '../api/copybook.ts';

export function formatThreadLine(content: ThreadContent): string {
  return formatJson(content);
}

/** JSON with a space after each comma and colon. */
function formatJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}: ${formatJson(inner)}`).join(', ')}}`;
}

/** Sentences by position as approvals count them: those with the product's name after the plain ones. */
export function sentencesOf(content: ThreadContent): readonly (readonly string[])[] {
  return content.positions.map((variants, position) =>
    content.named?.position === position ? [...variants, ...content.named.variants] : variants,
  );
}

/** The content without given sentences; null when a position would have none left. */
export function withoutSentences(
  content: ThreadContent,
  places: readonly (readonly [number, number])[],
): ThreadContent | null {
  const isLeft = (position: number, variant: number) => !places.some(([p, v]) => p === position && v === variant);
  const positions = content.positions.map((variants, position) =>
    variants.filter((_, variant) => isLeft(position, variant)),
  );
  if (positions.some((variants) => variants.length === 0)) return null;
  if (content.named === undefined) return { ...content, positions };
  const { position, variants } = content.named;
  const plainCount = content.positions[position]?.length ?? 0;
  const named = variants.filter((_, variant) => isLeft(position, plainCount + variant));
  return named.length === 0 ? null : { ...content, positions, named: { position, variants: named } };
}
