/** Short notices in the corner: what was done, or why not. */
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { describeProblem } from './problem-notice.tsx';

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal' });
}

export function notifyProblem(error: unknown): void {
  const message = describeProblem(error, (key) => i18next.t(key));
  notifications.show({ title: i18next.t('common.failed'), message, color: 'red', autoClose: 10_000 });
}
