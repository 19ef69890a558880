/**
 * A personal pronoun in the nominative with its verb, or with a short adjective or participle: «вы получает», «вы
 * готов», «мы подготовит». Between them may stand particles, adverbs and pronouns in other cases: «мы вам сразу
 * перезвоним»; a conjunction, a preposition or a noun ends the search.
 */
import type { Reading } from './morphology.ts';
import { type Disagreement, isOnly, type Word } from './words.ts';

interface Subject {
  readonly person: '1per' | '2per' | '3per';
  readonly number: 'sing' | 'plur';
  readonly gender: Reading['gender'];
}

const subjects: Readonly<Record<string, Subject>> = {
  я: { person: '1per', number: 'sing', gender: null },
  ты: { person: '2per', number: 'sing', gender: null },
  мы: { person: '1per', number: 'plur', gender: null },
  вы: { person: '2per', number: 'plur', gender: null },
  он: { person: '3per', number: 'sing', gender: 'masc' },
  она: { person: '3per', number: 'sing', gender: 'femn' },
  оно: { person: '3per', number: 'sing', gender: 'neut' },
  они: { person: '3per', number: 'plur', gender: null },
};

const joining = ['и', 'или', 'либо', 'ни', 'с', 'со'];
const betweenMax = 4;
/** «хотите мы покажем», «давайте я расскажу»: a verb before the pronoun that is not its own. */
const offers = ['хотите', 'давайте', 'дайте', 'позвольте', 'может', 'бывает', 'говорят', 'пусть', 'пускай'];

export function checkPronouns(words: readonly Word[]): Disagreement[] {
  const findings: Disagreement[] = [];
  for (const [index, word] of words.entries()) {
    const subject = subjects[word.form];
    if (subject === undefined || joining.includes(words[index - 1]?.form ?? '')) continue;
    const predicate = predicateAfter(words, index);
    if (predicate !== null) {
      const found = words[predicate]!;
      if (!found.readings.some((reading) => reading.part !== 'NOUN' && fits(subject, reading))) {
        const between = words.slice(index, predicate + 1).map(({ text }) => text);
        findings.push({ rule: 'pronoun-predicate', words: between.join(' ') });
      }
    } else if (isWrongBefore(words[index - 1], subject)) {
      findings.push({ rule: 'pronoun-predicate', words: `${words[index - 1]!.text} ${word.text}` });
    }
  }
  return findings;
}

/** Index of the first verb or short form that can only belong to the pronoun at `index`; null when there is none. */
function predicateAfter(words: readonly Word[], index: number): number | null {
  for (let next = index + 1; next <= Math.min(words.length - 1, index + 1 + betweenMax); next += 1) {
    const word = words[next]!;
    if (isOnly(word, ['VERB']) || isShort(word)) return next;
    if (!isPassed(word)) return null;
  }
  return null;
}

/** «готовы», «рад», though «готов» and «рад» are forms of nouns too. */
function isShort(word: Word): boolean {
  return isOnly(word, ['ADJS', 'PRTS', 'NOUN']) && !isOnly(word, ['NOUN']);
}

/** «уже», though it is a form of «уж» too; «сами», «вам»; not what may begin another clause. */
function isPassed(word: Word): boolean {
  if (word.form === 'и' || word.form === 'же' || isObject(word) || isOnly(word, ['ADJF'])) return true;
  const parts = word.readings.map(({ part }) => part);
  return (
    ['ADVB', 'PRCL', 'COMP'].some((part) => parts.includes(part)) &&
    !['VERB', 'CONJ', 'PREP', 'NPRO'].some((part) => parts.includes(part))
  );
}

/** «вам», «её», «себе»: a pronoun that cannot be the subject. */
function isObject(word: Word): boolean {
  return (
    isOnly(word, ['NPRO', 'ADJF']) && !word.readings.some(({ part, case: of }) => part === 'NPRO' && of === 'nomn')
  );
}

function isWrongBefore(word: Word | undefined, subject: Subject): boolean {
  if (word === undefined || !isOnly(word, ['VERB']) || offers.includes(word.form)) return false;
  return !word.readings.some((reading) => fits(subject, reading));
}

function fits({ person, number, gender }: Subject, reading: Reading): boolean {
  if (reading.mood === 'impr') return reading.number === number && !reading.grammemes.has('incl');
  if (reading.person !== null && reading.person !== person) return false;
  if (reading.number !== number) return false;
  return reading.number !== 'sing' || reading.gender === null || gender === null || reading.gender === gender;
}
