/**
 * Concerns of somebody who said several things (an interview's answers): each is as likely as in the answer that speaks
 * for it most. Most answers of an interview are about something else, so a mean would find nothing.
 */
import { type Concern, concerns } from '../../domain/concerns.ts';
import type { ConcernModel } from './concern-model.ts';
import { estimateConcerns } from './estimate-concerns.ts';

export interface OverallConcern {
  readonly concern: Concern;
  readonly likelihood: number;
}

export type ConcernEstimator = (texts: readonly string[]) => Promise<readonly OverallConcern[]>;

export function createConcernEstimator(model: ConcernModel): ConcernEstimator {
  return async (texts) => {
    const estimates = texts.map((text) => estimateConcerns(model, text, null).likelihoods);
    return concerns
      .map((concern) => ({ concern, likelihood: Math.max(0, ...estimates.map((likelihoods) => likelihoods[concern])) }))
      .sort((left, right) => right.likelihood - left.likelihood);
  };
}
