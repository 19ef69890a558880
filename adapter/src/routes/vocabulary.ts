/** Products, channels, signals and features for people, as the inference server names them. */
import {
  type ChannelsResponse,
  type FeaturesResponse,
  featureKindNames,
  type ProductsResponse,
  type SignalsResponse,
} from '../api/vocabulary.ts';
import type { AdapterMiddleware } from '../context.ts';
import type { InferenceClient } from '../inference/inference-client.ts';

export interface VocabularyRouteOptions {
  readonly inference: Pick<InferenceClient, 'listVocabulary'>;
}

const noWords = { ru: '', en: '' };
const wordsOf = ({ ru, en }: { ru: string; en: string } = noWords) => ({ ru, en });

/** GET /v1/products */
export function productsRoute({ inference }: VocabularyRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { products, families } = await inference.listVocabulary();
    const response: ProductsResponse = {
      items: products.map(({ code, name, description, family, isCredit }) => ({
        code,
        name: wordsOf(name),
        description,
        family,
        is_credit: isCredit,
      })),
      families: families.map(({ name, words }) => ({ name, words: wordsOf(words) })),
    };
    context.body = response;
  };
}

/** GET /v1/channels */
export function channelsRoute({ inference }: VocabularyRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { channels } = await inference.listVocabulary();
    const response: ChannelsResponse = {
      items: channels.map((channel) => ({
        code: channel.code,
        name: wordsOf(channel.name),
        description: channel.description,
        body_chars_min: channel.bodyCharsMin,
        body_chars_max: channel.bodyCharsMax,
        text_chars_max: channel.textCharsMax,
        can_link: channel.canLink,
        spoken: channel.spoken,
      })),
    };
    context.body = response;
  };
}

/** GET /v1/signals */
export function signalsRoute({ inference }: VocabularyRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { signals } = await inference.listVocabulary();
    const response: SignalsResponse = { items: signals.map(({ name, words }) => ({ name, words: wordsOf(words) })) };
    context.body = response;
  };
}

/** GET /v1/features */
export function featuresRoute({ inference }: VocabularyRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { features } = await inference.listVocabulary();
    const response: FeaturesResponse = {
      items: features.map(({ name, kind, words, min, max, textCharsMax, aliases }) => ({
        name,
        kind: kindOf(kind),
        words: wordsOf(words),
        min,
        max,
        text_chars_max: textCharsMax,
        aliases: [...aliases],
      })),
    };
    context.body = response;
  };
}

/** A kind that a newer server knows is shown as a text. */
function kindOf(kind: string): FeaturesResponse['items'][number]['kind'] {
  return featureKindNames.find((name) => name === kind) ?? 'text';
}
