/** RPC CheckThread: what is wrong with a draft of a thread, the claims it makes, and texts composed from it. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  CheckThreadRequestSchema,
  CheckThreadResponseSchema,
  type GenerationService,
  type ThreadExampleSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { CheckContext } from '../compliance/types.ts';
import { type CopybookShelf, judgeThread, type ParsedThread, threadOf } from '../copybook/index.ts';
import { channels } from '../domain/channels.ts';
import type { Clock } from '../domain/clock.ts';
import { isProductCode, products } from '../domain/products.ts';
import { composeExamples, type ExampleText } from '../generate/compose-examples.ts';
import { verdictToProto } from './answer-to-proto.ts';
import type { Handlers } from './call.ts';
import { parseCopybook } from './parse-copybook.ts';
import { parseLanguage } from './parse-options.ts';
import { type DefaultProvider, parseProfile } from './parse-profile.ts';
import { assertValid } from './validate-message.ts';

export interface CheckThreadOptions {
  readonly clock: Clock;
  readonly provider: DefaultProvider;
  readonly copybooks: CopybookShelf;
}

export function createCheckThread(options: CheckThreadOptions): Handlers<typeof GenerationService>['checkThread'] {
  return async (request, call) => {
    assertValid(CheckThreadRequestSchema, request);
    parseCopybook(request.profile, options.copybooks);
    const { problems, parsed, claims } = judgeThread(request.json, options.copybooks.own.claims);
    const shared = { problems: problems.map((problem) => ({ ...problem })), claims: [...claims] };
    if (!parsed) return create(CheckThreadResponseSchema, shared);
    const context: CheckContext = {
      product: productOf(parsed),
      channel: { ...channels[threadOf(parsed).channel], matched: true },
      profile: parseProfile(request.profile, options.provider),
      ownValues: [],
      disclosures: [],
      today: options.clock.today(),
      language: parseLanguage(request.language),
    };
    const wish = { randomCount: request.examplesCount, seed: request.seed };
    const examples: MessageInitShape<typeof ThreadExampleSchema>[] = [];
    for (const example of composeExamples(parsed, context, wish)) {
      examples.push(exampleToProto(example));
      await options.clock.nextTurn();
      call.signal.throwIfAborted();
    }
    return create(CheckThreadResponseSchema, { ...shared, version: threadOf(parsed).version, examples });
  };
}

/** A family's thread is judged as one of the strictest of its products: those of credit, where it has any. */
function productOf(parsed: ParsedThread): CheckContext['product'] {
  const { product } = threadOf(parsed);
  if (isProductCode(product)) return products[product];
  const family = Object.values(products).filter((one) => product === `FAMILY_${one.family.toUpperCase()}`);
  return family.find(({ isCredit }) => isCredit) ?? family[0]!;
}

function exampleToProto({ variants, body, outcome }: ExampleText): MessageInitShape<typeof ThreadExampleSchema> {
  if ('refusal' in outcome) return { variants: [...variants], body, refusal: { ...outcome.refusal } };
  const { text, verdict, measures } = outcome.finished;
  return { variants: [...variants], body, text, verdict: verdictToProto(verdict), measures: { ...measures } };
}
