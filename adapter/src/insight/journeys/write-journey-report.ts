/** The report of a journey in Russian Markdown: what was read, the steps, waits, ways and proposals. */
import { markdownTable, plainMarkdown } from '../markdown.ts';
import { formatCount, formatShare, formatWait } from './format-figures.ts';
import type { JourneyAnalysis, JourneyImprovement, JourneyProblem } from './journey.ts';

const problemWords: Readonly<Record<JourneyProblem['kind'], string>> = {
  no_case: 'нет номера случая',
  no_step: 'нет шага',
  no_time: 'нет времени',
  unreadable_time: 'время не читается',
  future_time: 'время в будущем',
  too_long: 'слишком длинное значение',
};

export interface JourneyReport {
  readonly process: string;
  readonly problems: readonly JourneyProblem[];
  readonly analysis: JourneyAnalysis;
}

export function writeJourneyReport({ process, problems, analysis }: JourneyReport): string {
  const { totals } = analysis;
  const sections = [
    `# Путь клиента: ${plainMarkdown(process)}`,
    `${describeTotals(analysis)}`,
    problems.length === 0 ? '' : describeProblems(problems),
    '## Что улучшить',
    analysis.improvements.length === 0
      ? 'Для предложений мало данных: нужен хотя бы один шаг, до которого дошли 30 человек.'
      : `${analysis.improvements.map(describeImprovement).join('\n\n')}\n\n${caution}`,
    '## Шаги',
    markdownTable(
      ['Шаг', 'Дошли', 'Доля', 'Повторяли', 'Ушли здесь', 'Доля ушедших', 'Ещё в пути'],
      analysis.steps.map((step) => [
        `${plainMarkdown(step.step)}${step.isGoal ? ' (цель)' : ''}`,
        formatCount(step.cases),
        formatShare(step.share),
        formatCount(step.repeated),
        formatCount(step.lost),
        step.lossShare === null ? '' : formatShare(step.lossShare),
        formatCount(step.open),
      ]),
    ),
    '## Переходы',
    markdownTable(
      ['Откуда', 'Куда', 'Раз', 'Медиана', 'Каждый десятый дольше'],
      analysis.moves
        .slice(0, 20)
        .map((move) => [
          plainMarkdown(move.from),
          plainMarkdown(move.to),
          formatCount(move.moves),
          formatWait(move.medianMs ?? 0),
          formatWait(move.p90Ms ?? 0),
        ]),
    ),
    '## Самые частые пути',
    markdownTable(
      ['Путь', 'Случаев', 'Дошли до цели', 'Медиана'],
      analysis.variants.map((variant) => [
        variant.steps.map(plainMarkdown).join(' → '),
        formatCount(variant.cases),
        formatShare(variant.reached / variant.cases),
        variant.medianMs === null ? '' : formatWait(variant.medianMs),
      ]),
    ),
    `Всего разных путей: ${formatCount(analysis.variantsCount)}. Случай считается ушедшим, если после него тихо дольше, чем ` +
      `${formatWait(totals.quietMs)}.`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

const caution =
  'Это оценки по журналу, а не обещание: люди, которые повторяли шаг или ушли, могли отличаться от остальных и раньше. ' +
  'Проверьте изменение на части клиентов.';

function describeTotals({ totals, goals, areGoalsInferred }: JourneyAnalysis): string {
  const goalWords = goals.map((goal) => `«${plainMarkdown(goal)}»`).join(', ');
  const inferred = areGoalsInferred ? ' (не названа, взят самый частый последний шаг)' : '';
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const time =
    totals.medianMs === null
      ? ''
      : ` Путь до цели занимает ${formatWait(totals.medianMs)} у половины и дольше ${formatWait(totals.p90Ms ?? 0)} у каждого десятого.`;
  return (
    `Цель: ${goalWords}${inferred}. С ${day(totals.fromMs)} по ${day(totals.toMs)} начато ${formatCount(totals.cases)}: ` +
    `дошли ${formatCount(totals.reached)} (${formatShare(totals.reached / totals.cases)}), ушли ` +
    `${formatCount(totals.lost)}, ещё в пути ${formatCount(totals.open)}.${time}`
  );
}

function describeProblems(problems: readonly JourneyProblem[]): string {
  const words = problems.map(({ kind, count, rows }) => {
    const more = count > rows.length ? ' …' : '';
    return `- ${problemWords[kind]}: ${formatCount(count)} (строки ${rows.join(', ')}${more})`;
  });
  return `Не разобраны и не учтены строки:\n\n${words.join('\n')}`;
}

function describeImprovement(improvement: JourneyImprovement, index: number): string {
  const { casesGained, hoursSaved } = improvement;
  const effect =
    casesGained === null
      ? `Ожидаемый выигрыш: ${formatCount(hoursSaved ?? 0)} ч ожидания.`
      : `Ожидаемый выигрыш: ${formatCount(casesGained.expected)} (от ${formatCount(casesGained.low)} до ${formatCount(casesGained.high)}) дошедших до цели.`;
  return [
    `### ${index + 1}. ${plainMarkdown(improvement.title)}`,
    plainMarkdown(improvement.observation),
    improvement.proposal,
    `${plainMarkdown(improvement.arithmetic)} ${effect}`,
  ].join('\n\n');
}
