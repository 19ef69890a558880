/**
 * Checks the clients of a request one by one: a mistake is that client's error, the others go on. Of clients with one
 * id the first is answered, the later ones are duplicates.
 *
 * Types and ranges of features are the server's to judge (it knows the client mart); here only what could not be stored
 * or sent at all is refused.
 */
import type { ClientErrorKind } from '../errors.ts';
import { describeKind } from '../errors.ts';
import { limits } from '../limits.ts';
import { type ContactFacts, unknownContact } from './contact-facts.ts';
import { clientSchema, isStorableText } from './generate-request.ts';
import type { ClientErrorBody } from './generate-response.ts';
import { describeIssue } from './parse-input.ts';

export type Features = Readonly<Record<string, unknown>>;

export interface ValidClient {
  readonly valid: true;
  readonly index: number;
  readonly id: number;
  readonly features: Features;
  readonly recentThreadIds: readonly string[];
  /** As the request says it; null is what it does not say. */
  readonly contact: ContactFacts;
  /** What the client said; absent: nothing is known. */
  readonly concernText?: string;
}

export interface InvalidClient {
  readonly valid: false;
  readonly index: number;
  /** Null when what came is not an id. */
  readonly id: number | null;
  readonly error: ClientErrorBody;
}

export type ParsedClient = ValidClient | InvalidClient;

export function parseClients(rawClients: readonly unknown[]): ParsedClient[] {
  const seen = new Map<number, number>();
  return rawClients.map((raw, index) => {
    const client = parseClient(raw, index);
    if (!client.valid) return client;
    const first = seen.get(client.id);
    if (first !== undefined) {
      return refuse(index, client.id, 'duplicate_client_id', {
        field: `clients[${index}].id`,
        limit: 'an id that comes once in a request',
        given: `the id of clients[${first}]`,
      });
    }
    seen.set(client.id, index);
    return client;
  });
}

function parseClient(raw: unknown, index: number): ParsedClient {
  const prefix = `clients[${index}]`;
  const parsed = clientSchema.safeParse(raw);
  const id = readId(raw);
  if (!parsed.success) {
    const problem = describeIssue(parsed.error.issues[0]!, raw, prefix);
    const kind = kindOf(parsed.error.issues[0]!.path[0]);
    const limit = kind === 'invalid_client_id' ? 'a whole number within ±(2⁵³−1)' : problem.limit;
    return refuse(index, id, kind, { ...problem, limit });
  }
  const featuresProblem = findFeaturesProblem(parsed.data.features, `${prefix}.features`);
  if (featuresProblem !== null) return refuse(index, id, 'invalid_features', featuresProblem);
  return {
    valid: true,
    index,
    id: parsed.data.id,
    features: parsed.data.features,
    recentThreadIds: parsed.data.recent_thread_ids ?? [],
    contact: { ...unknownContact, ...definedOf(parsed.data.contact ?? {}) },
    ...(parsed.data.concern_text && { concernText: parsed.data.concern_text }),
  };
}

function definedOf(facts: object): Partial<ContactFacts> {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
}

function findFeaturesProblem(features: Features, field: string) {
  const names = Object.keys(features);
  if (names.length > limits.featuresMax) {
    return { field, limit: `at most ${limits.featuresMax} features`, given: `${names.length} features` };
  }
  for (const name of names) {
    if (!isStorableText(name)) {
      return { field, limit: 'names without NUL characters and broken surrogates', given: 'such a name' };
    }
    const value = features[name];
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return { field: `${field}.${name}`, limit: 'a finite number', given: 'a number too big' };
    }
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (text.length > limits.featureValueCharsMax) {
      const limit = `a value of at most ${limits.featureValueCharsMax} characters`;
      return { field: `${field}.${name}`, limit, given: describeKind(value) };
    }
    if (!isStorableText(text) || (typeof value === 'object' && unstorableEscape.test(text))) {
      const limit = 'a text without NUL characters and broken surrogates';
      return { field: `${field}.${name}`, limit, given: describeKind(value) };
    }
  }
  return null;
}

/** How JSON writes, inside lists and objects, what PostgreSQL cannot store. */
const unstorableEscape = /\\u(0000|d[89a-f])/i;

function readId(raw: unknown): number | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const id = (raw as { id?: unknown }).id;
  return Number.isSafeInteger(id) ? (id as number) : null;
}

function kindOf(key: PropertyKey | undefined): ClientErrorKind {
  if (key === 'id') return 'invalid_client_id';
  if (key === 'features') return 'invalid_features';
  if (key === 'recent_thread_ids') return 'invalid_recent_threads';
  if (key === 'contact') return 'invalid_contact';
  return 'invalid_client';
}

function refuse(
  index: number,
  id: number | null,
  kind: ClientErrorKind,
  problem: { field: string; limit: string; given: string },
): InvalidClient {
  const message = `${problem.field}: must be ${problem.limit}; got ${problem.given}`;
  return { valid: false, index, id, error: { kind, message, ...problem } };
}
