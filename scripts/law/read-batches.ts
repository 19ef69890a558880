/** A file of lines → batches of lines, streamed. Blank lines are left out; a byte order mark at the start too. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A batch is about 10 ms of work, many times what a message to a thread costs. */
const linesMax = 200;
const charsMax = 500_000;

export async function* readBatches(input: Readable): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let chars = 0;
  let isFirst = true;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const kept = isFirst ? line.replace(/^\uFEFF/u, '') : line;
    isFirst = false;
    if (kept.trim() === '') continue;
    batch.push(kept);
    chars += kept.length;
    if (batch.length >= linesMax || chars >= charsMax) {
      yield batch;
      batch = [];
      chars = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

export function openLines(path: string): Readable {
  return createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18 });
}
