/**
 * Batches through worker threads, answers in the order of the batches.
 *
 * At most `inFlightPerWorker` batches a worker are out: the reader waits, so memory stays bounded whatever the file. The
 * threads are Node's own: a batch is strings in and strings out, for which a pool library would add nothing.
 */
import { Worker } from 'node:worker_threads';

/** One being worked on, one waiting: a worker never idles while the main thread writes. */
const inFlightPerWorker = 2;

export interface PoolOptions {
  /** The module of the worker; it answers each message with one message (work-batches.ts). */
  readonly url: URL;
  readonly workersCount: number;
  readonly workerData: unknown;
}

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * Answers, in order. @throws Error when a worker throws or ends: the batch it had is lost, so the run is.
 */
export async function* mapOrdered<Batch, Answer>(
  batches: AsyncIterable<Batch> | Iterable<Batch>,
  options: PoolOptions,
): AsyncGenerator<Answer> {
  const workers = Array.from({ length: options.workersCount }, () => startWorker<Batch, Answer>(options));
  const out: Promise<Answer>[] = [];
  let next = 0;
  try {
    for await (const batch of batches) {
      const worker = workers[next]!;
      next = (next + 1) % workers.length;
      const answer = worker.ask(batch);
      // Awaited in its turn below; until then a rejection must not count as unhandled.
      answer.catch(() => undefined);
      out.push(answer);
      if (out.length >= workers.length * inFlightPerWorker) yield await out.shift()!;
    }
    while (out.length > 0) yield await out.shift()!;
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

function startWorker<Batch, Answer>({ url, workerData }: PoolOptions) {
  const worker = new Worker(url, { workerData });
  const waiting: Waiting<Answer>[] = [];
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  // A worker answers in the order it was asked.
  worker.on('message', (answer: Answer) => waiting.shift()?.resolve(answer));
  worker.once('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.once('exit', (code) => fail(new Error(`a worker thread ended with code ${code}`)));
  return {
    ask: (batch: Batch): Promise<Answer> =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        waiting.push({ resolve, reject });
        worker.postMessage(batch);
      }),
    stop: () => worker.terminate(),
  };
}
