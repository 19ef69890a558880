/** Features of a request as those of a row of a clients' file: numbers as text become numbers, as the server reads them. */
import { type FeatureName, featureKinds, readFeatureNumber } from '../../api/client-features.ts';

type Given = Readonly<Record<string, string | number | boolean | null>>;

export function toFeatureValues(features: Given): Given {
  return Object.fromEntries(
    Object.entries(features).flatMap(([name, value]) => {
      // What the client mart does not have is for models only.
      if (!Object.hasOwn(featureKinds, name)) return [];
      const number =
        featureKinds[name as FeatureName] === 'text' ? undefined : readFeatureNumber(name as FeatureName, value);
      return [[name, number === undefined ? value : number]];
    }),
  );
}
