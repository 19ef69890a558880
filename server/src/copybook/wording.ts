/**
 * What a sentence of the copybook may consist of. The full law is `compliance/`; this is the writers' own bar, which
 * also decides whether a product's given name may be quoted between sentences that people have approved.
 */

/** Letters of Russian and a little punctuation: no digit, no Latin, no sign of money. */
export const wordingPattern = /^[А-Яа-яЁё ,.!?:;«»—-]+$/u;

/**
 * Words that tell a condition of the offer, promise, boast, press or show what the bank knows. Roots anywhere in a
 * word, but for those that need a boundary.
 */
export const bannedWording =
  /(?<![а-яё])(?:процент|рубл|тысяч|миллион|месяц|год(?:а|у|ом|ы|ов)?(?![а-яё])|лет(?![а-яён])|бесплатн|без комисс|льготн\p{L}* период|низк\p{L}* ставк|скидк|кешбэк|кэшбэк|сам(?:ый|ая|ое|ые|ого|ую|ым|ых)(?= )|(?:наи)?лучш|единственн|идеальн|гарант|без риск|безриск|стабильн\p{L}* доход|одобрен|последний шанс|только сегодня|успей|мы видим|ваша зарплата|ваш остаток|задолженност|кластер)/iu;

/** Characters of a name that may be quoted in a text. */
const nameCharsMax = 40;
const namePattern = /^[А-Яа-яЁё][А-Яа-яЁё -]*$/u;

/** Whether a given name may stand in guillemets in a text: Russian letters, spaces, hyphens, nothing banned. */
export function isQuotableName(name: string): boolean {
  return name.length <= nameCharsMax && namePattern.test(name) && !name.endsWith(' ') && !bannedWording.test(name);
}
