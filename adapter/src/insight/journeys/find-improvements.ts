/**
 * What to improve in a journey, and what it would bring, each with its arithmetic. Three kinds:
 *
 * - loss: a step that loses more than the middle step does. If it lost as much as the middle one (or half of what it
 *   loses now, whichever is more), so many more cases would go on, of which the share known from those who went on
 *   reaches the goal. Interval: delta method over both shares.
 * - wait: a move whose slow half waits long. If none waited longer than the median, so many hours would be saved.
 * - loop: a step after whose repetition the goal is reached more rarely. If half of the repetitions were not needed, and
 *   these cases fared like the others. Interval: normal, for a difference of two shares. Only where the interval of the
 *   difference lies above zero.
 *
 * They are upper guesses from what was seen, not effects of a trial: the texts say so.
 */
import { limits } from '../../limits.ts';
import { adviseOn } from './advice.ts';
import type { AfterLeaving } from './analyse-journey.ts';
import { formatCount, formatHours, formatShare, formatWait } from './format-figures.ts';
import type { JourneyAnalysis, JourneyImprovement, JourneyLoop, JourneyMove, JourneyStep } from './journey.ts';
import { median } from './quantile.ts';

type Counted = Omit<JourneyAnalysis, 'improvements'>;

const z95 = 1.959964;
const hourMs = 3_600_000;

export function findImprovements(counted: Counted, after: AfterLeaving): JourneyImprovement[] {
  const losses = counted.steps.flatMap((step) => improveLoss(step, counted.steps, after));
  const loops = counted.loops.flatMap(improveLoop);
  const waits = counted.moves.flatMap((move) => improveWait(move, counted));
  const byCases = [...losses, ...loops].sort(
    (one, other) => other.casesGained!.expected - one.casesGained!.expected || one.step.localeCompare(other.step, 'ru'),
  );
  const byHours = waits.sort((one, other) => other.hoursSaved! - one.hoursSaved!);
  // The best of both, in turn: gained cases and saved hours have no common measure.
  const half = Math.ceil(limits.journeyImprovementsMax / 2);
  return [...byCases.slice(0, half), ...byHours.slice(0, limits.journeyImprovementsMax - half)];
}

function improveLoss(step: JourneyStep, steps: readonly JourneyStep[], after: AfterLeaving): JourneyImprovement[] {
  const decided = step.cases - step.open;
  const { decided: wentOn = 0, reached = 0 } = after.get(step.step) ?? {};
  if (step.lossShare === null || decided < limits.journeyCasesMin || wentOn < limits.journeyCasesMin) return [];
  const others = steps.flatMap((other) =>
    other.lossShare === null || other.cases - other.open < limits.journeyCasesMin ? [] : [other.lossShare],
  );
  const middle = median(others) ?? 0;
  const target = Math.max(middle, step.lossShare / 2);
  if (step.lossShare <= target || step.lost < 5) return [];
  const share = reached / wentOn;
  const kept = step.lost - target * decided;
  const expected = kept * share;
  const lossVariance = decided * step.lossShare * (1 - step.lossShare);
  const spread = Math.sqrt(share ** 2 * lossVariance + (kept ** 2 * share * (1 - share)) / wentOn);
  const targetWords = target === middle ? 'как в среднем по шагам' : 'вдвое меньше нынешнего';
  return [
    {
      kind: 'loss',
      step: step.step,
      to: null,
      title: `Шаг «${step.step}»: уходит ${formatShare(step.lossShare)}`,
      observation:
        `Из ${formatCount(decided)} дошедших до этого шага ${formatCount(step.lost)} остановились на нём. ` +
        `В среднем по шагам уходит ${formatShare(middle)}.`,
      proposal: adviseOn('loss', step.step),
      arithmetic:
        `Если потери снизить до ${formatShare(target)} (${targetWords}), дальше пройдут ещё ${formatCount(kept)}: ` +
        `${formatCount(step.lost)} − ${formatShare(target)} × ${formatCount(decided)}. До цели доходит ` +
        `${formatShare(share)} прошедших этот шаг, значит, прибавится около ${formatCount(expected)}.`,
      casesGained: interval(expected, spread),
      hoursSaved: null,
    },
  ];
}

function improveLoop(loop: JourneyLoop): JourneyImprovement[] {
  const { repeatedCases, repeatedReached, singleCases, singleReached } = loop;
  if (repeatedCases < limits.journeyCasesMin || singleCases < limits.journeyCasesMin) return [];
  const [repeated, single] = [repeatedReached / repeatedCases, singleReached / singleCases];
  const difference = single - repeated;
  const deviation = Math.sqrt((repeated * (1 - repeated)) / repeatedCases + (single * (1 - single)) / singleCases);
  if (difference - z95 * deviation <= 0) return [];
  const expected = (repeatedCases / 2) * difference;
  return [
    {
      kind: 'loop',
      step: loop.step,
      to: null,
      title: `Шаг «${loop.step}» повторяют`,
      observation:
        `${formatCount(repeatedCases)} прошли этот шаг больше одного раза. До цели из них дошли ` +
        `${formatShare(repeated)}, а из тех, кому хватило одного раза, ${formatShare(single)}.`,
      proposal: adviseOn('loop', loop.step),
      arithmetic:
        `Если половина повторов не понадобится и эти люди пойдут как остальные: ${formatCount(repeatedCases)} ÷ 2 × ` +
        `(${formatShare(single)} − ${formatShare(repeated)}) ≈ ${formatCount(expected)}.`,
      casesGained: interval(expected, (repeatedCases / 2) * deviation),
      hoursSaved: null,
    },
  ];
}

function improveWait(move: JourneyMove, { totals }: Counted): JourneyImprovement[] {
  const hours = move.overMedianMs / hourMs;
  if (move.moves < limits.journeyCasesMin || hours < 1 || (move.p90Ms ?? 0) < 2 * (move.medianMs ?? 0)) return [];
  return [
    {
      kind: 'wait',
      step: move.from,
      to: move.to,
      title: `От «${move.from}» до «${move.to}»: каждый десятый ждёт дольше ${formatWait(move.p90Ms ?? 0)}`,
      observation:
        `Половина проходит этот участок за ${formatWait(move.medianMs ?? 0)}, но десятая часть ждёт дольше ` +
        `${formatWait(move.p90Ms ?? 0)}. Переходов: ${formatCount(move.moves)}.`,
      proposal: adviseOn('wait', move.to),
      arithmetic:
        `Всё, что дольше ${formatWait(move.medianMs ?? 0)}, в сумме даёт ${formatHours(hours)}; на один путь из ` +
        `${formatCount(totals.cases)} это ${formatWait(move.overMedianMs / totals.cases)}.`,
      casesGained: null,
      hoursSaved: hours,
    },
  ];
}

function interval(expected: number, deviation: number): NonNullable<JourneyImprovement['casesGained']> {
  return { expected, low: Math.max(0, expected - z95 * deviation), high: expected + z95 * deviation };
}
