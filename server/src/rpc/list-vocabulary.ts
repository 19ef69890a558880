/** RPC ListVocabulary: what there is to ask about, with names for people. It never changes while the server runs. */
import { create } from '@bufbuild/protobuf';
import type { GenerationService } from '@offerwright/proto/marketing/v1/generation_pb';
import { ListVocabularyResponseSchema } from '@offerwright/proto/marketing/v1/vocabulary_pb';
import { textCharsMax } from '../compliance/text-limits.ts';
import { channelCodes, channels } from '../domain/channels.ts';
import { productCodes, productFamilies, products } from '../domain/products.ts';
import { signalNames } from '../domain/signals.ts';
import { channelWords, familyWords, productNamesEnglish, signalWords } from '../domain/words.ts';
import { featureWords } from '../signals/feature-words.ts';
import { type FeatureName, featureAliases, featureKinds, featureNames } from '../signals/features.ts';
import { featureLimits, numberRanges } from '../signals/parse-features.ts';
import type { Handlers } from './call.ts';

export function createListVocabulary(): Handlers<typeof GenerationService>['listVocabulary'] {
  const response = create(ListVocabularyResponseSchema, {
    products: productCodes.map((code) => {
      const { name, description, family, isCredit } = products[code];
      return { code, name: { ru: name, en: productNamesEnglish[code] }, description, family, isCredit };
    }),
    families: productFamilies.map((name) => ({ name, words: familyWords[name] })),
    channels: channelCodes.map((code) => ({
      ...channels[code],
      name: channelWords[code],
      textCharsMax: textCharsMax[code],
    })),
    signals: signalNames.map((name) => ({ name, words: signalWords[name] })),
    features: featureNames.map(describeFeature),
  });
  return async () => response;
}

function describeFeature(name: FeatureName) {
  const kind = featureKinds[name];
  const [min, max] = kind === 'text' ? [0, 0] : numberRanges[kind];
  return {
    name,
    kind,
    words: featureWords[name],
    min,
    max,
    textCharsMax: kind === 'text' ? featureLimits.textCharsMax : 0,
    aliases: Object.keys(featureAliases).filter((alias) => featureAliases[alias] === name),
  };
}
