/** What can be said of texts without a reader: spelling, repetition, variety. For `npm run bench:quality`. */
import dictionaryRu from 'dictionary-ru';
import nspell from 'nspell';

const wordPattern = /[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*/gu;
const phraseWords = 4;

/** Words of banking that the dictionary lacks. */
const bankWords = [
  'брокериджа',
  'автокредит',
  'автокредита',
  'автокредиту',
  'автокредитом',
  'автокредите',
  'автокредитов',
  'пуш',
  'мессенджер',
];

export interface SpellChecker {
  /** Words of the text that the dictionary does not know. */
  unknownWords(text: string): readonly string[];
}

/** Loads the Russian dictionary: takes some seconds. */
export function createSpellChecker(): SpellChecker {
  const speller = nspell(Buffer.from(dictionaryRu.aff), Buffer.from(dictionaryRu.dic));
  for (const word of bankWords) speller.add(word);
  const known = new Map<string, boolean>();
  return {
    unknownWords(text) {
      return (text.match(wordPattern) ?? []).filter((word) => {
        let correct = known.get(word);
        if (correct === undefined) {
          correct =
            speller.correct(word) ||
            speller.correct(word.toLowerCase()) ||
            word.split('-').every((part) => speller.correct(part));
          known.set(word, correct);
        }
        return !correct;
      });
    },
  };
}

export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?…]»?)\s+/u);
}

function phrasesOf(text: string): readonly string[] {
  const words = (text.toLowerCase().match(wordPattern) ?? []) as string[];
  return words.slice(phraseWords - 1).map((_, index) => words.slice(index, index + phraseWords).join(' '));
}

/** Whether a run of four words stands twice in the text. */
export function repeatsItself(text: string): boolean {
  const phrases = phrasesOf(text);
  return new Set(phrases).size < phrases.length;
}

/** The share of texts that hold the run of four words most frequent over all of them, and that run. */
export function mostRepeatedPhrase(texts: readonly string[]): { readonly phrase: string; readonly share: number } {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const phrase of new Set(phrasesOf(text))) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  const [phrase, count] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['', 0]);
  return { phrase, share: count / Math.max(1, texts.length) };
}
