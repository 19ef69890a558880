/** Labels: what people say of texts, the texts to label next, and how far people agree. */
import {
  type DisagreementsResponse,
  disagreementsQuerySchema,
  labelRequestSchema,
  nextQuerySchema,
  progressQuerySchema,
  skipRequestSchema,
} from '../api/labels.ts';
import { parseInput } from '../api/parse-input.ts';
import type { AdapterMiddleware } from '../context.ts';
import { countAgreement } from '../db/labels/count-agreement.ts';
import { countProgress } from '../db/labels/count-progress.ts';
import { listCurrentLabels } from '../db/labels/list-current-labels.ts';
import { listDisagreements } from '../db/labels/list-disagreements.ts';
import { skipText } from '../db/labels/skip-text.ts';
import { describeAgreement } from '../labels/describe-agreement.ts';
import { describeLabels, labelAnswer, noSuchText } from '../labels/label-answer.ts';
import type { LabelContext } from '../labels/label-context.ts';
import { takeHand } from '../labels/take-hand.ts';
import { limits } from '../limits.ts';
import { parseAnswerId } from './parse-answer-id.ts';

export interface LabelRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly answering: () => LabelContext;
}

/** POST /v1/answers/{id}/labels */
export function postLabelRoute({ answering }: LabelRouteOptions): AdapterMiddleware {
  return async (context) => {
    const answerId = parseAnswerId(context);
    const label = parseInput(labelRequestSchema, context.request.body);
    context.body = await labelAnswer(answering(), { answerId, userId: context.state.user!.id, label });
    context.status = 201;
  };
}

/** GET /v1/answers/{id}/labels */
export function labelsRoute({ answering }: LabelRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = await describeLabels(answering(), parseAnswerId(context));
  };
}

/** POST /v1/answers/{id}/skip: not for me. */
export function skipRoute({ answering }: LabelRouteOptions): AdapterMiddleware {
  return async (context) => {
    const answerId = parseAnswerId(context);
    parseInput(skipRequestSchema, context.request.body);
    const { database, clock } = answering();
    const userId = context.state.user!.id;
    if (!(await skipText(database, { answerId, userId, nowMs: clock.epochMs() }))) throw noSuchText();
    context.body = { skipped: true };
  };
}

/** GET /v1/labels/next */
export function nextLabelsRoute({ answering }: LabelRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { count = limits.labelHandDefault } = parseInput(nextQuerySchema, { ...context.query });
    context.body = { items: await takeHand(answering(), context.state.user!.id, count) };
  };
}

/** GET /v1/labels/progress */
export function labelProgressRoute({ answering }: LabelRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { since } = parseInput(progressQuerySchema, { ...context.query });
    const counted = await countProgress(answering().database, context.state.user!.id, since);
    context.body = {
      mine: counted.mine_count,
      everyone: counted.everyones_count,
      seconds_median: counted.seconds_median,
      waiting: Math.min(counted.waiting_count, limits.historyCountedMax),
      waiting_exact: counted.waiting_count <= limits.historyCountedMax,
      disputed: counted.disputed_count,
    };
  };
}

/** GET /v1/labels/disagreements */
export function disagreementsRoute({ answering }: LabelRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { from, to, cursor, ...query } = parseInput(disagreementsQuerySchema, { ...context.query });
    const { database } = answering();
    const period = { fromMs: from, toMs: to };
    const limit = query.limit ?? limits.disagreementsPageDefault;
    const [counts, found] = await Promise.all([
      countAgreement(database, period),
      listDisagreements(database, { ...period, cursor: cursor ?? null, limit: limit + 1 }),
    ]);
    const page = found.slice(0, limit);
    const labels = await listCurrentLabels(
      database,
      page.map(({ asked_client_id }) => asked_client_id),
    );
    const response: DisagreementsResponse = {
      ...describeAgreement(counts),
      items: page.map(({ asked_client_id: id, product_code, channel_code, text }) => ({
        id,
        product: product_code,
        channel: channel_code,
        text,
        labels: labels.get(id) ?? [],
      })),
      next_cursor: found.length > limit ? page.at(-1)!.asked_client_id : null,
    };
    context.body = response;
  };
}
