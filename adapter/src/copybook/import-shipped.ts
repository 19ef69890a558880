/**
 * Takes the threads that the server started with into the database, so that people may read, edit and approve them: the
 * command line's import without a command line. The server has judged these lines when it started.
 */
import type { ImportedCopybook } from '../api/copybook-import.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import { findEditionInForce } from '../db/copybook/find-edition-in-force.ts';
import { RequestError } from '../errors.ts';
import type { CopybookContext, Person } from './copybook-context.ts';
import { hashOfLines, importCopybook } from './import-copybook.ts';
import { parseCopybookLines, type RawLine } from './read-copybook-files.ts';

/** @throws RequestError inference_unavailable, invalid_import */
export async function importShipped(
  context: CopybookContext,
  { isApproved, person }: { readonly isApproved: boolean; readonly person: Person },
): Promise<ImportedCopybook> {
  const { database, inference, clock, createUuid } = context;
  const raw: RawLine[] = [];
  for await (const { fileName, lineNumber, json } of inference.readCopybook()) {
    raw.push({ fileName, lineNumber, text: json });
  }
  const lines = parseCopybookLines(raw);
  const { copybookHash } = await inference.describe();
  if (hashOfLines(lines) !== copybookHash) {
    const limit = 'the files that the server started with';
    throw new RequestError('invalid_import', `directory: must be ${limit}; they have changed since: restart it`, {
      field: 'directory',
      limit,
      given: 'other files',
    });
  }
  const approvedBy = isApproved ? person.name : null;
  const report = await importCopybook(
    { database, clock, createUuid, inference: null, approvedBy, isDryRun: false, onProgress: () => undefined },
    lines,
  );
  const { created, revised, unchanged, approved, retired } = report;
  const edition = await tellServer(context);
  await insertAudit(database, {
    userId: person.id,
    action: 'copybook.import',
    subject: edition === null ? '' : String(edition),
    details: { created, revised, approved },
    atMs: clock.epochMs(),
  });
  return { created, revised, unchanged, retired_count: retired.length, approved, edition };
}

/** The server hears of the edition in force at once, without being waited for: the next request that needs it loads it. */
async function tellServer({ database, inference, log }: CopybookContext): Promise<number | null> {
  const edition = await findEditionInForce(database);
  if (edition === null) return null;
  inference.loadCopybook(edition.hash).catch((error: unknown) => {
    log.warn({ edition: edition.number, err: error }, 'the server does not have the new edition yet');
  });
  return edition.number;
}
