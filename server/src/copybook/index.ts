/** The copybook. Order: `loadCopybook` once → `findEligible` for each client → the model's walk, or `composeByRules`. */

export { type CopybookBuilder, createCopybookBuilder } from './build-copybook.ts';
export { type ComposedChoice, type ComposeOptions, composeByRules } from './compose-by-rules.ts';
export type { Claim, Copybook, FamilyThread } from './copybook.ts';
export { type CopybookShelf, createCopybookShelf } from './copybook-shelf.ts';
export { type CellCoverage, type CoverageReport, coverageReport } from './coverage-report.ts';
export {
  type Eligible,
  type EligibleCoverage,
  type EligibleQuery,
  type EligibleThread,
  findEligible,
} from './find-eligible.ts';
export { judgeThread, showingChoices, type ThreadJudgement } from './judge-thread.ts';
export { loadCopybook, readCopybookLines } from './load-copybook.ts';
export { type ParsedThread, ThreadLineError, threadOf } from './parse-thread-line.ts';
export { gradeKey, gradeSchema, type ThreadGrades } from './thread-grades.ts';
export { createUsage, isFreshest, noUsage } from './usage.ts';
