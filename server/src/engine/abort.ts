/** Abort as the engine port promises it: the caller gets an AbortError at once, whatever the model is doing. */

/** The signal's own reason when that is an AbortError (callers tell their signals apart by it), else a new one. */
export function abortError(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  if (reason instanceof Error && reason.name === 'AbortError') return reason;
  return new DOMException('the evaluation was aborted', { name: 'AbortError', cause: reason });
}

/** Settles like `work`, or rejects with an AbortError as soon as the signal fires; `work` itself goes on. */
export function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(abortError(signal));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    void work.then(resolve, reject).then(() => signal.removeEventListener('abort', onAbort));
  });
}
