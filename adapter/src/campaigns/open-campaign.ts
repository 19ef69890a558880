/**
 * Finds the campaign that a command stands for, or stores a new one: a request like any other (with the rows of the
 * file as its clients) and a row that ties it to the command. Run while the campaign is held (hold-campaign).
 */
import type { Clock, CreateUuid } from '../clock.ts';
import { findCampaign, type StoredCampaign } from '../db/campaigns/find-campaign.ts';
import { commandLineUserId, insertCampaign } from '../db/campaigns/insert-campaign.ts';
import type { Database } from '../db/database.ts';
import { insertRequest } from '../db/requests/insert-request.ts';
import type { Order, OrderTerms } from '../inference/build-batches.ts';
import type { ClientsFile } from './open-clients-file.ts';
import type { ValidArguments } from './parse-arguments.ts';

export interface Campaign {
  readonly id: string;
  readonly requestId: string;
  readonly seed: number;
}

export interface CampaignSource {
  readonly keySha256: string;
  readonly command: ValidArguments;
  readonly file: ClientsFile;
  /** Base name of the file, for people who read the store. */
  readonly fileName: string;
}

export interface CreateContext {
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly terms: OrderTerms | null;
}

export async function findCampaignFor(database: Database, source: CampaignSource): Promise<StoredCampaign | null> {
  return source.command.fresh ? null : findCampaign(database, source.keySha256);
}

export async function createCampaign(
  database: Database,
  source: CampaignSource,
  { clock, createUuid, terms }: CreateContext,
): Promise<Campaign> {
  const { command, file } = source;
  const seed = command.seed ?? clock.randomBytes(4).readUInt32LE(0);
  const campaign = { id: createUuid(), requestId: createUuid(), seed };
  const order = orderOf(command, seed, terms);
  const nowMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    await insertRequest(transaction, {
      id: campaign.requestId,
      userId: commandLineUserId,
      product: order.product,
      channel: order.channel,
      profileName: order.profile,
      termsVersion: terms?.version ?? '',
      claimsReviewed: terms?.claims_reviewed ?? false,
      sampleTerms: terms?.is_sample ?? false,
      options: order.options,
      clientsCount: file.rowsCount,
      askedAtMs: nowMs,
    });
    await insertCampaign(transaction, {
      ...campaign,
      keySha256: source.keySha256,
      clientsSha256: file.sha256,
      clientsFileName: source.fileName.slice(0, 255),
      hasClientIds: file.hasIds,
      createdAtMs: nowMs,
    });
  });
  return campaign;
}

/** What is asked for each client of the campaign. */
export function orderOf(command: ValidArguments, seed: number, terms: OrderTerms | null): Omit<Order, 'contactPolicy'> {
  const { options } = command;
  return {
    product: { code: command.productCode, name: '', description: '' },
    channel: { code: command.channelCode, description: '' },
    profile: options.profile,
    terms,
    options: {
      concern: options.concern ?? undefined,
      policy: options.policy,
      mode: 'composed',
      temperature: options.temperature ?? undefined,
      seed,
      answer_within_ms: options.answerWithinMs,
      language: options.language,
      ...(options.approvedOnly ? { approved_only: true } : {}),
    },
  };
}
