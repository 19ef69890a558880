import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { listEditionLines } from './list-edition-threads.ts';

/** An edition for the server, page by page in the order of ids, so that no statement reads four megabytes. */
export async function* readEdition(database: Statements, hash: string) {
  let lastId = '';
  for (;;) {
    const page = await listEditionLines(database, hash, lastId, limits.copybookThreadsPerMessage);
    if (page.length === 0) return;
    lastId = page.at(-1)!.thread_id;
    yield page.map(({ line, approved, variant_marks }) => ({ json: line, approved, variantMarks: variant_marks }));
  }
}
