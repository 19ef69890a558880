/** The real service (start-service.ts) for the tests of a file. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type RunningService, type RunningServiceOptions, startService } from './start-service.ts';

export {
  administratorName,
  administratorPassword,
  basicAuthorization,
  type RunningServer,
  type RunningService,
  type RunningServiceOptions,
  startServer,
  startService,
} from './start-service.ts';

/**
 * A service for all tests of a file: started before the first, stopped after the last; the ends of its logs are printed
 * after each failed test.
 * @returns gives the service, inside tests and hooks only.
 */
export function useRunningService(options: RunningServiceOptions = {}): () => RunningService {
  let service: RunningService | null = null;
  let failed = false;
  beforeAll(async () => {
    service = await startService(options);
  });
  afterEach(({ task }) => {
    if (task.result?.state !== 'fail') return;
    failed = true;
    console.error(`${task.name} failed; the service logged last:\n${service?.logTails()}`);
  });
  afterAll(async () => {
    const logs = await service?.stop(failed);
    if (logs) console.error(`the service's logs are kept in ${logs}`);
  });
  return () => {
    if (service === null) throw new Error('the service is there inside tests and hooks only');
    return service;
  };
}
