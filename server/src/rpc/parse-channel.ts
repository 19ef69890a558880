/** Channel of the proto → ValidChannel: a code of the table, or the channel nearest to a description. */
import type { Channel as ChannelProto } from '@offerwright/proto/marketing/v1/generation_pb';
import { channelCodes, channels, isChannelCode } from '../domain/channels.ts';
import { RequestError } from '../domain/errors.ts';
import { matchChannel } from '../domain/match-channel.ts';
import type { ValidChannel } from '../domain/valid-request.ts';
import { describeValue } from './describe-value.ts';
import { violationOf } from './validate-message.ts';

/** @throws RequestError unknown_channel naming the codes that are known. */
export function parseChannel(channel: ChannelProto): ValidChannel {
  if (channel.code === '') return matchChannel(channel.description);
  if (!isChannelCode(channel.code)) {
    const limit = `must be one of ${channelCodes.join(', ')}, or empty beside a description`;
    const violation = violationOf('channel.code', limit, describeValue(channel.code));
    throw new RequestError('unknown_channel', violation.message, [violation]);
  }
  return { ...channels[channel.code], matched: true };
}
