/** What labelling works with. */
import type { Clock, CreateUuid } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import type { Metrics } from '../metrics.ts';

export interface LabelContext {
  readonly database: Database;
  readonly inference: Pick<InferenceClient, 'describe' | 'checkText'>;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly metrics: Metrics;
}
