/**
 * An adjective, participle or adjectival pronoun, and the noun or adjective right after it.
 *
 * Neighbours need not belong together: «сделает удобной оплату», «выданная банком карта», «полезный семье», «две новых
 * карты». Where the grammar allows that, no finding is made (`mayStandApart`), so a finding is certain.
 */
import type { GrammaticalCase, Reading } from './morphology.ts';
import { isPreposition } from './prepositions.ts';
import { agree, type Disagreement, halves, isNumeral, isOnly, type Word } from './words.ts';

/** Pronouns that stand for a noun as readily as beside one: «каждому банк ответит», «этим банк гордится». */
const standingPronouns =
  /^(?:вс[еяюё]|вс(?:ей|его|ему|ем|ех|еми)|кажд|люб|всяк|сам|один|одн|друг|ин(?:ой|ое|ого|ому|ом|ые|ых|ым)|котор|чь|чей|некотор|многи|немноги|тот|то|того|тому|тем|том|те|тех|теми|ту|той|та|это|этого|этому|этим|этом)/u;

/** Adjectives in the forms in which they stand for a noun: «лишнего банк не спросит», «близким деньги нужны сегодня». */
const standingAdjectives: readonly RegExp[] = [
  /^(?:остальн|проч|знаком)/u,
  /^(?:главн|важн|нужн|лишн|нов|больш|меньш|крупн)(?:ое|ее|ого|его)$/u,
  /^(?:перв|втор|последн|следующ)(?:ое|ее|ого|его|ым|им)$/u,
  /^(?:близк|родн|взросл|пожил|молод|наличн|безналичн|выходн)(?:ые|ие|ых|их|ым|им|ыми|ими)$/u,
  /^(?:прошл|будущ)(?:ое|ого|ому|ым|ом|ее|его|ему|им|ем)$/u,
  /^больничн(?:ый|ого|ом)$/u,
];

const possessives = /^(?:ваш|наш|мо[йяеию]|тво|сво)/u;

/** Adjectives with a complement in the dative, the genitive or the instrumental. */
const complements: readonly (readonly [RegExp, GrammaticalCase])[] = [
  [
    /^(?:нужн|доступн|удобн|близк|знаком|привычн|полезн|понятн|равн|рад|интересн|выгодн|известн|верн|подобн|важн|приятн|необходим|отдан)/u,
    'datv',
  ],
  [/^(?:полн|достойн)/u, 'gent'],
  [/^(?:довольн|богат|заняты|занят|извест|полн)/u, 'ablt'],
];

/** Verbs that take an adjective in the instrumental as their predicate. */
const linkVerbs =
  /^(?:с?дела|стан|стат|стал|буд|быть|был|быва|оста[влнт]|счита|счит|назв|назыв|каз|каж|оказ|окаж|выгляд|держ|вид|сохран|чувств|призна|получ|служ|поддерж)/u;

const timeNouns = /^(?:год|месяц|недел|день|дня|час|минут|раз|лет|век)/u;
/** «кредитная и дебетовая карты» */
const joining = ['и', 'или', 'либо', 'ни'];

export function checkAdjectives(words: readonly Word[]): Disagreement[] {
  const findings: Disagreement[] = [];
  for (const [index, left] of words.entries()) {
    const right = words[index + 1];
    if (right === undefined || !isAttribute(left)) continue;
    if (!isOnly(right, ['NOUN']) && !mayJoin(left, right)) continue;
    if (has(left, (one) => has(right, (other) => agree(one, other)))) continue;
    if (mayStandApart(words, index)) continue;
    findings.push({ rule: 'adjective-noun', words: `${left.text} ${right.text}` });
  }
  return findings;
}

/**
 * An adjective, a participle or a pronoun beside a noun, and nothing else. The dictionary also lists many an adjective
 * as a neuter noun («новых» of «новое»): in those forms in which that is usual `standingAdjectives` says so.
 */
export function isAttribute(word: Word): boolean {
  return (
    has(word, ({ part }) => part === 'ADJF' || part === 'PRTF') &&
    word.readings.every(
      ({ part, gender, grammemes }) =>
        !grammemes.has('Fixd') && (part === 'ADJF' || part === 'PRTF' || (part === 'NOUN' && gender === 'neut')),
    )
  );
}

/** Two adjectives of one noun, or «ваш» and an adjective; other pronouns may each stand for a noun. */
function mayJoin(left: Word, right: Word): boolean {
  return isAttribute(right) && !isPronoun(right) && (!isPronoun(left) || possessives.test(left.form));
}

function isPronoun(word: Word): boolean {
  return word.readings.some(({ grammemes }) => grammemes.has('Apro'));
}

/** Whether the word at `index` and the one after it may belong to different phrases, or join in another way. */
export function mayStandApart(words: readonly Word[], index: number): boolean {
  const left = words[index]!;
  const right = words[index + 1]!;
  if (halves.test(right.form) || [standingPronouns, ...standingAdjectives].some((one) => one.test(left.form)))
    return true;
  const governed = isPreposition(words[index - 1]);
  if (!governed && (isPredicate(words, index) || /^как(?:им|ой|ими)$/u.test(left.form))) return true;
  if ([1, 2, 3].some((back) => isNumeral(words[index - back]))) return true;
  if (joining.includes(words[index - 1]?.form ?? '') && sharesCase(left, right)) return true;
  if (has(left, ({ part }) => part === 'PRTF') && takesComplement(left, right)) return true;
  if (complements.some(([stem, wanted]) => stem.test(left.form) && has(right, (reading) => reading.case === wanted))) {
    return true;
  }
  return !governed && followsItsNoun(words, index);
}

/** «сделает удобной оплату», «станет привычным вклад» */
function isPredicate(words: readonly Word[], index: number): boolean {
  return (
    words.some(({ form }) => linkVerbs.test(form)) &&
    has(words[index]!, (reading) => reading.case === 'ablt') &&
    has(words[index + 1]!, (reading) => reading.case === 'nomn' || reading.case === 'accs')
  );
}

function sharesCase(left: Word, right: Word): boolean {
  return has(left, (one) => has(right, (other) => one.case === other.case));
}

/** «выданная банком карта», «получающий зарплату клиент» */
function takesComplement(participle: Word, right: Word): boolean {
  if (timeNouns.test(right.form)) return true;
  const isPassive = has(participle, ({ grammemes }) => grammemes.has('pssv'));
  const isTransitive = has(participle, ({ grammemes }) => grammemes.has('tran'));
  return has(right, (reading) => {
    if (reading.part !== 'NOUN') return true;
    if (reading.case === 'nomn') return false;
    return reading.case === 'accs' ? isTransitive && !isPassive : true;
  });
}

/** «деньги ваши банк сохранит» */
function followsItsNoun(words: readonly Word[], index: number): boolean {
  const before = words[index - 1];
  if (before === undefined || isPreposition(words[index - 2])) return false;
  return before.readings.some(
    (noun) => noun.part === 'NOUN' && words[index]!.readings.some((adjective) => agree(adjective, noun)),
  );
}

function has(word: Word, holds: (reading: Reading) => boolean): boolean {
  return word.readings.some(holds);
}
