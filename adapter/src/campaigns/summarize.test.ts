import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutputRow } from './output-row.ts';
import { showSummary } from './show-summary.ts';
import { createSummary, quantiles } from './summarize.ts';

const blank: OutputRow = {
  id: 1,
  status: 'sendable',
  source: 'model',
  text: 'текст',
  confidence: 0.5,
  concern: null,
  concern_rule: null,
  signals: [],
  thread_id: 'a',
  variants: [],
  coverage: null,
  rules_reason: null,
  refusal: null,
  error: null,
  verdict_passed: true,
  law_score: null,
  brand_voice_score: null,
  fit_score: null,
  sms_segments: null,
  characters: 5,
  spoken_seconds: null,
  total_ms: 100,
  request_id: null,
  row: 1,
  campaign_id: 'c',
  model_name: null,
  model_sha256: null,
  copybook_hash: null,
  rule_set_version: null,
  profile_version: null,
  seed: 1,
  answered_at: null,
};
const figures = {
  campaign_id: 'c',
  request_id: 'r',
  seed: 1,
  texts_per_minute: 59.95,
  answered_in_this_run: 4,
};

const rows: OutputRow[] = [
  blank,
  { ...blank, text: 'другой', source: 'rules', rules_reason: 'deadline', thread_id: 'b', total_ms: 300, characters: 6 },
  { ...blank, status: 'not_sendable', confidence: 0.9, verdict_passed: true },
  {
    ...blank,
    status: 'refused',
    text: null,
    source: 'rules',
    rules_reason: 'policy',
    thread_id: null,
    verdict_passed: false,
  },
  {
    ...blank,
    status: 'error',
    text: null,
    source: null,
    confidence: null,
    thread_id: null,
    verdict_passed: null,
    total_ms: null,
    characters: null,
    error: 'invalid_feature: age: a number',
  },
];

describe('createSummary', () => {
  it('counts rows, and measures only rows with a text', () => {
    const summary = createSummary();
    for (const row of rows) summary.add(row);
    expect(summary.finish(figures)).toEqual({
      ...figures,
      rows: 5,
      status: { sendable: 2, not_sendable: 1, refused: 1, error: 1 },
      source: { model: 2, rules: 1 },
      rules_reason: { deadline: 1, policy: 1 },
      errors: { invalid_feature: 1 },
      verdicts: { passed: 3, blocked: 1 },
      confidence: { p10: 0.5, p50: 0.5, p90: 0.9 },
      characters: { p50: 5, max: 6 },
      total_ms: { p50: 100, p95: 300, p99: 300 },
      distinct_texts: 2,
      most_used_thread: { thread_id: 'a', share: 2 / 3 },
    });
  });

  it('says nothing of what there is none of', () => {
    const summary = createSummary().finish({ ...figures, texts_per_minute: null });
    expect(summary).toMatchObject({ rows: 0, confidence: null, total_ms: null, most_used_thread: null });
    expect(showSummary(summary)).not.toMatch(/confidence|NaN|null|undefined/);
    expect(showSummary(summary)).toContain('nothing was asked in this run');
  });

  it('reads as lines', () => {
    const summary = createSummary();
    for (const row of rows) summary.add(row);
    const shown = showSummary(summary.finish(figures));
    expect(shown).toContain('source            model 2 (66.7 %), rules 1 (33.3 %)');
    expect(shown).toContain('milliseconds      p50 100, p95 300, p99 300');
    expect(shown).toContain('most used thread  a (66.7 %)');
  });
});

describe('quantiles', () => {
  it('are values that occurred, in order, the last the greatest', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
        const found = quantiles(values, { p10: 0.1, p50: 0.5, p99: 0.99, max: 1 })!;
        for (const value of Object.values(found)) expect(values.some((one) => one === value)).toBe(true);
        expect(found.p10).toBeLessThanOrEqual(found.p50);
        expect(found.p50).toBeLessThanOrEqual(found.p99);
        expect(found.max).toBe(values.reduce((a, b) => (b > a ? b : a)));
        // At least half the values are at or below the median.
        expect(values.filter((value) => value <= found.p50).length * 2).toBeGreaterThanOrEqual(values.length);
      }),
    );
  });
});
