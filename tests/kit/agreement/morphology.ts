/**
 * All readings of a Russian word form, by the dictionary of OpenCorpora in Az.js (a port of pymorphy2).
 *
 * Only what the dictionary itself holds counts, and compounds of a known prefix with such a word ("автокредит"): guesses
 * by ending, spelling mistakes and abbreviations give no reading, so an unknown word takes part in no finding.
 * Not phpmorphy, the other one on npm: its dictionary is older, and has neither animacy nor the second cases.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import az, { type Tag } from 'az';

export type GrammaticalCase = 'nomn' | 'gent' | 'datv' | 'accs' | 'ablt' | 'loct';

/** One way to understand a word form; null where the form has no such category, or any value of it. */
export interface Reading {
  /** OpenCorpora's part of speech: NOUN, ADJF, PRTF, VERB, NPRO, ADJS, PRTS, ADVB, INFN, NUMR … */
  readonly part: string;
  readonly case: GrammaticalCase | null;
  readonly number: 'sing' | 'plur' | null;
  readonly gender: 'masc' | 'femn' | 'neut' | null;
  readonly person: '1per' | '2per' | '3per' | null;
  readonly mood: 'indc' | 'impr' | null;
  readonly tense: 'past' | 'pres' | 'futr' | null;
  /** Every grammeme, for what is asked seldom: anim, inan, Fixd, tran, intr, actv, pssv, incl, Apro. */
  readonly grammemes: ReadonlySet<string>;
}

export interface Morphology {
  /** [] for a word that the dictionary does not know. */
  readingsOf(word: string): readonly Reading[];
}

const options = { parsers: ['Dictionary', 'HyphenParticle', 'HyphenAdverb', 'PrefixKnown'], stutter: 0, typos: 0 };
const ignored = ['Abbr', 'Init', 'Erro', 'Dist', 'Arch', 'Surn', 'Patr'];

/** Loads the dictionary (about half a second, 60 MB); readings are kept, so a word costs once. */
export async function loadMorphology(): Promise<Morphology> {
  const directory = join(dirname(createRequire(import.meta.url).resolve('az')), '..', 'dicts');
  await new Promise<void>((resolve, reject) => {
    az.Morph.init(directory, (error) => (error ? reject(error) : resolve()));
  });
  const known = new Map<string, readonly Reading[]>();
  return {
    readingsOf(word) {
      const key = word.toLowerCase();
      let readings = known.get(key);
      if (readings === undefined) {
        readings = az
          .Morph(key, options)
          .map(({ tag }) => readingOf(tag))
          .filter(({ grammemes }) => !ignored.some((grammeme) => grammemes.has(grammeme)));
        known.set(key, readings);
      }
      return readings;
    },
  };
}

function readingOf(tag: Tag): Reading {
  return {
    part: tag.POS ?? 'UNKN',
    case: (tag.CAse ?? null) as Reading['case'],
    number: (tag.NMbr ?? null) as Reading['number'],
    gender: (typeof tag.GNdr === 'string' ? tag.GNdr : null) as Reading['gender'],
    person: (tag.PErs ?? null) as Reading['person'],
    mood: (tag.MOod ?? null) as Reading['mood'],
    tense: (tag.TEns ?? null) as Reading['tense'],
    grammemes: new Set([...tag.stat, ...tag.flex]),
  };
}
