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
import type { Clock } from '../domain/clock.ts';
import type { ValidOrder } from '../domain/valid-request.ts';
import { parseChannel } from './parse-channel.ts';
import { parseOptions } from './parse-options.ts';
import { parseProduct } from './parse-product.ts';
import { type DefaultProvider, parseProfile } from './parse-profile.ts';

export interface OrderMessage {
  readonly product?: ProductProto;
  readonly channel?: ChannelProto;
  readonly profile?: ComplianceProfileProto;
  readonly options?: GenerationOptions;
}

/** @throws RequestError unknown_product or unknown_channel. */
export function parseOrder(
  message: OrderMessage,
  provider: DefaultProvider,
  clock: Clock,
  deadlineMs: number | null,
): ValidOrder {
  return {
    product: parseProduct(message.product!),
    channel: parseChannel(message.channel!),
    profile: parseProfile(message.profile, provider),
    options: parseOptions(message.options, clock, deadlineMs),
  };
}
