/**
 * The usual prepositions with the cases they govern. Those that are adverbs too («вокруг», «после», «около») are left
 * out, as «надо» is: whether they are prepositions at all cannot be told from a neighbour.
 */
import type { GrammaticalCase, Reading } from './morphology.ts';
import { halves, type Word } from './words.ts';

const governed: Readonly<Record<string, readonly GrammaticalCase[]>> = {
  без: ['gent'],
  безо: ['gent'],
  для: ['gent'],
  до: ['gent'],
  из: ['gent'],
  изо: ['gent'],
  'из-за': ['gent'],
  'из-под': ['gent'],
  от: ['gent'],
  ото: ['gent'],
  у: ['gent'],
  ради: ['gent'],
  кроме: ['gent'],
  среди: ['gent'],
  вместо: ['gent'],
  к: ['datv'],
  ко: ['datv'],
  про: ['accs'],
  через: ['accs'],
  сквозь: ['accs'],
  над: ['ablt'],
  перед: ['ablt'],
  передо: ['ablt'],
  между: ['ablt', 'gent'],
  при: ['loct'],
  о: ['loct'],
  об: ['loct'],
  обо: ['loct'],
  в: ['accs', 'loct'],
  во: ['accs', 'loct'],
  на: ['accs', 'loct'],
  за: ['accs', 'ablt'],
  под: ['accs', 'ablt'],
  с: ['gent', 'ablt'],
  со: ['gent', 'ablt'],
  по: ['datv'],
};

/** «с неделю», «по сей день»: an accusative of measure, so rare that it goes by the word. */
const measures = /^(?:недел|месяц|год|час|минут|секунд|день|пол|сотн|десят|тысяч|лет)/u;
const rareAccusatives: Readonly<Record<string, RegExp>> = {
  с: measures,
  со: measures,
  по: /^(?:сей|уш|кол|плеч|день|числ|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|ту|эту|обе|друг)/u,
};

/** «по окончании», «по истечении», «по приезде»: the locative of what has happened. */
const eventLocatives = /(?:ии|нье|приезде|прилете|приходе|уходе)$/u;

/** «споткнуться о слово», «опереться о стену»: after a verb of contact «о» takes the accusative. */
const contactVerbs = /^(?:спот|удар|опер|опир|стук|облок|разб)/u;

export function isPreposition(word: Word | undefined): boolean {
  return word !== undefined && Object.hasOwn(governed, word.form);
}

/** «что за карта», «споткнулись о слово»: a preposition that governs as it does nowhere else. */
export function governsUnusually(words: readonly Word[], index: number): boolean {
  const { form } = words[index]!;
  if (form === 'за' && words[index - 1]?.form === 'что') return true;
  if (!['о', 'об', 'обо'].includes(form)) return false;
  return words.slice(Math.max(0, index - 3), index).some((word) => contactVerbs.test(word.form));
}

export function mayGovern(preposition: Word, word: Word, reading: Reading): boolean {
  if (reading.case === null || reading.grammemes.has('Fixd') || halves.test(word.form)) return true;
  if (governed[preposition.form]!.includes(reading.case)) return true;
  if (reading.case === 'accs' && rareAccusatives[preposition.form]?.test(word.form)) return true;
  if (preposition.form === 'по' && reading.case === 'loct') {
    return reading.part === 'NPRO' || reading.part === 'ADJF' || eventLocatives.test(word.form);
  }
  // «пойти в гости», «взять в попутчики»: an accusative that looks like the nominative.
  return (
    ['в', 'во'].includes(preposition.form) &&
    reading.part === 'NOUN' &&
    reading.number === 'plur' &&
    reading.case === 'nomn' &&
    reading.grammemes.has('anim')
  );
}
