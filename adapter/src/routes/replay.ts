/**
 * POST /v1/replay: stored texts under the rules of today. A change of law or of the rule set becomes a list of texts
 * that would not leave any more. Millions of texts are `npm run law:replay`'s matter; this answers a page at a time.
 *
 * Each text is judged with the terms in force now: what changes with terms is part of the question.
 */

import type { DescribeModelResponse } from '@offerwright/proto/marketing/v1/generation_pb';
import { toChannel, toProduct } from '../answering/command.ts';
import { noContactPolicy } from '../api/contacts.ts';
import type { HistoryItem } from '../api/history.ts';
import { parseInput } from '../api/parse-input.ts';
import { type ReplayResponse, replayRequestSchema } from '../api/replay.ts';
import { resolveTerms } from '../catalogue/resolve-terms.ts';
import type { CatalogueContext } from '../catalogue/save-terms.ts';
import type { AdapterMiddleware } from '../context.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import { listHistory } from '../db/history/list-history.ts';
import { RequestError } from '../errors.ts';
import { buildProfile } from '../inference/build-batches.ts';
import { readVerdict } from '../inference/read-answer.ts';
import { limits } from '../limits.ts';
import type { CatalogueRouteOptions } from './catalogue.ts';

type ReplayContext = Omit<CatalogueContext, 'requestId'>;

export function replayRoute({ catalogue }: CatalogueRouteOptions): AdapterMiddleware {
  return async (context) => {
    const replay = catalogue();
    const { from, to, ...query } = parseInput(replayRequestSchema, context.request.body ?? {});
    const page = await listHistory(replay.database, {
      ...query,
      status: 'sendable',
      from: from === undefined ? undefined : Date.parse(from),
      to: to === undefined ? undefined : Date.parse(to),
    });
    const described = await replay.inference.describe();
    const profileOf = keepProfiles(replay, described);
    const broken: ReplayResponse['broken'] = [];
    let skipped = 0;
    for (let at = 0; at < page.items.length; at += limits.replayAtOnceMax) {
      const lot = page.items.slice(at, at + limits.replayAtOnceMax);
      const judged = await Promise.all(lot.map((item) => findBrokenRules(replay, profileOf, item)));
      for (const [index, blocked] of judged.entries()) {
        if (blocked === null) skipped += 1;
        else if (blocked.length > 0) broken.push(describeBroken(lot[index]!, blocked));
      }
    }
    await insertAudit(replay.database, {
      userId: context.state.user!.id,
      action: 'rules.replay',
      subject: described.ruleSetVersion,
      details: { checked: page.items.length - skipped, broken: broken.length },
      atMs: replay.clock.epochMs(),
    });
    const response: ReplayResponse = {
      checked: page.items.length - skipped,
      skipped,
      broken,
      counts: countByRule(broken),
      rule_set_version: described.ruleSetVersion,
      rule_set_hash: described.ruleSetHash,
      next_cursor: page.nextCursor,
    };
    context.body = response;
  };
}

type RuleResults = ReplayResponse['broken'][number]['after'];
type Profile = ReturnType<typeof buildProfile>;

/**
 * The profile for a text, or null when it cannot be judged: its product or channel was only described (the description
 * is not part of the history), or no terms of the product are in force. Terms are read once a product and channel.
 */
function keepProfiles(replay: ReplayContext, described: DescribeModelResponse) {
  const kept = new Map<string, Promise<Profile | null>>();
  return (item: HistoryItem): Promise<Profile | null> => {
    const { product, channel, profile } = item;
    if (!described.productCodes.includes(product) || !described.channelCodes.includes(channel)) {
      return Promise.resolve(null);
    }
    const key = JSON.stringify([product, channel, profile]);
    const found = kept.get(key) ?? resolveProfile(replay, item);
    kept.set(key, found);
    return found;
  };
}

async function resolveProfile(replay: ReplayContext, item: HistoryItem): Promise<Profile | null> {
  try {
    const terms = await resolveTerms(replay.database, {
      productCode: item.product,
      channelCode: item.channel,
      isKnownProduct: true,
      nowMs: replay.clock.epochMs(),
    });
    const profile = item.profile === 'law2025' ? 'law2025' : 'strict';
    return buildProfile({ profile, terms, contactPolicy: noContactPolicy });
  } catch (error) {
    if (error instanceof RequestError && error.kind === 'no_terms_in_force') return null;
    throw error;
  }
}

/** Null when the text cannot be judged. */
async function findBrokenRules(
  replay: ReplayContext,
  profileOf: (item: HistoryItem) => Promise<Profile | null>,
  item: HistoryItem,
): Promise<RuleResults | null> {
  const profile = await profileOf(item);
  const text = item.answer?.text ?? '';
  if (profile === null || text === '') return null;
  const checked = await replay.inference.checkText({
    text,
    product: toProduct(item.product),
    channel: toChannel(item.channel),
    profile,
  });
  if (!checked.verdict) throw new Error('the inference server sent a check without a verdict');
  return readVerdict(checked.verdict).results.filter(({ outcome }) => outcome === 'blocked');
}

/** Before: the verdict that was stored with the text. After: what blocks it under the rules of today. */
function describeBroken(item: HistoryItem, after: RuleResults): ReplayResponse['broken'][number] {
  const { id, client_id, product, channel, asked_at, profile, answer } = item;
  const then = answer?.verdict;
  return {
    id,
    client_id,
    product,
    channel,
    rule_ids: after.map(({ rule_id }) => rule_id),
    asked_at,
    profile,
    text: answer?.text ?? '',
    before: {
      rule_set_version: then?.rule_set_version ?? '',
      warned: (then?.results ?? []).filter(({ outcome }) => outcome === 'warned').map(({ rule_id }) => rule_id),
    },
    after,
  };
}

function countByRule(broken: ReplayResponse['broken']): ReplayResponse['counts'] {
  const counts = new Map<string, ReplayResponse['counts'][number]>();
  for (const { product, channel, rule_ids } of broken) {
    for (const rule_id of rule_ids) {
      const key = JSON.stringify([rule_id, product, channel]);
      const entry = counts.get(key) ?? { rule_id, product, channel, texts: 0 };
      counts.set(key, { ...entry, texts: entry.texts + 1 });
    }
  }
  return [...counts.values()].sort((one, other) => other.texts - one.texts);
}
