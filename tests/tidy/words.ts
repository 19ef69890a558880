/** Words and paths that no committed text may hold, and letters that look like others. */
import { type Finding, lineOf, type SourceFile } from './source-files.ts';

interface Ban {
  readonly pattern: RegExp;
  readonly reason: string;
  /** Files it is about; all by default. */
  readonly applies?: (path: string) => boolean;
}

const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path);
const isTestFile = (path: string) => /\.test\.tsx?$/.test(path);

/** The classes around one letter keep these lines from finding themselves. */
const bans: readonly Ban[] = [
  {
    pattern: /\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/,
    reason: 'work left undone: do it, or file an issue',
  },
  {
    pattern: /\b(?:test|it|describe)\.(?:ski[p]|onl[y]|tod[o])\b/,
    reason: 'a test that does not run; runIf with a reason may',
    applies: isTestFile,
  },
  {
    pattern: /(?<![\w./-])\/(?:wor[k]|roo[t]|hom[e]|User[s])\/[\w.]/,
    reason: 'a path of one machine',
    applies: (path) => path !== 'Dockerfile.server' && path !== 'Dockerfile.adapter',
  },
  {
    pattern: /\b(?:registry\.npmj[s]\.org|pypi\.or[g]|files\.pythonhoste[d]\.org|deb\.debia[n]\.org|crates\.i[o])\b/,
    reason: 'a registry is configured on the machine, not in the repository',
  },
  {
    pattern: /(?:@ts-ignor[e]|@ts-nochec[k])/,
    reason: 'types are mended, not silenced',
    applies: isCode,
  },
];

export function findBannedWords(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) =>
    bans.flatMap(({ pattern, reason, applies }) => {
      if (applies && !applies(file.path)) return [];
      return [...file.text.matchAll(new RegExp(pattern, 'g'))].map(
        (match) => `${file.path}:${lineOf(file.text, match.index)}: "${match[0]}": ${reason}`,
      );
    }),
  );
}

/** A Latin letter inside a Russian word, or a Cyrillic one inside a Latin word: no reader sees it, no search finds it. */
export function findMixedWords(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) =>
    [...file.text.matchAll(/[\p{Script=Latin}\p{Script=Cyrillic}]{3,}/gu)]
      // An escape such as \n before a Russian word is not part of it.
      .filter((match) => isMixed(file.text[match.index - 1] === '\\' ? match[0].slice(1) : match[0]))
      .map((match) => `${file.path}:${lineOf(file.text, match.index)}: "${match[0]}" mixes Latin and Cyrillic letters`),
  );
}

const isMixed = (word: string) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word);
