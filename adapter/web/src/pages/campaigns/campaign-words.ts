/** Codes of campaigns in words: reasons, approvers, times. */
import type { TFunction } from 'i18next';
import type { Approvers } from '../../api/campaigns.ts';
import { formatCount } from '../../parts/format-number.ts';
import type { Vocabulary } from '../../parts/use-vocabulary.ts';

type Translate = TFunction;

/** Of a client left out, of a row with an error, or of an offer that was chosen. */
export function reasonInWords(reason: string, t: Translate, vocabulary: Vocabulary): string {
  if (reason.startsWith('signal.')) return vocabulary.signalName(reason.slice('signal.'.length)).toLowerCase();
  const known = t(`campaigns.reasons.${reason}`, { defaultValue: '' });
  return known === '' ? reason : known;
}

/** "комплаенс: 1, менеджер, комплаенс или администратор: 1" */
export function approversInWords(approvers: Approvers, t: Translate): string {
  return approvers
    .map(({ role, count }) => t('campaigns.approval.person', { role: t(`campaigns.approval.roles.${role}`), count }))
    .join('; ');
}

export function timeLeft(seconds: number, t: Translate): string {
  if (seconds < 90) return t('campaigns.progress.seconds', { count: seconds });
  if (seconds < 5400) return t('campaigns.progress.minutes', { count: Math.round(seconds / 60) });
  return t('campaigns.progress.hours', { count: formatCount(Math.round(seconds / 360) / 10) });
}
