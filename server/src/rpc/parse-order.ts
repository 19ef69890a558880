/**
 * The part of a request that all its clients share → ValidOrder. The message has passed `assertValid`; what is left to
 * refuse is a product or channel that the tables do not know.
 */
import type {
  Channel as ChannelProto,
  ComplianceProfile as ComplianceProfileProto,
  GenerationOptions,
  Product as ProductProto,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { CopybookShelf } from '../copybook/index.ts';
import type { Clock } from '../domain/clock.ts';
import type { ValidOrder } from '../domain/valid-request.ts';
import { parseChannel } from './parse-channel.ts';
import { parseCopybook } from './parse-copybook.ts';
import { parseOptions } from './parse-options.ts';
import { parseProduct } from './parse-product.ts';
import { type DefaultProvider, parseProfile } from './parse-profile.ts';

export interface OrderMessage {
  readonly product?: ProductProto;
  readonly channel?: ChannelProto;
  readonly profile?: ComplianceProfileProto;
  readonly options?: GenerationOptions;
}

/** What an order is read with. */
export interface OrderSurroundings {
  readonly clock: Clock;
  readonly provider: DefaultProvider;
  readonly copybooks: CopybookShelf;
}

/**
 * @param deadlineMs what the RPC's own deadline leaves, milliseconds from arrival; null without one.
 * @throws RequestError unknown_product, unknown_channel or copybook_unknown, in this order.
 */
export function parseOrder(
  message: OrderMessage,
  { clock, provider, copybooks }: OrderSurroundings,
  deadlineMs: number | null,
): ValidOrder {
  return {
    product: parseProduct(message.product!),
    channel: parseChannel(message.channel!),
    profile: parseProfile(message.profile, provider),
    options: parseOptions(message.options, clock, deadlineMs),
    copybook: parseCopybook(message.profile, copybooks),
  };
}
