/** Market watch. */
import type { MarketDigestBody, MarketDigests, MarketItemBody } from '../../../src/api/insight-market.ts';
import type { InboxFile, MarketInbox } from '../../../src/api/market-inbox.ts';

export type { InboxFile, MarketDigestBody, MarketDigests, MarketInbox, MarketItemBody };

export interface TakenItems {
  readonly taken: number;
  readonly repeated: number;
  readonly retold: number;
  readonly problems: readonly { row: number; field: string; limit: string; given: string }[];
}

export const digestsKey = ['insight', 'market', 'digests'] as const;
export const inboxKey = ['insight', 'market', 'inbox'] as const;
export const marketItemsKey = ['insight', 'market', 'items'] as const;

export const itemKinds = [
  'publication',
  'app_update',
  'site_update',
  'vacancy',
  'quarterly_report',
  'share_price',
  'review',
] as const;
