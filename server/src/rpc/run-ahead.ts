/**
 * Reads a generator to its end whatever the reader's pace. Without it a slow caller would hold an engine slot: the
 * generator would stand at `yield` while its caller's socket is full.
 *
 * The buffer is bounded by its `merge`: pieces of a draft that wait are joined into one, so that it never holds more
 * than one text.
 */

/**
 * @param open starts the source; its signal fires when the reader leaves.
 * @param merge joins a waiting item with the next one, or returns null when they are to be sent apart.
 * @throws what the source throws, after what it gave before.
 */
export async function* runAhead<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  signal: AbortSignal,
  merge: (waiting: T, next: T) => T | null,
): AsyncGenerator<T> {
  const reader = new AbortController();
  const queue: T[] = [];
  let ended = false;
  let failure: { readonly thrown: unknown } | null = null;
  let wake = Promise.withResolvers<void>();

  const pump = async (): Promise<void> => {
    try {
      for await (const item of open(AbortSignal.any([signal, reader.signal]))) {
        const waiting = queue.at(-1);
        const merged = waiting === undefined ? null : merge(waiting, item);
        if (merged === null) queue.push(item);
        else queue[queue.length - 1] = merged;
        wake.resolve();
      }
    } catch (thrown) {
      failure = { thrown };
    } finally {
      ended = true;
      wake.resolve();
    }
  };

  const pumping = pump();
  try {
    for (;;) {
      const item = queue.shift();
      if (item !== undefined) {
        yield item;
      } else if (ended) {
        break;
      } else {
        await wake.promise;
        wake = Promise.withResolvers();
      }
    }
    const thrown = failure as { readonly thrown: unknown } | null;
    if (thrown) throw thrown.thrown;
  } finally {
    if (!ended) reader.abort(new DOMException('the reader left', 'AbortError'));
    await pumping;
  }
}
