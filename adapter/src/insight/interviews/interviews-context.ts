import type { Clock, CreateUuid } from '../../clock.ts';
import type { Database } from '../../db/database.ts';
import type { InferenceClient } from '../../inference/inference-client.ts';

/** What the acts of interviews need. */
export interface InterviewsContext {
  readonly database: Database;
  readonly inference: Pick<InferenceClient, 'insight'>;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
}
