/** What campaigns of the web interface work with. */
import type { Clock, CreateUuid } from '../../clock.ts';
import type { Database } from '../../db/database.ts';
import type { InferenceClient } from '../../inference/inference-client.ts';
import type { Log } from '../../log.ts';
import type { Metrics } from '../../metrics.ts';

export interface PlansContext {
  readonly database: Database;
  readonly inference: InferenceClient;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Asks for work on a campaign. @throws when the database is away. */
  readonly wake: (planId: string) => Promise<void>;
}

/** Who does it. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}
