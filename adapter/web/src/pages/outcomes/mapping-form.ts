/** What people say about the columns of a file, and what the API takes of it. */
import type { InspectedOutcomes, Mapping, OutcomeEvent, OutcomeField } from '../../api/outcomes.ts';

export interface MappingForm {
  readonly columns: Readonly<Partial<Record<OutcomeField, string>>>;
  readonly product: string | null;
  readonly channel: string | null;
  readonly campaignId: string;
  /** Word of the file → event; null: not chosen. */
  readonly events: Readonly<Record<string, OutcomeEvent | null>>;
  readonly utcOffsetMinutes: number;
}

const minutesOfMoscow = 180;

export function suggestMapping({ columns, event_words: words }: InspectedOutcomes): MappingForm {
  return {
    columns: Object.fromEntries(columns.flatMap(({ name, field }) => (field === null ? [] : [[field, name]]))),
    product: null,
    channel: null,
    campaignId: '',
    events: Object.fromEntries(words.map(({ word, event }) => [word, event])),
    utcOffsetMinutes: minutesOfMoscow,
  };
}

export type MissingPart = 'event' | 'at' | 'name';

/** What is still to be chosen; a text must be named in one of the ways that the API takes. */
export function findMissing({ columns, product, channel, campaignId }: MappingForm): MissingPart | null {
  if (columns.event === undefined) return 'event';
  if (columns.at === undefined) return 'at';
  if (columns.answer_id !== undefined) return null;
  const hasOffer =
    (columns.product !== undefined || product !== null) && (columns.channel !== undefined || channel !== null);
  const hasRun = columns.request_id !== undefined || columns.campaign_id !== undefined || campaignId.trim() !== '';
  return columns.client_id !== undefined && (hasOffer || hasRun) ? null : 'name';
}

export function toMapping({ columns, product, channel, campaignId, events, utcOffsetMinutes }: MappingForm): Mapping {
  return {
    columns,
    constants: {
      ...(campaignId.trim() !== '' && columns.campaign_id === undefined && { campaign_id: campaignId.trim() }),
      ...(product !== null && columns.product === undefined && { product }),
      ...(channel !== null && columns.channel === undefined && { channel }),
    },
    events: Object.fromEntries(
      Object.entries(events).filter((entry): entry is [string, OutcomeEvent] => entry[1] !== null),
    ),
    utc_offset_minutes: utcOffsetMinutes,
  };
}
