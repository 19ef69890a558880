/** The result of an interview as a document in Markdown. Client's words are quoted and escaped: they are text. */
import type { InterviewSummary, Quote } from './summarise-interview.ts';
import { endNames, evidenceNames, stageNames, strengthNames, subjectNames } from './summary-words.ts';
import type { Subject } from './types.ts';

export interface EstimatedConcern {
  readonly concern: 'finance' | 'efficiency' | 'purchase' | 'support';
  readonly likelihood: number;
}

const concernNames: Readonly<Record<EstimatedConcern['concern'], string>> = {
  finance: 'деньги',
  efficiency: 'время и удобство',
  purchase: 'как идёт оформление',
  support: 'поддержка',
};

export function renderSummary(
  summary: InterviewSummary,
  subject: Subject,
  concerns: readonly EstimatedConcern[] = [],
): string {
  const percent = Math.round(summary.clientShare * 100);
  const how = summary.endReason === null ? 'разговор не закончен' : endNames[summary.endReason];
  const parts = [
    `# Интервью: ${subjectNames[subject]}`,
    `Вопросов: ${summary.questionsCount}. Слов клиента: ${percent} %. Чем кончилось: ${how}.`,
    `**Сила боли:** ${strengthNames[summary.strength]}.`,
    section('Что нужно клиенту', list(summary.needs)),
    section('Что болит', summary.pains.map(renderPain).join('\n\n')),
    section('Что сказано дословно', list(summary.quotes)),
    section('Гипотезы', summary.hypotheses.map(({ text, check }) => `- ${text}\n  Проверить: ${check}`).join('\n')),
    section('Что клиента заботит', concerns.map(renderConcern).join('\n')),
    section('О чём клиент спросил банк', list(summary.asked)),
    section('Что не сходится', renderContradiction(summary)),
    section(
      'О чём не узнали',
      summary.notCovered.map(({ stage, text }) => `- ${stageNames[stage]}. ${text}`).join('\n'),
    ),
    'Числа в скобках — номера реплик в записи разговора. Гипотезы — предположения: их проверяют на других клиентах.',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function section(title: string, body: string): string {
  return body === '' ? '' : `## ${title}\n\n${body}`;
}

function list(quotes: readonly Quote[]): string {
  return quotes.map((quote) => `- ${renderQuote(quote)}`).join('\n');
}

function renderQuote({ text, turn }: { readonly text: string; readonly turn: number }): string {
  return `«${escapeMarkdown(text)}» [${turn + 1}]`;
}

function renderPain({ title, quotes, evidence }: InterviewSummary['pains'][number]): string {
  const why = evidence.map((kind) => evidenceNames[kind]).join(', ');
  return `**${title}** — ${evidence.length} из 5${why === '' ? '' : ` (${why})`}\n\n${list(quotes)}`;
}

function renderConcern({ concern, likelihood }: EstimatedConcern): string {
  return `- ${concernNames[concern]}: ${Math.round(likelihood * 100)} %`;
}

function renderContradiction({ contradiction }: InterviewSummary): string {
  if (contradiction === null) return '';
  return `- ${renderQuote(contradiction.earlier)}, а позже: ${renderQuote(contradiction.later)}`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/gu, '\\$&').replace(/\s+/gu, ' ');
}
