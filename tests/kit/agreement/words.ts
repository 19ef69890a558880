/** A sentence as runs of words between punctuation, each word with its readings. The rules of agreement see only these. */
import type { Morphology, Reading } from './morphology.ts';

export interface Word {
  /** As it stands. */
  readonly text: string;
  /** In lower case, "ё" as "е". */
  readonly form: string;
  readonly readings: readonly Reading[];
}

/** Two or three neighbours that no reading makes agree. */
export interface Disagreement {
  readonly rule: 'adjective-noun' | 'preposition-case' | 'pronoun-predicate';
  /** As they stand in the text. */
  readonly words: string;
}

/** «полгода», «полчаса»: singular with plural attributes («первые полгода»), and its cases are not in the dictionary. */
export const halves = /^пол(?:год|час|минут|месяц|тор|дня|недел|века)/u;

const word = '(?:[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*|[0-9]+)';
const runPattern = new RegExp(`${word}(?:[ \\u00a0]+${word})*`, 'gu');

export function runsOf(text: string, morphology: Morphology): readonly (readonly Word[])[] {
  return (text.match(runPattern) ?? []).map((run) =>
    run.split(/[ \u00a0]+/u).map((part) => ({
      text: part,
      form: part.toLowerCase().replaceAll('ё', 'е'),
      readings: morphology.readingsOf(part),
    })),
  );
}

export function isOnly(word: Word | undefined, parts: readonly string[]): boolean {
  return word !== undefined && word.readings.length > 0 && word.readings.every(({ part }) => parts.includes(part));
}

export function isNumeral(word: Word | undefined): boolean {
  return word !== undefined && (/^[0-9]/u.test(word.form) || word.readings.some(({ part }) => part === 'NUMR'));
}

/** Whether an adjective (participle, adjectival pronoun) and a noun or a second adjective may stand in one phrase. */
export function agree(left: Reading, right: Reading): boolean {
  if (left.grammemes.has('Fixd') && left.part !== 'NOUN') return true;
  if (right.grammemes.has('Fixd') && right.part !== 'NOUN') return true;
  if (left.case !== right.case || left.number !== right.number) return false;
  if (left.number === 'sing' && left.gender !== null && right.gender !== null && left.gender !== right.gender) {
    return false;
  }
  const [one, other] = [animacyOf(left), animacyOf(right)];
  return one === null || other === null || one === other;
}

/** Adjectives tell it only in the accusative, nouns always. */
function animacyOf(reading: Reading): 'anim' | 'inan' | null {
  if (reading.case !== 'accs' || reading.grammemes.has('Inmx')) return null;
  if (reading.grammemes.has('anim')) return 'anim';
  return reading.grammemes.has('inan') ? 'inan' : null;
}
