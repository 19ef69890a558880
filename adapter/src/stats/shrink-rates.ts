/**
 * Rates of many groups, each shrunk to the mean of all as far as its own numbers are few: of 300 threads the best of
 * those with three texts each is the best by chance. Each group's count is binomial, the groups' own rates follow a beta
 * distribution whose two parameters are found from all groups by moments (Williams 1975). What is given is the
 * posterior's mean and its 95 % interval.
 */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Counted {
  readonly count: number;
  readonly of: number;
}

/** Groups cannot be less alike than this: below it the prior would have no weight at all. */
const likenessMin = 0.0005;
const likenessMax = 0.5;

/** In the order given; null for a group of nothing. */
export function shrinkRates(groups: readonly Counted[]): readonly (Estimate | null)[] {
  const filled = groups.filter(({ of }) => of > 0);
  const of = filled.reduce((sum, group) => sum + group.of, 0);
  const count = filled.reduce((sum, group) => sum + group.count, 0);
  // Half a case of each kind: a mean of 0 or 1 would leave no room for doubt.
  const mean = (count + 0.5) / (of + 1);
  const weight = priorWeight(filled, mean, of);
  const [alpha, beta] = [mean * weight, (1 - mean) * weight];
  return groups.map((group) => {
    if (group.of === 0) return null;
    const [good, bad] = [alpha + group.count, beta + group.of - group.count];
    return { mean: good / (good + bad), low: betaQuantile(0.025, good, bad), high: betaQuantile(0.975, good, bad) };
  });
}

/** Cases that the mean of all weighs as much as. */
function priorWeight(groups: readonly Counted[], mean: number, of: number): number {
  if (groups.length < 2) return 1;
  const noise = mean * (1 - mean);
  let spread = 0;
  let expected = 0;
  let rest = 0;
  for (const group of groups) {
    spread += group.of * (group.count / group.of - mean) ** 2;
    expected += 1 - group.of / of;
    rest += (group.of - 1) * (1 - group.of / of);
  }
  if (rest <= 0) return 1;
  const likeness = Math.min(likenessMax, Math.max(likenessMin, (spread - noise * expected) / (noise * rest)));
  return (1 - likeness) / likeness;
}

/** By bisection: the distribution function rises, and 60 halvings are exact to a double. */
export function betaQuantile(probability: number, alpha: number, beta: number): number {
  let [low, high] = [0, 1];
  for (let halvings = 0; halvings < 60; halvings += 1) {
    const middle = (low + high) / 2;
    if (betaDistribution(middle, alpha, beta) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function, by its continued fraction (Lentz's method). */
export function betaDistribution(x: number, alpha: number, beta: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta) + alpha * Math.log(x) + beta * Math.log1p(-x),
  );
  // The fraction converges fast on one side of the mean only.
  if (x < (alpha + 1) / (alpha + beta + 2)) return (front * betaFraction(x, alpha, beta)) / alpha;
  return 1 - (front * betaFraction(1 - x, beta, alpha)) / beta;
}

const tiny = 1e-300;

function betaFraction(x: number, alpha: number, beta: number): number {
  let c = 1;
  let d = 1 / notZero(1 - ((alpha + beta) * x) / (alpha + 1));
  let value = d;
  for (let step = 1; step <= 500; step += 1) {
    const even = (step * (beta - step) * x) / ((alpha + 2 * step - 1) * (alpha + 2 * step));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    value *= d * c;
    const odd = (-(alpha + step) * (alpha + beta + step) * x) / ((alpha + 2 * step) * (alpha + 2 * step + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return value;
}

const notZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value);

/** Lanczos' approximation, exact to 15 digits for positive numbers. */
function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const top = shifted + 7.5;
  const series = coefficients.reduce((sum, value, index) => sum + value / (shifted + index + 1), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(top) - top + Math.log(series);
}
