/**
 * Concerns of somebody who said several things (an interview's answers): the mean of the likelihoods, weighted towards
 * the statements that say most, because most answers of an interview are about something else.
 */
import { type Concern, concerns } from '../../domain/concerns.ts';
import type { ConcernModel } from './concern-model.ts';
import { estimateConcerns } from './estimate-concerns.ts';

export interface OverallConcern {
  readonly concern: Concern;
  readonly likelihood: number;
}

export type ConcernEstimator = (texts: readonly string[]) => Promise<readonly OverallConcern[]>;

/** At most this many of the statements that speak most for a concern count. */
const strongestMax = 3;

export function createConcernEstimator(model: ConcernModel): ConcernEstimator {
  return async (texts) => {
    const estimates = texts.map((text) => estimateConcerns(model, text, null).likelihoods);
    return concerns
      .map((concern) => {
        const strongest = estimates
          .map((likelihoods) => likelihoods[concern])
          .sort((left, right) => right - left)
          .slice(0, strongestMax);
        const sum = strongest.reduce((total, likelihood) => total + likelihood, 0);
        return { concern, likelihood: sum / Math.max(1, strongest.length) };
      })
      .sort((left, right) => right.likelihood - left.likelihood);
  };
}
