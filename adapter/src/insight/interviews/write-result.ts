/** The result with the whole conversation, as Markdown and as .docx. */
import type { InterviewDetails } from '../../api/interviews.ts';
import { plainMarkdown } from '../markdown.ts';
import { markdownToDocx } from '../markdown-to-docx.ts';

export function writeResult({ interview, turns, summary }: InterviewDetails): string {
  const result = summary?.markdown ?? '# Интервью\n\nРезультата ещё нет.\n';
  const [title = '', ...rest] = result.trimEnd().split('\n');
  const about = [`**Зачем спрашивали:** ${oneLine(interview.goal)}`, `**Начато:** ${interview.consented_at ?? '—'}`];
  const conversation = turns.map(
    ({ number, speaker, text }) =>
      `**${number + 1}. ${speaker === 'client' ? 'Клиент' : 'Интервьюер'}.** ${oneLine(text) || '(молчит)'}`,
  );
  const parts = [title, ...about, rest.join('\n').trim(), '## Запись разговора', ...conversation];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

export async function writeResultDocx(details: InterviewDetails): Promise<Buffer> {
  return await markdownToDocx(writeResult(details), 'Интервью');
}

function oneLine(text: string): string {
  return plainMarkdown(text.replace(/\s+/gu, ' ').trim());
}
