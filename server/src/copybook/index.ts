/** The copybook. Order: `loadCopybook` once → `findEligible` for each client → the model's walk, or `composeByRules`. */
export { type ComposedChoice, type ComposeOptions, composeByRules } from './compose-by-rules.ts';
export type { Claim, Copybook, FamilyThread } from './copybook.ts';
export { type CellCoverage, type CoverageReport, coverageReport } from './coverage-report.ts';
export {
  type Eligible,
  type EligibleCoverage,
  type EligibleQuery,
  type EligibleThread,
  findEligible,
} from './find-eligible.ts';
export { loadCopybook } from './load-copybook.ts';
export { createUsage, type Usage } from './usage.ts';
