/**
 * POST /v1/replay: stored texts under the rules of today. A change of law or of the rule set becomes a list of texts
 * that would not leave any more. Millions of texts are `npm run law:replay`'s matter; this answers a page at a time.
 *
 * Each text is judged with the terms in force now: what changes with terms is part of the question.
 */
import { toChannel, toProduct } from '../answering/command.ts';
import { noContactPolicy } from '../api/contacts.ts';
import type { HistoryItem } from '../api/history.ts';
import { parseInput } from '../api/parse-input.ts';
import { type ReplayResponse, replayRequestSchema } from '../api/replay.ts';
import { resolveTerms } from '../catalogue/resolve-terms.ts';
import type { CatalogueContext } from '../catalogue/save-terms.ts';
import type { AdapterMiddleware } from '../context.ts';
import { listHistory } from '../db/history/list-history.ts';
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
    const { ruleSetVersion, ruleSetHash } = await replay.inference.describe();
    const broken: ReplayResponse['broken'] = [];
    for (let at = 0; at < page.items.length; at += limits.replayAtOnceMax) {
      const lot = page.items.slice(at, at + limits.replayAtOnceMax);
      const rules = await Promise.all(lot.map((item) => findBrokenRules(replay, item)));
      for (const [index, rule_ids] of rules.entries()) {
        const { id, client_id, product, channel } = lot[index]!;
        if (rule_ids.length > 0) broken.push({ id, client_id, product, channel, rule_ids });
      }
    }
    const response: ReplayResponse = {
      checked: page.items.length,
      broken,
      counts: countByRule(broken),
      rule_set_version: ruleSetVersion,
      rule_set_hash: ruleSetHash,
      next_cursor: page.nextCursor,
    };
    context.body = response;
  };
}

async function findBrokenRules(replay: ReplayContext, item: HistoryItem): Promise<string[]> {
  const text = item.answer?.text ?? '';
  if (text === '') return [];
  const terms = await resolveTerms(replay.database, {
    productCode: item.product,
    channelCode: item.channel,
    isKnownProduct: false,
    nowMs: replay.clock.epochMs(),
  });
  const checked = await replay.inference.checkText({
    text,
    product: item.product === '' ? { description: 'Продукт банка' } : toProduct(item.product),
    channel: toChannel(item.channel),
    profile: buildProfile({
      profile: item.profile === 'law2025' ? 'law2025' : 'strict',
      terms,
      contactPolicy: noContactPolicy,
    }),
  });
  if (!checked.verdict) throw new Error('the inference server sent a check without a verdict');
  return readVerdict(checked.verdict)
    .results.filter(({ outcome }) => outcome === 'blocked')
    .map(({ rule_id }) => rule_id);
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
