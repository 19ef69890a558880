/** Appends one member of a zip (a wheel is one) to a file, streamed: a part of a model does not fit twice in memory. */
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise } from 'yauzl';
import { SourceError } from './source-error.ts';

/**
 * @param memberEnd End of the member's path; exactly one member may have it.
 * @param offset Where in the target its bytes go; what the target holds from there is replaced.
 * @returns how many bytes the member has.
 * @throws SourceError when the zip is damaged, or has no such member or several.
 */
export async function extractMember(
  zipPath: string,
  memberEnd: string,
  targetPath: string,
  offset: number,
  onBytes: (bytes: number) => void,
): Promise<number> {
  let found: Entry | null = null;
  try {
    const zip = await openPromise(zipPath, { autoClose: false });
    try {
      for await (const entry of zip.eachEntry()) {
        if (!entry.fileName.endsWith(`/${memberEnd}`)) continue;
        if (found) throw new SourceError(`the package has several files ${memberEnd}`);
        found = entry;
      }
      if (!found) throw new SourceError(`the package has no file ${memberEnd}`);
      let bytes = 0;
      const counter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          onBytes(bytes);
          done(null, chunk);
        },
      });
      const target = createWriteStream(targetPath, { flags: offset === 0 ? 'w' : 'r+', start: offset, flush: true });
      await pipeline(await zip.openReadStreamPromise(found), counter, target);
      return bytes;
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError('the package is damaged', { cause: error });
  }
}
