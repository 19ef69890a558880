/** A model file of one column, trained on nothing: age above 40 makes the odds e times higher. */
export function tinyModel({ title = 'tiny', product = 'CC' as string | null } = {}): string {
  return JSON.stringify({
    format: 'offerwright-propensity',
    version: 1,
    card: {
      title,
      product,
      kind: 'boosted',
      trained_at: '2026-11-26T00:00:00.000Z',
      target: 'y',
      positive: 'yes',
      schema: { age: 'numeric', y: 'target' },
      data: { file: 'tiny.csv', sha256: '0'.repeat(64), rows: 100, positives: 20 },
      seed: 1,
      settings: { rate: 1 },
      weighting: 'none',
      calibration: 'none',
      fit_seconds: 0,
      measured: null,
      coefficients: [],
      importance: [{ column: 'age', effect: 0.5 }],
      limits: [],
    },
    calibration: { kind: 'none' },
    core: {
      kind: 'boosted',
      rules: [{ kind: 'numeric', column: 'age', bounds: [40] }],
      base: -1.5,
      trees: [
        {
          features: [0, -1, -1],
          bins: [1, 0, 0],
          missing_left: [1, 0, 0],
          lefts: [1, 0, 0],
          values: [0, -0.5, 0.5],
          covers: [2, 1, 1],
        },
      ],
    },
  });
}
