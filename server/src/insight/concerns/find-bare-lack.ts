/**
 * «Нет денег» and nothing else. The training part has many facts about money and not one statement that says only this, so
 * the classifier reads it as a fact; by the labelling guide (can it be afforded?) it is finance. Features for short
 * statements, an own threshold for them and a dozen such statements more all cost the others some F1 (docs/CONCERNS.md), so
 * the few statements in which every word belongs to the lack of money are told by a rule.
 */
import type { Word } from './read-words.ts';

/** No probability that was learned: the guide leaves no doubt, the irony of clients some. */
export const bareLackLikelihood = 0.8;

const wordsMax = 6;
const lack = /^(?:нет|нету|без|мало|маловато|кончились|закончились|нехватает|(?:хватает|хватит|хватило)|no|without)$/u;
const money = /^(?:денег|деньги|деньгами|денежек|средств|наличных|налички|копейки|копеек|гроша|money|cash)$/u;
const filler =
  /^(?:у|меня|нас|мне|нам|я|мы|не|ни|и|же|ну|а|просто|совсем|вообще|пока|сейчас|уже|сильно|очень|таких|лишних|свободных|столько|на|это|вот|так|i|we|have|there|is|s|the)$/u;

/** @returns the words of the lack and of the money; null where anything else is said. */
export function findBareLack(words: readonly Word[]): readonly Word[] | null {
  if (words.length > wordsMax) return null;
  const said = words.filter(({ form }) => lack.test(form) || money.test(form));
  const isWhole = words.every((word) => said.includes(word) || filler.test(word.form));
  const isLack = said.some((word) => lacks(words, word));
  return isWhole && isLack && said.some(({ form }) => money.test(form)) ? said : null;
}

/** «хватает» is a lack after «не» alone; «не мало» is none. */
function lacks(words: readonly Word[], word: Word): boolean {
  if (!lack.test(word.form)) return false;
  const isDenied = words[words.indexOf(word) - 1]?.form === 'не';
  return word.form.startsWith('хват') ? isDenied : !isDenied;
}
