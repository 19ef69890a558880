/** Where the texts of a replay come from: the store, page by page, or a file of lines. */
import { listEveryVersion } from '@offerwright/adapter/src/db/catalogue/list-every-version.ts';
import type { Statements } from '@offerwright/adapter/src/db/database.ts';
import { listStoredTexts } from '@offerwright/adapter/src/db/history/list-stored-texts.ts';
import { openLines, readBatches } from './read-batches.ts';
import { type StoredTerms, termsKey } from './replay-item.ts';
import type { ReplayBatch } from './replay-worker.ts';

/** A page is read while the workers check the one before: 1,000 rows take PostgreSQL a few milliseconds. */
const pageRows = 1000;
const batchRows = 200;

export async function* readStored(database: Statements, textsMax: number): AsyncGenerator<ReplayBatch> {
  let afterId: string | null = null;
  let left = textsMax;
  while (left > 0) {
    const page: Awaited<ReturnType<typeof listStoredTexts>> = await listStoredTexts(database, {
      afterId,
      limit: Math.min(pageRows, left),
    });
    for (let at = 0; at < page.length; at += batchRows) {
      yield { kind: 'stored', texts: page.slice(at, at + batchRows) };
    }
    left -= page.length;
    const last = page.at(-1);
    if (last === undefined) return;
    afterId = last.id;
  }
}

export async function* readExported(path: string, textsMax: number): AsyncGenerator<ReplayBatch> {
  let firstNumber = 1;
  for await (const lines of readBatches(openLines(path))) {
    const kept = lines.slice(0, Math.max(0, textsMax - firstNumber + 1));
    if (kept.length === 0) return;
    yield { kind: 'lines', lines: kept, firstNumber };
    firstNumber += kept.length;
  }
}

export async function readStoredTerms(database: Statements): Promise<Map<string, StoredTerms>> {
  const versions = await listEveryVersion(database);
  return new Map(
    versions.map((version) => [
      termsKey(version.product_code, String(version.version)),
      {
        legalName: version.legal_name,
        licence: version.licence,
        url: version.url,
        fullTerms: version.full_terms,
        erids: version.erids,
      },
    ]),
  );
}
