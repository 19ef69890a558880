/** What other systems and people call the events and the columns of an outcomes file. */
import type { OutcomeEvent, OutcomeField } from '../api/outcomes.ts';

const eventWords: Readonly<Record<OutcomeEvent, readonly string[]>> = {
  delivered: ['delivered', 'delivrd', 'sent', 'доставлено', 'доставлен', 'доставлена', 'доставка', 'отправлено'],
  opened: ['opened', 'open', 'read', 'seen', 'viewed', 'открыто', 'открыл', 'прочитано', 'просмотрено', 'просмотр'],
  clicked: ['clicked', 'click', 'клик', 'кликнул', 'переход', 'перешёл', 'перешел', 'нажал'],
  accepted: [
    'accepted',
    'accept',
    'bought',
    'purchase',
    'sale',
    'converted',
    'принято',
    'принял',
    'согласен',
    'согласие',
    'оформил',
    'оформлено',
    'покупка',
    'купил',
  ],
  rejected: ['rejected', 'reject', 'declined', 'refused', 'отказ', 'отказался', 'отклонено', 'не интересно'],
  complained: ['complained', 'complaint', 'spam', 'жалоба', 'пожаловался', 'спам'],
  unsubscribed: ['unsubscribed', 'unsubscribe', 'opt-out', 'optout', 'stop', 'стоп', 'отписка', 'отписался'],
};

const columnWords: Readonly<Record<OutcomeField, readonly string[]>> = {
  answer_id: ['answer_id', 'answer', 'text_id', 'message_id', 'ид ответа', 'ид текста', 'id ответа', 'id текста'],
  client_id: ['client_id', 'client', 'customer_id', 'id', 'клиент', 'ид клиента', 'id клиента', 'номер клиента'],
  request_id: ['request_id', 'request', 'запрос', 'ид запроса'],
  campaign_id: ['campaign_id', 'campaign', 'кампания', 'ид кампании', 'id кампании'],
  product: ['product', 'product_code', 'продукт', 'код продукта'],
  channel: ['channel', 'channel_code', 'канал', 'код канала'],
  event: ['event', 'outcome', 'status', 'result', 'событие', 'отклик', 'статус', 'результат'],
  at: ['at', 'time', 'date', 'event_time', 'timestamp', 'время', 'дата', 'когда', 'дата и время', 'время события'],
  opt_out: ['opt_out', 'unsubscribe', 'отписка', 'больше не писать', 'не беспокоить'],
};

/** Case, spaces and underscores do not count. */
const plain = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .replaceAll('ё', 'е');

const invert = <Name extends string>(words: Readonly<Record<Name, readonly string[]>>): ReadonlyMap<string, Name> =>
  new Map(
    (Object.entries(words) as [Name, readonly string[]][]).flatMap(([name, list]) =>
      list.map((word) => [plain(word), name] as const),
    ),
  );

const eventByWord = invert(eventWords);
const fieldByWord = invert(columnWords);

export function findEvent(word: string): OutcomeEvent | null {
  return eventByWord.get(plain(word)) ?? null;
}

export function findField(column: string): OutcomeField | null {
  return fieldByWord.get(plain(column)) ?? null;
}
