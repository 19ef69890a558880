/**
 * What a client's words are about (docs/CONCERNS.md). Order: `loadConcernModel` at start → `estimateConcerns` a
 * statement. Training: `trainConcerns` → `writeConcernModel`, by `npm run concerns -- train`.
 */
export { createConcernEstimator } from './concern-estimator.ts';
export { createConcernListener } from './concern-listener.ts';
export { type ConcernModel, readConcernModel, writeConcernModel } from './concern-model.ts';
export { type ConcernEstimate, estimateConcerns, type Phrase } from './estimate-concerns.ts';
export { familyOfProduct } from './family-of-product.ts';
export { loadConcernModel } from './load-concern-model.ts';
export { type Likelihoods, type Measures, measureLikelihoods, perConcern } from './measure-likelihoods.ts';
export { foldsOf, type LabelledText, trainConcerns, trainSettings } from './train-concerns.ts';
