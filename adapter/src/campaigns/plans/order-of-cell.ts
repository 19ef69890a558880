/** What is asked for each client of one product, channel and variant of a campaign. */
import type { StoredPlan } from '../../db/plans/find-plan.ts';
import type { Order, OrderTerms } from '../../inference/build-batches.ts';
import { limits } from '../../limits.ts';

export function orderOfCell(
  { settings, seed }: Pick<StoredPlan, 'settings' | 'seed'>,
  cell: { readonly product_code: string; readonly channel_code: string; readonly arm: string },
  terms: OrderTerms | null,
): Omit<Order, 'contactPolicy'> {
  const arm = settings.variants.find(({ name }) => name === cell.arm);
  return {
    product: { code: cell.product_code, name: '', description: '' },
    channel: { code: cell.channel_code, description: '' },
    profile: settings.profile,
    terms,
    options: {
      concern: arm?.concern,
      policy: arm?.policy ?? settings.policy,
      mode: 'composed',
      seed,
      answer_within_ms: limits.answerWithinMsMax,
      language: 'ru',
      ...(settings.approved_only ? { approved_only: true } : {}),
    },
  };
}
