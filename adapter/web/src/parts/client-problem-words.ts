/** Why there is no text for a client, in the language of the page; as the service says it where it is something new. */
import type { TFunction } from 'i18next';

export function clientProblemInWords(error: { readonly kind: string; readonly message: string }, t: TFunction): string {
  return t(`clientProblems.${error.kind}`, { defaultValue: error.message });
}
