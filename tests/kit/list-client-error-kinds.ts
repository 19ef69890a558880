/** The kinds of errors that the server gives single clients, read from its source: the type is not there at run time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/repository.ts';

/** @throws Error when the type is no longer where it was */
export function listClientErrorKinds(): string[] {
  const source = readFileSync(join(repositoryRoot, 'server', 'src', 'rpc', 'answer-to-proto.ts'), 'utf8');
  const list = /export type ClientErrorKind =([^;]+);/.exec(source)?.[1];
  if (list === undefined) throw new Error('ClientErrorKind is not in answer-to-proto.ts');
  return [...list.matchAll(/'(\w+)'/g)].map(([, kind]) => kind!);
}
