/** A reason of the fit of signals (slug of rank-offers.ts) in words, Russian and English. */
interface Words {
  readonly ru: string;
  readonly en: string;
}

export interface OfferWords {
  readonly signals: readonly { readonly name: string; readonly words?: Words | undefined }[];
}

const channelWords: Readonly<Record<string, Words>> = {
  'channel.uses_app': {
    ru: 'Клиент пользуется приложением и картой: сообщение на экране он увидит',
    en: 'The client uses the app and the card: a message on the screen will be seen',
  },
  'channel.visits_office': {
    ru: 'Клиент недавно был в отделении',
    en: 'The client was at an office lately',
  },
  'channel.prefers_people': {
    ru: 'Клиенту больше шестидесяти: говорить с человеком ему привычнее',
    en: 'The client is over sixty and more used to talking to a person',
  },
};

const anybody: Words = {
  ru: 'Особых признаков нет: предложение для любого клиента',
  en: 'No signal speaks for it: an offer for anybody',
};

export function sayOfferReason(slug: string, { signals }: OfferWords) {
  const words = slug.startsWith('signal.')
    ? signals.find(({ name }) => `signal.${name}` === slug)?.words
    : (channelWords[slug] ?? anybody);
  return { name: slug, text_ru: words?.ru ?? slug, text_en: words?.en ?? slug };
}
