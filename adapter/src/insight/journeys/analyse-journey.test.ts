/** The analysis against counts done by hand, and against faults that were planted. */
import { describe, expect, it } from 'vitest';
import { plantedJourney, plantJourney, writeJourneyCsv } from '../../../../tests/kit/planted-journey.ts';
import { analyseJourney } from './analyse-journey.ts';
import type { JourneyEvent } from './journey.ts';
import { readJourney } from './read-journey.ts';

const startMs = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 26);

/** "abc" → a case that made steps a, b and c, an hour apart. */
function walk(ways: readonly string[], lateBy: readonly number[] = []): Map<string, JourneyEvent[]> {
  let row = 1;
  return new Map(
    ways.map((way, index) => [
      `case ${index}`,
      [...way].map((step, place) => {
        row++;
        const atMs = startMs + (lateBy[index] ?? 0) + place * hourMs;
        return { row, caseId: `case ${index}`, step, atMs };
      }),
    ]),
  );
}

describe('the analysis of a journey', () => {
  it('counts steps, losses, repetitions and ways', () => {
    // The last case is still under way: it began when the others were long over.
    const cases = walk(['abcz', 'abz', 'ab', 'abbz', 'a', 'ab'], [0, 0, 0, 0, 0, 1000 * hourMs]);
    const { totals, steps, loops, variants, variantsCount, moves } = analyseJourney(cases, ['z']);
    expect(totals).toMatchObject({ cases: 6, events: 16, reached: 3, lost: 2, open: 1, medianMs: 3 * hourMs });
    const of = (name: string) => steps.find(({ step }) => step === name);
    expect(of('a')).toMatchObject({ cases: 6, events: 6, lost: 1, open: 0, share: 1, lossShare: 1 / 6 });
    expect(of('b')).toMatchObject({ cases: 5, events: 6, repeated: 1, lost: 1, open: 1, lossShare: 1 / 4 });
    expect(of('z')).toMatchObject({ cases: 3, isGoal: true, lossShare: null });
    expect(loops).toEqual([
      { step: 'b', repeatedCases: 1, repeatedReached: 1, singleCases: 3, singleReached: 2, extraEvents: 1 },
    ]);
    expect(variants[0]).toMatchObject({ steps: ['a', 'b'], cases: 2, reached: 0 });
    expect(variantsCount).toBe(5);
    expect(moves.find(({ from, to }) => from === 'a' && to === 'b')).toMatchObject({ cases: 5, moves: 5 });
  });

  it('ends a way at its first goal, and takes the most frequent last step when none is named', () => {
    const cases = walk(['azazb', 'az', 'ab']);
    expect(analyseJourney(cases, ['z']).totals).toMatchObject({ reached: 2, lost: 1 });
    const inferred = analyseJourney(cases, []);
    expect(inferred).toMatchObject({ goals: ['b'], areGoalsInferred: true });
  });

  it('every case is reached, lost or open, and losses add up, whatever the log', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const events = plantJourney({ cases: 150, seed, fromMs: startMs });
      const cases = Map.groupBy(
        events.map((event, index) => ({ ...event, row: index + 2 })),
        ({ caseId }) => caseId,
      );
      const { totals, steps } = analyseJourney(cases, [plantedJourney.goal]);
      expect(totals.reached + totals.lost + totals.open, `seed ${seed}`).toBe(totals.cases);
      expect(
        steps.reduce((sum, { lost }) => sum + lost, 0),
        `seed ${seed}`,
      ).toBe(totals.lost);
      expect(
        steps.reduce((sum, { open }) => sum + open, 0),
        `seed ${seed}`,
      ).toBe(totals.open);
    }
  });
});

describe('planted faults', () => {
  const read = (seed: number) => {
    const csv = writeJourneyCsv(plantJourney({ cases: 2000, seed, fromMs: Date.UTC(2026, 7, 1) }));
    const query = { goals: [plantedJourney.goal], case: 'Заявка', step: 'Шаг', time: 'Время' };
    return readJourney(Buffer.from(csv), 'csv', query, nowMs);
  };

  it('are found: the loss first, the loop, and the slow move', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { improvements } = (await read(seed)).analysis;
      expect(improvements[0], `seed ${seed}`).toMatchObject({ kind: 'loss', step: plantedJourney.lossStep });
      const loops = improvements.filter(({ kind }) => kind === 'loop');
      expect(
        loops.map(({ step }) => step),
        `seed ${seed}`,
      ).toEqual([plantedJourney.loopStep]);
      const [wait] = improvements.filter(({ kind }) => kind === 'wait');
      expect(wait, `seed ${seed}`).toMatchObject({ step: plantedJourney.slowFrom, to: plantedJourney.slowTo });
    }
  });

  it('the interval of an effect holds what halving the planted loss brings, in nine of ten logs', async () => {
    // 28 % of three quarters and 50 % of one quarter are lost; of those who go on 0.97 × 0.9 × 0.96 reach the goal.
    const lossShare = 0.75 * 0.28 + 0.25 * 0.5;
    const gained = (lossShare / 2) * 2000 * 0.94 * 0.92 * 0.97 * 0.9 * 0.96;
    let holds = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { low, high } = (await read(seed)).analysis.improvements[0]!.casesGained!;
      if (low <= gained && gained <= high) holds++;
    }
    expect(holds).toBeGreaterThanOrEqual(18);
  });
});
