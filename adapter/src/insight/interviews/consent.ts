/**
 * What a client reads and agrees to before anything is asked or kept. A change of the text is a new version: consents
 * name the version that was read. Texts of versions that were in force stay here.
 */
export interface ConsentText {
  readonly version: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

const versions: readonly ConsentText[] = [
  {
    version: '2026-11-26',
    title: 'Прежде чем начать',
    paragraphs: [
      'Банк, который прислал вам эту ссылку, хочет понять, что нужно его клиентам и что им мешает. Вопросы задаёт программа по списку, который составили люди. Разговор занимает около десяти минут.',
      'Мы сохраним ваши ответы слово в слово, время разговора и это согласие. Их прочтут сотрудники банка, которые отвечают за исследование. В отчётах ваши слова могут приводиться без имени.',
      'На решения банка о вас ответы не влияют, рекламу вам по ним не присылают, другим организациям их не передают.',
      'Отвечать необязательно: любой вопрос можно пропустить, а разговор закончить в любую минуту. Ответы хранятся один год, потом удаляются. Удалить их раньше можно по этой же ссылке, без объяснений.',
      'Пожалуйста, не пишите номеров карт и документов, паролей и кодов из сообщений: они здесь не нужны.',
    ],
  },
];

export const consentInForce: ConsentText = versions.at(-1)!;
