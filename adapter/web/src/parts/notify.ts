/** Short notices in the corner: what was done, or why not. */
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { describeProblem } from './problem-notice.tsx';

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal', closeButtonProps: closeButton() });
}

export function notifyProblem(error: unknown): void {
  const message = describeProblem(error, (key, values) => i18next.t(key, values));
  warn(message);
}

/** What could not be done, in words of one's own. */
export function warn(message: string): void {
  const title = i18next.t('common.failed');
  notifications.show({ title, message, color: 'red', autoClose: 10_000, closeButtonProps: closeButton() });
}

function closeButton() {
  return { 'aria-label': i18next.t('common.close') };
}
