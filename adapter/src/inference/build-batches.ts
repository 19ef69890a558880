/**
 * An order for many clients → as few GenerateBatch messages as the server takes: cut by the clients a call may hold and
 * by the bytes a message may hold.
 */
import { create, toBinary } from '@bufbuild/protobuf';
import { NullValue, type Value, ValueSchema } from '@bufbuild/protobuf/wkt';
import {
  type Client,
  ClientSchema,
  type GenerateBatchRequest,
  GenerateBatchRequestSchema,
  type GenerateRequest,
  GenerateRequestSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { ContactFacts } from '../api/contact-facts.ts';
import type { ActivePolicy } from '../api/contacts.ts';
import type { GenerateEnvelope } from '../api/generate-request.ts';
import { concernNumbers, modeNumbers, policyNumbers, profileNumbers } from './slugs.ts';

/** Version of what the adapter puts into a compliance profile; with the contact policy's, stored with each answer. */
const profileVersion = '2';

/** Terms of a product as one channel uses them. */
export interface OrderTerms {
  readonly version: string;
  readonly legal_name: string;
  readonly licence: string;
  readonly full_terms: string;
  readonly url: string;
  readonly erid: string;
  readonly tail: string;
  readonly confirmed_claims: readonly string[];
  readonly claims_reviewed: boolean;
  readonly is_sample: boolean;
}

/** A text by its thread and the variant at each position. */
export interface UsedText {
  readonly threadId: string;
  readonly variants: readonly number[];
}

export interface Order {
  readonly product: { readonly code: string; readonly name: string; readonly description: string };
  readonly channel: { readonly code: string; readonly description: string };
  readonly profile: GenerateEnvelope['profile'];
  /** Null: the server's own default provider is used. */
  readonly terms: OrderTerms | null;
  readonly contactPolicy: ActivePolicy;
  /** The edition of the copybook in force when the clients were stored as asked; "" or absent: the server's own. */
  readonly copybookHash?: string;
  readonly options: GenerateEnvelope['options'];
  /** Texts that the campaign used before; absent: the order stands by itself. */
  readonly usedTexts?: readonly UsedText[];
}

export interface OrderClient {
  readonly id: number;
  readonly features: Readonly<Record<string, unknown>>;
  readonly recentThreadIds: readonly string[];
  readonly contact: ContactFacts;
  /** What the client said; absent: nothing is known. */
  readonly concernText?: string;
}

export interface Batch {
  readonly request: GenerateBatchRequest;
  /** Index of its first client among the clients given. */
  readonly offset: number;
}

export interface BatchLimits {
  readonly clientsMax: number;
  readonly bytesMax: number;
}

/** @param answerWithinMs what is left of the budget. */
export function buildBatches(
  order: Order,
  clients: readonly OrderClient[],
  answerWithinMs: number,
  batchLimits: BatchLimits,
): Batch[] {
  const shared = buildShared(order, answerWithinMs);
  const batches: Batch[] = [];
  let messages: Client[] = [];
  let bytesCount = 0;
  const close = (nextIndex: number) => {
    if (messages.length === 0) return;
    const request = create(GenerateBatchRequestSchema, { ...shared, clients: messages });
    batches.push({ request, offset: nextIndex - messages.length });
    messages = [];
    bytesCount = 0;
  };
  clients.forEach((client, index) => {
    const message = buildClient(client);
    const size = toBinary(ClientSchema, message).byteLength;
    if (messages.length === batchLimits.clientsMax || bytesCount + size > batchLimits.bytesMax) close(index);
    messages.push(message);
    bytesCount += size;
  });
  close(clients.length);
  return batches;
}

/** The message for one client. @param answerWithinMs what is left of the budget. */
export function buildRequest(order: Order, client: OrderClient, answerWithinMs: number): GenerateRequest {
  return create(GenerateRequestSchema, { ...buildShared(order, answerWithinMs), client: buildClient(client) });
}

function buildShared(order: Order, answerWithinMs: number) {
  const { options } = order;
  return {
    product: { ...order.product },
    channel: { ...order.channel },
    profile: { ...buildProfile(order), copybookHash: order.copybookHash ?? '' },
    usedTexts: (order.usedTexts ?? []).map(({ threadId, variants }) => ({ id: threadId, variants: [...variants] })),
    options: {
      concern: options.concern === undefined ? undefined : concernNumbers[options.concern],
      policy: policyNumbers[options.policy],
      mode: modeNumbers[options.mode],
      temperature: options.temperature,
      seed: options.seed,
      answerWithinMs,
      language: options.language,
      approvedOnly: options.approved_only ?? false,
    },
  };
}

/** Also for CheckText, which takes the same profile. */
export function buildProfile({ profile, terms, contactPolicy }: Pick<Order, 'profile' | 'terms' | 'contactPolicy'>) {
  const { version } = contactPolicy;
  return {
    name: profileNumbers[profile],
    version: version === 0 ? profileVersion : `${profileVersion}-policy-${version}`,
    terms: terms === null ? undefined : buildTerms(terms),
    contactPolicy: version === 0 ? undefined : buildContactPolicy(contactPolicy),
  };
}

function buildTerms(terms: OrderTerms) {
  return {
    legalName: terms.legal_name,
    licence: terms.licence,
    fullTerms: terms.full_terms,
    url: terms.url,
    erid: terms.erid,
    tail: terms.tail,
    version: terms.version,
    confirmedClaims: [...terms.confirmed_claims],
    claimsReviewed: terms.claims_reviewed,
  };
}

function buildContactPolicy(policy: ActivePolicy) {
  return {
    quietStartMinute: policy.quiet_hours === null ? undefined : minuteOf(policy.quiet_hours.start),
    quietEndMinute: policy.quiet_hours === null ? undefined : minuteOf(policy.quiet_hours.end),
    channelMessagesMax: policy.channel_messages_max,
    allMessagesMax: policy.all_messages_max,
    consentRequired: policy.consent_required,
  };
}

/** "21:30" → 1290. */
function minuteOf(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return hours * 60 + minutes;
}

function buildContact(contact: ContactFacts) {
  if (Object.values(contact).every((fact) => fact === null)) return undefined;
  return {
    consent: contact.consent ?? undefined,
    creditSelfBan: contact.credit_self_ban ?? undefined,
    doNotDisturb: contact.do_not_disturb ?? undefined,
    utcOffsetMinutes: contact.utc_offset_minutes ?? undefined,
    sentInChannelCount: contact.sent_in_channel_count ?? undefined,
    sentInAllCount: contact.sent_in_all_count ?? undefined,
  };
}

function buildClient(client: OrderClient): Client {
  return create(ClientSchema, {
    id: BigInt(client.id),
    features: Object.fromEntries(Object.entries(client.features).map(([name, value]) => [name, toValue(value)])),
    recentThreadIds: [...client.recentThreadIds],
    contact: buildContact(client.contact),
    concernText: client.concernText ?? '',
  });
}

/** Lists and objects go without their content: the server refuses them by kind. */
function toValue(value: unknown): Value {
  if (typeof value === 'number') return create(ValueSchema, { kind: { case: 'numberValue', value } });
  if (typeof value === 'string') return create(ValueSchema, { kind: { case: 'stringValue', value } });
  if (typeof value === 'boolean') return create(ValueSchema, { kind: { case: 'boolValue', value } });
  if (value === null) return create(ValueSchema, { kind: { case: 'nullValue', value: NullValue.NULL_VALUE } });
  if (Array.isArray(value)) return create(ValueSchema, { kind: { case: 'listValue', value: { values: [] } } });
  return create(ValueSchema, { kind: { case: 'structValue', value: {} } });
}
