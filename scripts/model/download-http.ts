/**
 * Downloads one file over HTTP into a partial file, which a cut connection or a killed process leaves to be resumed.
 *
 * Per attempt: what is there already → a request for the rest (`Range`) → the answer's sizes are compared with what the
 * file must have → bytes to disk. A server that ignores `Range` starts the file anew. A host that does not answer within
 * `connectMsMax` is given up at once: a closed network must cost seconds, not minutes. A connection that breaks later is
 * taken up again, as long as each attempt brings bytes.
 */
import { open, rm, stat } from 'node:fs/promises';
import type { Progress } from './progress.ts';
import { describeCause, SourceError } from './source-error.ts';

export interface HttpDownload {
  readonly url: string;
  readonly partialPath: string;
  /** Size the whole file must have. */
  readonly bytes: number;
  readonly label: string;
  readonly progress: Progress;
  /** Milliseconds until the headers must be there. */
  readonly connectMsMax?: number;
  /** Milliseconds without a byte after which the connection counts as broken. */
  readonly stallMsMax?: number;
}

/** Attempts in a row that may bring nothing. */
const emptyAttemptsMax = 3;
const retryAfterMs = 1000;

/** @throws SourceError when the file cannot be had from there; the partial file stays for the next try. */
export async function downloadHttp(download: HttpDownload): Promise<void> {
  let answered = false;
  for (let emptyAttempts = 0; ; ) {
    const before = await sizeOf(download.partialPath);
    if (before === download.bytes) return;
    try {
      await attempt(download, before, () => {
        answered = true;
      });
    } catch (error) {
      if (error instanceof SourceError) throw error;
      if (!answered) throw new SourceError(`no connection (${describeCause(error)})`, { cause: error });
      emptyAttempts = (await sizeOf(download.partialPath)) > before ? 0 : emptyAttempts + 1;
      if (emptyAttempts >= emptyAttemptsMax) {
        throw new SourceError(`the connection keeps breaking (${describeCause(error)})`, { cause: error });
      }
      download.progress.note(`connection lost (${describeCause(error)}), taking it up again`);
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    }
  }
}

async function attempt(download: HttpDownload, before: number, onAnswer: () => void): Promise<void> {
  const { url, partialPath, bytes, connectMsMax = 5000, stallMsMax = 30_000 } = download;
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(new Error(`no answer within ${connectMsMax} ms`)), connectMsMax);
  try {
    if (before > bytes) {
      await rm(partialPath);
      return;
    }
    const response = await fetch(url, {
      headers: before > 0 ? { range: `bytes=${before}-` } : {},
      signal: controller.signal,
    });
    onAnswer();
    const start = await whereToWrite(response, download, before);
    const file = await open(partialPath, start === 0 ? 'w' : 'r+');
    try {
      let done = start;
      download.progress.start(download.label, bytes, done);
      for await (const chunk of response.body!) {
        clearTimeout(timer);
        timer = setTimeout(() => controller.abort(new Error(`no byte for ${stallMsMax} ms`)), stallMsMax);
        if (done + chunk.length > bytes) throw new SourceError(`sends more than the ${bytes} bytes the file has`);
        await file.write(chunk, 0, chunk.length, done);
        done += chunk.length;
        download.progress.update(done);
      }
      if (done < bytes) throw new Error(`the connection ended after ${done} of ${bytes} bytes`);
    } finally {
      await file.close();
    }
  } finally {
    clearTimeout(timer);
    download.progress.stop();
    controller.abort();
  }
}

/** @returns the offset the answer's bytes belong to. @throws SourceError when it is not the file that was asked for. */
async function whereToWrite(response: Response, { bytes, partialPath }: HttpDownload, before: number): Promise<number> {
  if (response.status === 416) {
    await rm(partialPath, { force: true });
    throw new Error('the server refused to resume');
  }
  if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
  if (response.status !== 200 && response.status !== 206) throw new SourceError(`HTTP ${response.status}`);
  const isPart = response.status === 206;
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  if (isPart && Number(range?.[1]) !== before)
    throw new SourceError('the server sends another part than was asked for');
  const length = response.headers.get('content-length');
  const total = isPart ? range?.[2] : response.headers.has('content-encoding') ? null : length;
  if (total !== null && total !== undefined && total !== '*' && Number(total) !== bytes) {
    throw new SourceError(`has a file of ${total} bytes, not the ${bytes} of the registry`);
  }
  return isPart ? before : 0;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}
