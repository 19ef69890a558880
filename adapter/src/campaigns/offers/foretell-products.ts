/**
 * Models of products × clients → how likely each client takes each product, and why. A model says nothing of a client
 * who has a value in none of its columns; such a client is ranked by signals instead (rank-offers.ts).
 */
import type { ActiveModel } from '../../db/propensity/list-active-models.ts';
import type { InferenceClient } from '../../inference/inference-client.ts';

export interface OfferReason {
  readonly name: string;
  readonly text_ru: string;
  readonly text_en: string;
}

export interface Foretold {
  readonly modelId: string;
  readonly probability: number;
  /** Share of outcomes in the training data. */
  readonly baseRate: number;
  readonly reasons: readonly OfferReason[];
}

export type Features = Readonly<Record<string, string | number | boolean | null>>;
export type FeatureWords = readonly {
  readonly name: string;
  readonly words?: { readonly ru: string; readonly en: string } | undefined;
}[];

export interface ForetellOptions {
  readonly inference: Pick<InferenceClient, 'insight'>;
  readonly features: FeatureWords;
  readonly reasonsMax: number;
}

/** Clients of one call: with a model file of the largest size it stays below the limit of a message. */
const clientsPerCall = 250;

/** @returns for each client in their order: product → what its model says. @throws RequestError inference_unavailable */
export async function foretellProducts(
  models: readonly ActiveModel[],
  clients: readonly Features[],
  options: ForetellOptions,
): Promise<readonly ReadonlyMap<string, Foretold>[]> {
  const found = clients.map(() => new Map<string, Foretold>());
  for (const model of models) {
    const columns = columnsOf(model.card);
    const known = clients.flatMap((features, place) => (hasColumn(columns, features) ? [{ features, place }] : []));
    for (let first = 0; first < known.length; first += clientsPerCall) {
      const asked = known.slice(first, first + clientsPerCall);
      const { predictions } = await options.inference.insight.predictPropensity({
        modelFile: model.file,
        clients: asked.map(({ features }) => ({ features: toProtoFeatures(features) })),
        reasonsMax: options.reasonsMax,
      });
      for (const [index, { place }] of asked.entries()) {
        const { probability, reasons } = predictions[index]!;
        found[place]!.set(model.product, {
          modelId: model.id,
          probability,
          baseRate: model.card.data.positives / model.card.data.rows,
          reasons: reasons.map(({ column, textRu, textEn }) => ({
            name: `model.${column}`,
            text_ru: nameFeature(textRu, column, options.features, 'ru'),
            text_en: nameFeature(textEn, column, options.features, 'en'),
          })),
        });
      }
    }
  }
  return found;
}

/** What the model reads of a client. */
export function columnsOf({ schema }: ActiveModel['card']): ReadonlySet<string> {
  return new Set(Object.keys(schema).filter((name) => schema[name] === 'numeric' || schema[name] === 'categorical'));
}

function hasColumn(columns: ReadonlySet<string>, features: Features): boolean {
  return Object.entries(features).some(([name, value]) => value !== null && columns.has(name));
}

/** A reason begins with its column: a feature of the client mart is called as people call it. */
function nameFeature(text: string, column: string, features: FeatureWords, language: 'ru' | 'en'): string {
  const words = features.find(({ name }) => name === column)?.words?.[language];
  return words && text.startsWith(column) ? `${words}${text.slice(column.length)}` : text;
}

/** Plain values as google.protobuf.Value. */
export function toProtoFeatures(features: Features) {
  return Object.fromEntries(
    Object.entries(features).map(([name, value]) => {
      if (typeof value === 'number') return [name, { kind: { case: 'numberValue' as const, value } }];
      if (typeof value === 'string') return [name, { kind: { case: 'stringValue' as const, value } }];
      if (typeof value === 'boolean') return [name, { kind: { case: 'boolValue' as const, value } }];
      return [name, { kind: { case: 'nullValue' as const, value: 0 } }];
    }),
  );
}
