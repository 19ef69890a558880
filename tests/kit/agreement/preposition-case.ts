/** A preposition and the word after it: «для новая карты», «к вкладу», and both with the noun: «для новой карте». */
import { isAttribute, mayStandApart } from './adjective-noun.ts';
import { governsUnusually, isPreposition, mayGovern } from './prepositions.ts';
import { agree, type Disagreement, isNumeral, isOnly, type Word } from './words.ts';

const declined = ['NOUN', 'ADJF', 'PRTF', 'NPRO'];

export function checkPrepositions(words: readonly Word[]): Disagreement[] {
  const findings: Disagreement[] = [];
  for (const [index, preposition] of words.entries()) {
    const next = words[index + 1];
    if (!isPreposition(preposition) || next === undefined || isNumeral(next) || !isOnly(next, declined)) continue;
    if (governsUnusually(words, index)) continue;
    const governed = next.readings.filter((reading) => mayGovern(preposition, next, reading));
    const noun = words[index + 2];
    if (governed.length === 0) {
      findings.push({ rule: 'preposition-case', words: `${preposition.text} ${next.text}` });
    } else if (
      noun !== undefined &&
      isAttribute(next) &&
      isOnly(noun, ['NOUN']) &&
      !mayStandApart(words, index + 1) &&
      next.readings.some((left) => noun.readings.some((right) => agree(left, right))) &&
      !governed.some((left) => noun.readings.some((right) => agree(left, right) && mayGovern(preposition, noun, right)))
    ) {
      findings.push({ rule: 'preposition-case', words: `${preposition.text} ${next.text} ${noun.text}` });
    }
  }
  return findings;
}
