/**
 * Who would get what, counted before the start by the very decisions of the run (decide-clients.ts). A file that takes
 * too long is not read whole: a random part of it is, and the counts say that they are estimates, with the bounds of
 * the reach. Measured over 200,000 rows of 19 columns: 8.6 s with one channel, 22 s with four; signals cost 1 to 5 ms a
 * client more. Hence two limits, which keep a count at about 3 s.
 */
import type { AudienceCount } from '../../api/campaign-audience.ts';
import type { CampaignFile } from '../../api/campaign-files.ts';
import type { CampaignSettings } from '../../api/campaigns.ts';
import { planLimits } from '../../api/plan-limits.ts';
import type { Statements } from '../../db/database.ts';
import type { FileRow } from '../../db/plans/insert-file-rows.ts';
import { listChosenRows } from '../../db/plans/list-chosen-rows.ts';
import { listSampleRows } from '../../db/plans/list-sample-rows.ts';
import type { Offer } from '../offers/fit-signals.ts';
import { findRankedBy, openRanker } from '../offers/open-ranker.ts';
import { type Deciding, type Decision, decideClients, needsSignals } from './decide-clients.ts';
import { findPlanTerms, keyOfOffer, listOffers } from './find-plan-terms.ts';
import { assertSettings } from './manage-plan.ts';
import type { PlansContext } from './plans-context.ts';
import { describeProducts } from './product-facts.ts';
import { headerOf, readClient, readFileBatches } from './read-clients.ts';

export interface CountedCampaign {
  readonly file: CampaignFile;
  readonly settings: CampaignSettings;
  readonly seed: number;
}

/** @throws RequestError invalid_request, unknown_product, unknown_channel, no_terms_in_force, inference_unavailable */
export async function countAudience(
  context: PlansContext,
  { file, settings, seed }: CountedCampaign,
  signal: AbortSignal,
): Promise<AudienceCount> {
  await assertSettings(context, settings, file.columns);
  const header = headerOf(settings.mapping, file.columns);
  const terms = await findPlanTerms(context, settings.offers);
  const rankedBy = settings.offers.mode === 'ranked' ? await findRankedBy(context.database, settings) : null;
  const deciding: Deciding = {
    products: describeProducts((await context.inference.listVocabulary()).products),
    offers: listOffers(settings.offers, terms),
    ranker: rankedBy === null ? null : await openRanker(context, rankedBy),
    signal,
  };
  const plan = { id: context.createUuid(), seed, settings };
  const rowsMax = needsSignals(settings)
    ? planLimits.audienceSignalRowsMax
    : Math.floor(planLimits.audienceCellsMax / settings.offers.channels.length);
  const tally = createTally(deciding.offers);
  const seenIds = new Set<number>();
  for await (const batch of readRows(context.database, file, rowsMax)) {
    signal.throwIfAborted();
    const rows = batch.map((row) => readClient(row, header, seenIds)).filter((client) => client !== null);
    for (const decision of await decideClients(context, plan, deciding, rows)) tally.add(decision);
  }
  const open = new Set(deciding.offers.map(({ productCode }) => productCode));
  return {
    ...tally.total(file.rows),
    without_terms: settings.offers.products.filter((product) => !open.has(product)),
    ranked_by: rankedBy,
  };
}

async function* readRows(
  database: Statements,
  file: CampaignFile,
  rowsMax: number,
): AsyncGenerator<readonly FileRow[]> {
  if (file.rows <= rowsMax) {
    yield* readFileBatches(database, file.id);
    return;
  }
  // A little more is drawn than is read, so that chance leaves no fewer.
  const share = Math.min(1, (1.2 * rowsMax) / file.rows);
  const rows = await listSampleRows(database, file.id, { share, rowsMax });
  for (let first = 0; first < rows.length; first += planLimits.fileRowsPerRead) {
    yield await listChosenRows(database, file.id, rows.slice(first, first + planLimits.fileRowsPerRead));
  }
}

type Counts = Map<string, number>;

function createTally(offers: readonly Offer[]) {
  const excluded: Counts = new Map();
  const made: Counts = new Map();
  const refused = new Map(offers.map((offer): [string, Counts] => [keyOfOffer(offer), new Map()]));
  const counts = { rows: 0, clients: 0, texts: 0, control: 0, problems: 0 };
  return {
    add(decision: Decision): void {
      counts.rows += 1;
      if (decision.kind === 'problem') {
        counts.problems += 1;
        return;
      }
      for (const { offer, reason } of decision.refusals) increase(refused.get(keyOfOffer(offer))!, reason);
      if (decision.kind === 'excluded') {
        increase(excluded, decision.reason);
        return;
      }
      if (decision.arm === null) {
        counts.control += 1;
        return;
      }
      counts.clients += 1;
      counts.texts += decision.chosen.length;
      for (const offer of decision.chosen) increase(made, keyOfOffer(offer));
    },
    total(rows: number): Omit<AudienceCount, 'without_terms' | 'ranked_by'> {
      const isExact = counts.rows >= rows;
      const factor = isExact || counts.rows === 0 ? 1 : rows / counts.rows;
      const whole = (count: number) => Math.round(count * factor);
      const list = (some: Counts) =>
        [...some].map(([reason, count]) => ({ reason, count: whole(count) })).sort((a, b) => b.count - a.count);
      const [low, high] = isExact ? [counts.clients, counts.clients] : boundsOf(counts.clients, counts.rows, rows);
      return {
        rows,
        rows_read: counts.rows,
        exact: isExact,
        clients: whole(counts.clients),
        clients_low: low,
        clients_high: high,
        texts: whole(counts.texts),
        control: whole(counts.control),
        problems: whole(counts.problems),
        excluded: list(excluded),
        offers: offers.map((offer) => ({
          product: offer.productCode,
          channel: offer.channelCode,
          texts: whole(made.get(keyOfOffer(offer)) ?? 0),
          refused: list(refused.get(keyOfOffer(offer))!),
        })),
      };
    },
  };
}

function increase(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Wilson's interval of a share with 95 % confidence, as clients of the whole file. */
function boundsOf(found: number, read: number, rows: number): [number, number] {
  const z = 1.96;
  const share = found / read;
  const middle = (share + z ** 2 / (2 * read)) / (1 + z ** 2 / read);
  // What has been read is known: only the rest is uncertain.
  const rest = Math.sqrt((rows - read) / Math.max(1, rows - 1));
  const half = (z * rest * Math.sqrt((share * (1 - share)) / read + z ** 2 / (4 * read ** 2))) / (1 + z ** 2 / read);
  return [Math.max(found, Math.floor((middle - half) * rows)), Math.min(rows, Math.ceil((middle + half) * rows))];
}
