/** The digest of a week from what is stored, written before it is given. */
import { marketDigestPartsSchema } from '../../api/insight-market.ts';
import type { Statements } from '../../db/database.ts';
import { readMarketItems } from '../../db/insight/list-market-items.ts';
import { insertMarketDigest } from '../../db/insight/market-digests.ts';
import { detectEvents } from './detect-events.ts';
import { lookBackMs, makeDigest } from './digest.ts';
import { parseWeek } from './iso-week.ts';

export interface DigestOrigin {
  readonly id: string;
  readonly createdAtMs: number;
  readonly createdBy: string | null;
}

/** @param week valid (parseWeek) */
export async function makeWeekDigest(database: Statements, week: string, origin: DigestOrigin): Promise<void> {
  const period = parseWeek(week)!;
  const items = await readMarketItems(database, period.toMs - lookBackMs, period.toMs);
  const { itemsCount, events, evidence } = makeDigest(week, items, detectEvents(items, period));
  const parts = marketDigestPartsSchema.parse({ week, items_count: itemsCount, events, evidence });
  await insertMarketDigest(database, { ...origin, ...parts });
}
