/** The summary as a few lines for people. */
import type { CampaignSummary } from './summarize.ts';

export function showSummary(summary: CampaignSummary): string {
  const { status, source, verdicts, confidence, characters, total_ms: times, most_used_thread: thread } = summary;
  const texts = source.model + source.rules;
  const lines = [
    ['rows', `${summary.rows}: ${listCounts(status)}`],
    ['source', texts === 0 ? 'no texts' : `model ${share(source.model, texts)}, rules ${share(source.rules, texts)}`],
    ['rules because', listCounts(summary.rules_reason)],
    ['errors', listCounts(summary.errors)],
    ['verdicts', `passed ${verdicts.passed}, blocked ${verdicts.blocked}`],
    [
      'confidence',
      confidence &&
        `p10 ${confidence.p10?.toFixed(3)}, p50 ${confidence.p50.toFixed(3)}, p90 ${confidence.p90?.toFixed(3)}`,
    ],
    ['characters', characters && `p50 ${characters.p50}, max ${characters.max}`],
    [
      'milliseconds',
      times && `p50 ${times.p50.toFixed(0)}, p95 ${times.p95?.toFixed(0)}, p99 ${times.p99?.toFixed(0)}`,
    ],
    ['distinct texts', `${summary.distinct_texts}`],
    ['most used thread', thread && `${thread.thread_id} (${(thread.share * 100).toFixed(1)} %)`],
    ['texts per minute', summary.texts_per_minute?.toFixed(1) ?? 'nothing was asked in this run'],
  ];
  return lines
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `  ${`${name}`.padEnd(17)} ${value}`)
    .join('\n');
}

const share = (part: number, whole: number) => `${part} (${((part / whole) * 100).toFixed(1)} %)`;

function listCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
