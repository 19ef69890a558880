/**
 * What the server is told besides the clients' features: terms and edition of the copybook in force, contact policy, and
 * what is known about contacting each client. For a new request and for one that is gone on with.
 */
import type { ValidClient } from '../api/parse-clients.ts';
import { resolveTerms } from '../catalogue/resolve-terms.ts';
import { resolveContacts } from '../contacts/resolve-contacts.ts';
import { findEditionInForce } from '../db/copybook/find-edition-in-force.ts';
import type { Order } from '../inference/build-batches.ts';
import type { AnsweringContext, GenerateCommand } from './command.ts';

export interface PreparedOrder {
  readonly order: Order;
  readonly clients: readonly ValidClient[];
}

/**
 * @param requestId the stored request: its own answers do not count as messages sent before
 * @throws RequestError no_terms_in_force, inference_unavailable
 */
export async function prepareOrder(
  { database, clock, inference }: AnsweringContext,
  command: GenerateCommand,
  clients: readonly ValidClient[],
  requestId: string,
): Promise<PreparedOrder> {
  const { product, channel } = command;
  const { productCodes } = await inference.describe();
  const nowMs = clock.epochMs();
  const [terms, contacts, edition] = await Promise.all([
    resolveTerms(database, {
      productCode: product.code,
      channelCode: channel.code,
      isKnownProduct: productCodes.includes(product.code),
      nowMs,
    }),
    resolveContacts(database, { clients, channelCode: channel.code, requestId, nowMs }),
    findEditionInForce(database),
  ]);
  return {
    order: {
      product,
      channel,
      profile: command.profile,
      terms,
      contactPolicy: contacts.policy,
      copybookHash: edition?.hash ?? '',
      options: command.options,
      usedTexts: command.usedTexts ?? [],
    },
    clients: contacts.clients,
  };
}
