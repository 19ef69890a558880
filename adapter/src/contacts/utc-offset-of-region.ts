/**
 * The name of a region of Russia, as banks write it → minutes its local time is ahead of UTC: for quiet hours, where
 * nothing better is known of the client.
 *
 * Names differ («Башкортостан», «Республика Башкортостан», «Ивановская», «Кемеровская область - Кузбасс»), so the first
 * word of the name that names a region decides. Where a region has several zones, its capital's counts (Sakha: Yakutsk).
 */
const hoursByWords: readonly (readonly [number, string])[] = [
  [2, 'калининградская'],
  [
    3,
    `адыгея архангельская белгородская брянская владимирская волгоградская вологодская воронежская дагестан донецкая днр
    запорожская ивановская ингушетия кабардино калмыкия калужская карачаево карелия кировская коми костромская
    краснодарский крым курская ленинградская липецкая луганская лнр марий мордовия москва московская мурманская ненецкий
    нижегородская новгородская орловская осетия пензенская петербург санкт спб псковская ростовская рязанская севастополь
    смоленская ставропольский тамбовская татарстан тверская тульская херсонская чеченская чечня чувашия чувашская
    ярославская`,
  ],
  [4, 'астраханская самарская саратовская удмуртия удмуртская ульяновская'],
  [
    5,
    `башкортостан башкирия курганская оренбургская пермский пермская свердловская тюменская ханты хмао югра челябинская
    ямало янао`,
  ],
  [6, 'омская'],
  [7, `алтай алтайский кемеровская кузбасс красноярский новосибирская томская тыва тува хакасия`],
  [8, 'бурятия иркутская'],
  [9, 'амурская забайкальский саха якутия'],
  [10, 'еврейская приморский хабаровский'],
  [11, 'магаданская сахалинская'],
  [12, 'камчатский чукотский'],
];

const offsetOfWord: ReadonlyMap<string, number> = new Map(
  hoursByWords.flatMap(([hours, words]) => words.split(/\s+/).map((word) => [word, hours * 60] as const)),
);

/** @returns null when the name names no region. */
export function utcOffsetOfRegion(name: unknown): number | null {
  if (typeof name !== 'string') return null;
  const words =
    name
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[а-я]+/g) ?? [];
  for (const word of words) {
    const offset = offsetOfWord.get(word);
    if (offset !== undefined) return offset;
  }
  return null;
}
