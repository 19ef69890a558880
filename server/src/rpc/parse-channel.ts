/**
 * Channel of the proto → ValidChannel: a code of the table, or else the channel that the description means, as in
 * parse-product.ts.
 */
import type { Channel as ChannelProto } from '@offerwright/proto/marketing/v1/generation_pb';
import { RequestError } from '../domain/errors.ts';
import { matchChannel } from '../domain/match-channel.ts';
import type { ValidChannel } from '../domain/valid-request.ts';

/** @throws RequestError unknown_channel naming the codes that are known. */
export function parseChannel({ code, description }: ChannelProto): ValidChannel {
  const matched = matchChannel({ code, description });
  if ('limit' in matched) throw new RequestError('unknown_channel', matched.message, [matched]);
  return matched;
}
