/**
 * Disagreements in Russian text that are certain: two neighbours of which no reading fits the other. For the copybook's
 * test and `npm run bench:quality`. A sentence is cut at punctuation; each run of words goes through three rules
 * (agreement/): adjective + noun, preposition + case, personal pronoun + predicate. Words that the dictionary does not
 * know, abbreviations and numerals take part in none.
 */
import { checkAdjectives } from './agreement/adjective-noun.ts';
import { loadMorphology, type Morphology } from './agreement/morphology.ts';
import { checkPrepositions } from './agreement/preposition-case.ts';
import { checkPronouns } from './agreement/pronoun-predicate.ts';
import { type Disagreement, runsOf } from './agreement/words.ts';

export type { Disagreement, Morphology };
export { loadMorphology };

/** @returns [] for a text without a certain disagreement. */
export function findDisagreements(text: string, morphology: Morphology): readonly Disagreement[] {
  return runsOf(text, morphology).flatMap((words) => [
    ...checkAdjectives(words),
    ...checkPrepositions(words),
    ...checkPronouns(words),
  ]);
}
