/** The analysis of a company's statements in Russian Markdown. */
import { markdownTable, plainMarkdown } from '../markdown.ts';
import { formatAmount, formatPercent, formatRatio } from './format-amount.ts';
import { lineNames } from './line-names.ts';
import type { CompanyProblem, RatioVerdict, ReportAnalysis, ReportProblem } from './report.ts';

const verdictWords: Readonly<Record<RatioVerdict, string>> = {
  good: 'в норме',
  attention: 'внимание',
  bad: 'плохо',
  unknown: 'нет данных',
};
const severityWords: Readonly<Record<CompanyProblem['severity'], string>> = {
  bad: 'Проблема',
  attention: 'Внимание',
  chance: 'Возможность',
};

export interface CompanyReport {
  readonly company: string;
  readonly problems: readonly ReportProblem[];
  readonly analysis: ReportAnalysis;
}

export function writeCompanyReport({ company, problems, analysis }: CompanyReport): string {
  const { statements, ratios, trends, findings } = analysis;
  const { periods, computed } = statements;
  const sections = [
    `# Отчётность: ${plainMarkdown(company)}`,
    `Периоды: ${periods.map(plainMarkdown).join(', ')}.`,
    computed.length === 0
      ? ''
      : `Вычислены из других строк: ${computed.map((code) => `${code} «${lineNames[code].name}»`).join(', ')}.`,
    problems.length === 0
      ? ''
      : `Замечания к файлу:\n\n${problems.map(({ message }) => `- ${plainMarkdown(message)}`).join('\n')}`,
    '## Что видно и что предложить',
    findings.length === 0
      ? 'Проблем и поводов для предложения по этим строкам не найдено.'
      : findings.map(describeFinding).join('\n\n'),
    '## Показатели',
    markdownTable(
      ['Показатель', ...periods.map(plainMarkdown), 'Как посчитано за последний период', 'Норма', 'Оценка'],
      ratios.map(({ name, values, unit, arithmetic, norm, verdict }) => [
        name,
        ...values.map((value) => (value === null ? '' : formatRatio(value, unit))),
        arithmetic,
        norm,
        verdictWords[verdict],
      ]),
    ),
    trends.length === 0 ? '' : '## Как менялось',
    trends.length === 0
      ? ''
      : markdownTable(
          ['Строка', plainMarkdown(periods[0]!), plainMarkdown(periods.at(-1)!), 'Изменение'],
          trends.map(({ code, name, first, last, change }) => [
            `${code} ${name}`,
            formatAmount(first),
            formatAmount(last),
            change === null ? '' : formatPercent(change),
          ]),
        ),
    'Балансовые строки взяты на конец периода. Нормы обычные, не отраслевые: решение остаётся за человеком.',
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function describeFinding({ severity, title, explanation, offers, warning }: CompanyProblem): string {
  const lines = [`### ${severityWords[severity]}: ${title}`, explanation];
  for (const { product, reason, amount, arithmetic } of offers) {
    const sum = amount === null ? '' : ` Ориентир: ${formatAmount(amount)}.`;
    lines.push(`**${product}.** ${reason}${sum} ${arithmetic}`);
  }
  if (warning !== '') lines.push(`_${warning}_`);
  return lines.join('\n\n');
}
