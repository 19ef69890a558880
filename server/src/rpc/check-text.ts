/** RPC CheckText: the verdict, rule by rule, for any text, whoever wrote it. Pure: no engine, no client. */
import { create } from '@bufbuild/protobuf';
import {
  CheckTextRequestSchema,
  CheckTextResponseSchema,
  type GenerationService,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { checkText, measureText } from '../compliance/index.ts';
import type { CopybookShelf } from '../copybook/index.ts';
import type { Clock } from '../domain/clock.ts';
import { verdictToProto } from './answer-to-proto.ts';
import type { Handlers } from './call.ts';
import { parseChannel } from './parse-channel.ts';
import { parseCopybook } from './parse-copybook.ts';
import { parseLanguage } from './parse-options.ts';
import { parseProduct } from './parse-product.ts';
import { type DefaultProvider, parseProfile } from './parse-profile.ts';
import { assertValid } from './validate-message.ts';

export interface CheckTextOptions {
  readonly clock: Clock;
  readonly provider: DefaultProvider;
  readonly copybooks: CopybookShelf;
}

export function createCheckText(options: CheckTextOptions): Handlers<typeof GenerationService>['checkText'] {
  return async (request) => {
    assertValid(CheckTextRequestSchema, request);
    parseCopybook(request.profile, options.copybooks);
    const channel = parseChannel(request.channel!);
    const verdict = checkText(request.text, {
      product: parseProduct(request.product!),
      channel,
      profile: parseProfile(request.profile, options.provider),
      ownValues: [],
      disclosures: [],
      today: options.clock.today(),
      language: parseLanguage(request.language),
    });
    return create(CheckTextResponseSchema, {
      verdict: verdictToProto(verdict),
      // Of a text of unknown origin nobody knows which part is the body: all of it counts.
      measures: measureText(request.text, request.text, channel.code),
    });
  };
}
