/**
 * Everything that keeps a draft of a thread out of the copybook, told at once: its shape and alphabet, the length of any
 * choice, words on the writers' ban list, and claims that the wording makes and the thread does not list, or the other
 * way round. What other threads have to do with it (ids, duplicates) is not known here; the law is `compliance/`.
 */
import type { Claim } from './copybook.ts';
import { type ParsedThread, parseThreadLine, ThreadLineError, threadOf } from './parse-thread-line.ts';
import { bannedWording } from './wording.ts';

/** Wording is no client's data: it may be quoted. */
export interface ThreadProblem {
  /** For example "positions.1.0". */
  readonly field: string;
  readonly limit: string;
  readonly given: string;
}

export interface ThreadJudgement {
  readonly problems: readonly ThreadProblem[];
  /** Null when the line cannot be read as a thread. */
  readonly parsed: ParsedThread | null;
  /** Ids of the claims that the wording makes, in the order of claims.json. */
  readonly claims: readonly string[];
}

export function judgeThread(text: string, claims: readonly Claim[]): ThreadJudgement {
  let parsed: ParsedThread;
  try {
    parsed = parseThreadLine(text, claims);
  } catch (error) {
    if (!(error instanceof ThreadLineError)) throw error;
    const problems = error.faults.map(({ field, reason, given }) => ({
      field: field || 'thread',
      limit: reason,
      given,
    }));
    return { problems, parsed: null, claims: [] };
  }
  const made = findClaims(parsed, claims);
  return { problems: [...findBanned(parsed), ...findClaimProblems(parsed, made)], parsed, claims: made };
}

/** The wording of a thread by place, named variants included. */
function wordingOf(parsed: ParsedThread): readonly (readonly [string, string])[] {
  const plain = threadOf(parsed).positions.flatMap((variants, position) =>
    variants.map((variant, index) => [`positions.${position}.${index}`, variant] as const),
  );
  if (!('thread' in parsed)) return plain;
  return [...plain, ...parsed.namedVariants.map((variant, index) => [`named.variants.${index}`, variant] as const)];
}

function findBanned(parsed: ParsedThread): ThreadProblem[] {
  return wordingOf(parsed).flatMap(([field, variant]) => {
    const found = bannedWording.exec(variant.replace('{name}', 'Имя'));
    return found
      ? [{ field, limit: 'without words that promise, boast, press or tell a condition', given: found[0] }]
      : [];
  });
}

/** Claims that the wording makes, by the patterns of claims.json. */
function findClaims(parsed: ParsedThread, claims: readonly Claim[]): readonly string[] {
  const { product, channel } = threadOf(parsed);
  const wording = wordingOf(parsed);
  return claims
    .filter(({ products }) => products.includes('*') || (products as readonly string[]).includes(product))
    .filter(({ patterns }) =>
      patterns.some(
        ({ match, channels: of }) =>
          (!of || of.includes(channel)) && wording.some(([, variant]) => new RegExp(match, 'iu').test(variant)),
      ),
    )
    .map(({ id }) => id);
}

/** A family's threads may claim nothing (thread-schema.ts), so what they make is always a problem. */
function findClaimProblems(parsed: ParsedThread, made: readonly string[]): ThreadProblem[] {
  const listed = threadOf(parsed).claims;
  return [
    ...made
      .filter((id) => !listed.includes(id))
      .map((id) => ({
        field: 'claims',
        limit: 'all claims that the wording makes',
        given: `${id} is made, not listed`,
      })),
    ...listed
      .filter((id) => !made.includes(id))
      .map((id) => ({
        field: 'claims',
        limit: 'only claims that the wording makes',
        given: `${id} is listed, not made`,
      })),
  ];
}

/** Choices that show every variant at least once, the shortest and the longest body among them. */
export function showingChoices(parsed: ParsedThread): readonly (readonly number[])[] {
  const lists = threadOf(parsed).positions;
  const byLength = (sign: 1 | -1) =>
    lists.map((variants) =>
      variants.reduce(
        (best, variant, index) => (sign * (variant.length - variants[best]!.length) > 0 ? index : best),
        0,
      ),
    );
  const rounds = Math.max(...lists.map((variants) => variants.length));
  const each = Array.from({ length: rounds }, (_, round) => lists.map((variants) => round % variants.length));
  const choices = [byLength(-1), byLength(1), ...each];
  return [...new Map(choices.map((choice) => [choice.join(), choice])).values()];
}
