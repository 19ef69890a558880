/** Refusals about users in the words of this page; others as the service says them. */
import i18next from 'i18next';
import { ApiError } from '../../api/api-error.ts';
import { notifyProblem, warn } from '../../parts/notify.ts';

const words: Readonly<Record<string, string>> = {
  last_administrator: 'users.lastAdministrator',
  own_account: 'users.ownAccount',
  version_conflict: 'users.changedMeanwhile',
};

export function notifyUserProblem(error: unknown): void {
  const key = error instanceof ApiError ? words[error.kind] : undefined;
  if (key === undefined) {
    notifyProblem(error);
    return;
  }
  warn(i18next.t(key));
}
