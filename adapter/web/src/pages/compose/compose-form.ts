/** What is typed on the page, and the order that it makes. */
import type { ComposeOrder, Concern, FeatureValue } from '../../api/compose.ts';

export type Features = Readonly<Record<string, FeatureValue>>;

export interface ComposeForm {
  readonly product: string;
  readonly channel: string;
  readonly profile: 'strict' | 'law2025';
  /** Null: found from the client's signals. */
  readonly concern: Concern | null;
  readonly policy: 'model_first' | 'rules_only';
  readonly approvedOnly: boolean;
  /** Null: the service's own. */
  readonly temperature: number | null;
  readonly seed: number | null;
  readonly clientId: number | null;
  /** What the client said; blank: nothing. */
  readonly concernText: string;
  /** Those that are known; an empty field is no feature. */
  readonly features: Features;
}

export const emptyForm: ComposeForm = {
  product: 'CC',
  channel: 'SMS',
  profile: 'strict',
  concern: null,
  policy: 'model_first',
  approvedOnly: false,
  temperature: null,
  seed: null,
  clientId: null,
  concernText: '',
  features: {},
};

export function toOrder(form: ComposeForm, language: string): ComposeOrder {
  const { clientId, features, product, channel, profile, concern, policy, approvedOnly, temperature, seed } = form;
  return {
    client: {
      ...(clientId !== null && { id: clientId }),
      features,
      ...(form.concernText.trim() !== '' && { concern_text: form.concernText }),
    },
    product,
    channel,
    profile,
    options: {
      ...(concern !== null && { concern }),
      ...(temperature !== null && { temperature }),
      ...(seed !== null && { seed }),
      policy,
      approved_only: approvedOnly,
      language: language === 'en' ? 'en' : 'ru',
    },
  };
}
