/**
 * Confidence of an answer, 0–1. Not calibrated yet: labels will do that; until then it ranks texts, it is no
 * probability of a good text, and the answer says so (`confidence_calibrated`).
 */

/**
 * The geometric mean of the probabilities, before masking, of the tokens that the model chose (or of the pieces it
 * wrote): what the model would have given these words had the grammar not narrowed the choice. Same pass, no cost.
 */
export function confidenceOfTokens(logProbabilities: readonly number[]): number {
  if (logProbabilities.length === 0) return 0;
  const mean = logProbabilities.reduce((sum, value) => sum + value, 0) / logProbabilities.length;
  return clamp(Math.exp(mean));
}

/** For texts composed by rules: how well the thread fits the client; there is no token probability. */
export function confidenceOfFit(fit: number): number {
  return clamp(fit);
}

function clamp(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
}
