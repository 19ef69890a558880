/** Stores what somebody says of a text. A correction is checked first, by the terms in force today. */

import { noContactPolicy } from '../api/contacts.ts';
import type { AnswerLabels, LabelRequest } from '../api/labels.ts';
import { resolveTerms } from '../catalogue/resolve-terms.ts';
import { findLabelledText, type LabelledText } from '../db/labels/find-labelled-text.ts';
import { insertLabel } from '../db/labels/insert-label.ts';
import { listLabels } from '../db/labels/list-labels.ts';
import { RequestError } from '../errors.ts';
import { buildProfile } from '../inference/build-batches.ts';
import { readVerdict } from '../inference/read-answer.ts';
import type { LabelContext } from './label-context.ts';

export interface LabelCommand {
  readonly answerId: string;
  readonly userId: string;
  readonly label: LabelRequest;
}

/** @throws RequestError not_found without such a text; inference_unavailable when a correction cannot be checked. */
export async function labelAnswer(context: LabelContext, command: LabelCommand): Promise<AnswerLabels> {
  const { database, clock, createUuid } = context;
  const { answerId, userId, label } = command;
  const about = await findLabelledText(database, answerId);
  if (about === null) throw noSuchText();
  const correctionVerdict = label.correction === '' ? null : await checkCorrection(context, about, label.correction);
  await insertLabel(database, {
    id: createUuid(),
    answerId,
    userId,
    label,
    correctionVerdict,
    labelledAtMs: clock.epochMs(),
  });
  context.metrics.labels.inc({ mark: label.mark, reason: label.reason ?? 'none' });
  return await describeLabels(context, answerId);
}

/** @throws RequestError not_found without such a text. */
export async function describeLabels(
  { database }: Pick<LabelContext, 'database'>,
  answerId: string,
): Promise<AnswerLabels> {
  const about = await findLabelledText(database, answerId);
  if (about === null) throw noSuchText();
  return { state: about.label, reasons: about.label_reasons, items: await listLabels(database, answerId) };
}

export function noSuchText(): RequestError {
  return new RequestError('not_found', 'there is no answer with this id that has a text');
}

async function checkCorrection({ database, inference, clock }: LabelContext, about: LabelledText, text: string) {
  const { product, channel, profile_name: profile } = about;
  const described = await inference.describe();
  const terms = await resolveTerms(database, {
    productCode: product.code,
    channelCode: channel.code,
    isKnownProduct: described.productCodes.includes(product.code),
    nowMs: clock.epochMs(),
  });
  const checked = await inference.checkText({
    text,
    product,
    channel,
    profile: buildProfile({ profile, terms, contactPolicy: noContactPolicy }),
    language: 'ru',
  });
  if (!checked.verdict) throw new Error('the inference server sent a check without a verdict');
  return readVerdict(checked.verdict);
}
