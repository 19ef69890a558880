/** What consumer and provider tests of the pact share. */
import { join } from 'node:path';

// Pact reports its use over the network unless told not to.
process.env.PACT_DO_NOT_TRACK = 'true';

export const consumerName = 'legacy-json-client';
export const providerName = 'offerwright-adapter';
export const pactsDirectory = join(import.meta.dirname, 'pacts');
export const pactFileName = `${consumerName}-${providerName}.json`;

/** The account of the legacy system; the provider's state makes it. */
export const account = { name: 'legacy', password: 'a password of the legacy system' } as const;

/** Provider states; parameters go with each. */
export const states = {
  account: 'an account exists',
  answered: 'a client was answered',
} as const;
