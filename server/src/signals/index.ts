/** From raw features to what a text may rest on. Order: `parseFeatures` → `derivePortrait` → `deriveConcern`. */
export { type DerivedConcern, deriveConcern } from './derive-concern.ts';
export { derivePortrait } from './derive-portrait.ts';
export type { Features } from './features.ts';
export { type ParsedFeatures, parseFeatures } from './parse-features.ts';
