/** RPC DescribeModel: what serves now. The engine may still load, or be down: texts then come by rules. */
import { create } from '@bufbuild/protobuf';
import {
  DescribeModelResponseSchema,
  EngineState as EngineStateProto,
  type GenerationService,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { EngineState } from '../domain/answer.ts';
import { channelCodes } from '../domain/channels.ts';
import { limits } from '../domain/limits.ts';
import { productCodes } from '../domain/products.ts';
import type { FreeEngine } from '../engine/free-engine.ts';
import type { EngineHolder } from '../generate/engine-holder.ts';
import type { Handlers } from './call.ts';

export interface DescribeModelOptions {
  readonly engineHolder: EngineHolder;
  /** What writes freely now; null: nothing. */
  readonly freeEngine: () => FreeEngine | null;
  readonly freePromptVersion: string;
  /** Name of the engine that the configuration asks for, told while it is not there. */
  readonly engineName: string;
  readonly copybook: { readonly hash: string; readonly threadsCount: number; readonly variantsCount: number };
  readonly ruleSet: { readonly version: string; readonly hash: string; readonly rulesCount: number };
  readonly grammarVersion: string;
  readonly promptVersion: string;
  readonly slotsCount: number;
  readonly queueLengthMax: number;
  readonly serverVersion: string;
}

const stateOf: Readonly<Record<EngineState, EngineStateProto>> = {
  loading: EngineStateProto.LOADING,
  ready: EngineStateProto.READY,
  down: EngineStateProto.DOWN,
};

export function createDescribeModel(
  options: DescribeModelOptions,
): Handlers<typeof GenerationService>['describeModel'] {
  return async () => {
    const { engineHolder, copybook, ruleSet } = options;
    const model = engineHolder.engine()?.describe();
    const free = options.freeEngine()?.describe();
    return create(DescribeModelResponseSchema, {
      engine: model?.engine ?? options.engineName,
      engineState: stateOf[engineHolder.state()],
      engineStateReason: engineHolder.reason(),
      modelName: model?.modelName ?? '',
      modelSha256: model?.modelSha256 ?? '',
      modelLicence: model?.modelLicence ?? '',
      modelBytes: BigInt(model?.modelBytes ?? 0),
      adapterName: model?.adapterName ?? '',
      adapterSha256: model?.adapterSha256 ?? '',
      modelFile: model?.modelFile ?? '',
      vocabularyTokens: model?.vocabularyTokens ?? 0,
      strong: free !== undefined,
      freeEngine: free?.engine ?? '',
      freeModelName: free?.modelName ?? '',
      freePromptVersion: free ? options.freePromptVersion : '',
      copybookHash: copybook.hash,
      threadsCount: copybook.threadsCount,
      variantsCount: copybook.variantsCount,
      grammarVersion: options.grammarVersion,
      ruleSetVersion: ruleSet.version,
      ruleSetHash: ruleSet.hash,
      rulesCount: ruleSet.rulesCount,
      promptVersion: options.promptVersion,
      slotsCount: options.slotsCount,
      queueLengthMax: options.queueLengthMax,
      clientsPerCallMax: limits.clientsPerCallMax,
      answerWithinMsMax: limits.answerWithinMsMax,
      productCodes: [...productCodes],
      channelCodes: [...channelCodes],
      serverVersion: options.serverVersion,
    });
  };
}
