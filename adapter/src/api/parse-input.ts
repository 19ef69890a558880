/** Turns what zod finds into the adapter's error: field, limit and the kind of value that came. */
import type { z } from 'zod';
import { describeKind, type FieldProblem, RequestError } from '../errors.ts';

/** @throws RequestError invalid_request that names the first wrong field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problem = describeIssue(parsed.error.issues[0]!, raw);
  throw new RequestError(
    'invalid_request',
    `${problem.field}: must be ${problem.limit}; got ${problem.given}`,
    problem,
  );
}

/** @param prefix Path of `raw` in the request, for example "clients[3]". */
export function describeIssue(issue: z.core.$ZodIssue, raw: unknown, prefix = ''): FieldProblem {
  const deepest = deepestIssue(issue);
  const path = [...deepest.path];
  if (deepest.code === 'unrecognized_keys') path.push(deepest.keys[0]!);
  const field = formatPath(path, prefix) || 'body';
  return { field, limit: describeLimit(deepest), given: describeKind(valueAt(raw, path)) };
}

/** Of a union's branches the one that came farthest is the one that was meant. */
function deepestIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const candidates = issue.errors.flat().map((inner) => {
    const found = deepestIssue(inner);
    return { ...found, path: [...issue.path, ...found.path] };
  });
  const meant = candidates.filter(
    (candidate) => candidate.code !== 'invalid_type' || candidate.path.length > issue.path.length,
  );
  return meant[0] ?? issue;
}

function describeLimit(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return article(issue.expected);
    case 'too_big':
      return `at most ${issue.maximum}${unit(issue.origin)}`;
    case 'too_small':
      return `at least ${issue.minimum}${unit(issue.origin)}`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return 'absent: there is no such field';
    case 'invalid_union':
      return 'a text, or an object as documented';
    case 'invalid_key':
      return `a name of at most ${maximumOf(issue.issues)} characters`;
    default:
      return issue.message;
  }
}

function maximumOf(issues: readonly z.core.$ZodIssue[]): string {
  const tooBig = issues.find((issue) => issue.code === 'too_big');
  return tooBig?.code === 'too_big' ? String(tooBig.maximum) : 'one or more';
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  if (origin === 'array' || origin === 'set') return ' items';
  return '';
}

function article(expected: string): string {
  const names: Record<string, string> = {
    int: 'a whole number within ±(2⁵³−1)',
    number: 'a number',
    string: 'a text',
    object: 'an object',
    record: 'an object',
    array: 'a list',
    boolean: 'true or false',
  };
  return names[expected] ?? expected;
}

function formatPath(path: readonly PropertyKey[], prefix: string): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, prefix);
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
