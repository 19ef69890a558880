/** See exclusive-lock.mjs, which is plain JavaScript because it also runs before Node 24 is installed. */
export function withExclusiveLock<T>(
  purpose: string,
  directory: string,
  section: () => Promise<T>,
  onWait?: () => void,
): Promise<T>;
