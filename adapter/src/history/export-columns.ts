/** The columns of an exported history, with the labels that count. */
import type { HistoryItem } from '../api/history.ts';
import type { Label } from '../api/labels.ts';

export type ExportCell = string | number | null;

/** Several labels of one text stand in one cell. */
const separator = ' | ';

const columns = {
  id: (item) => item.id,
  asked_at: (item) => item.asked_at,
  answered_at: (item) => item.answered_at,
  user: (item) => item.user,
  campaign: (item) => item.campaign,
  client_id: (item) => item.client_id,
  product: (item) => item.product,
  channel: (item) => item.channel,
  profile: (item) => item.profile,
  status: (item) => item.status,
  source: (item) => item.answer?.source ?? null,
  confidence: (item) => item.answer?.confidence ?? null,
  concern: (item) => item.answer?.concern ?? null,
  signals: (item) => item.answer?.signals.join(separator) ?? null,
  thread: (item) => item.answer?.thread?.id ?? null,
  thread_version: (item) => item.answer?.thread?.version ?? null,
  rules_at_issue: (item) =>
    item.answer?.verdict?.results
      .filter(({ outcome }) => outcome === 'warned' || outcome === 'blocked')
      .map(({ rule_id }) => rule_id)
      .join(separator) ?? null,
  refusal: (item) => item.answer?.refusal?.rule_id ?? null,
  error: (item) => item.error?.kind ?? null,
  text: (item) => item.answer?.text ?? null,
  offer_basis: (item) => item.offer?.basis ?? null,
  offer_score: (item) => item.offer?.score ?? null,
  offer_lift: (item) => item.offer?.lift ?? null,
  offer_reasons: (item) => item.offer?.reasons.map(({ text_ru: text }) => text).join(separator) ?? null,
  label: (item) => item.label,
  label_reasons: (item) => item.label_reasons.join(separator),
  labelled_by: (_item, labels) => labels.map(({ user, mark }) => `${user}: ${mark}`).join(separator),
  corrections: (_item, labels) => filled(labels.map(({ correction }) => correction)).join(separator),
  label_comments: (_item, labels) => filled(labels.map(({ comment }) => comment)).join(separator),
} satisfies Record<string, (item: HistoryItem, labels: readonly Label[]) => ExportCell>;

const filled = (texts: readonly string[]) => texts.filter((text) => text !== '');

export const exportColumns = Object.keys(columns) as readonly (keyof typeof columns)[];

export function toExportCells(item: HistoryItem, labels: readonly Label[]): ExportCell[] {
  return Object.values(columns).map((read) => read(item, labels));
}
