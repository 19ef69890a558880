/**
 * What an engine wrote freely → a body of whole sentences in the alphabet and the length of free writing, or nothing.
 *
 * Run over every free text: a server may ignore the grammar, be told not to use it, or stop at its limit of tokens in
 * the middle of a word. Order: tidy (spaces, dashes, quotes around the whole) → drop the unfinished end → drop inner
 * sentences with foreign characters (the one repair) → cut to the length at the end of a sentence → judge the whole.
 * It shares no code with the grammar (build-free-grammar.ts), which it checks.
 */
export interface FreeTextLimits {
  /** UTF-16 code units of the body. */
  readonly charsMin: number;
  readonly charsMax: number;
}

export interface FittedText {
  readonly body: string;
  /** Sentences were dropped for what they held. */
  readonly repaired: boolean;
}

const betweenSentences = /(?<=[.!?]»?) /u;
const wholeSentence = /^[«—]? ?[А-ЯЁ][А-Яа-яЁё ,.!?:;«»—-]*[а-яё»][.!?]»?$/u;
/** Sentences of a body that may be dropped are inside it: the opening and the call to action stay. */
const repairedSentencesMin = 2;

/** @returns null when the text is no such body, even repaired. */
export function fitFreeText(raw: string, { charsMin, charsMax }: FreeTextLimits): FittedText | null {
  const sentences = tidy(raw).split(betweenSentences);
  while (sentences.length > 0 && !/[.!?]»?$/u.test(sentences.at(-1)!)) sentences.pop();
  const kept = sentences.filter(
    (sentence, index) => index === 0 || index === sentences.length - 1 || wholeSentence.test(sentence),
  );
  const repaired = kept.length < sentences.length;
  if (!kept.every((sentence) => wholeSentence.test(sentence))) return null;
  if (repaired && kept.length < repairedSentencesMin) return null;
  while (kept.length > 1 && kept.join(' ').length > charsMax) kept.pop();
  const body = kept.join(' ');
  if (body.length < charsMin || body.length > charsMax || !/^[А-ЯЁ]/u.test(body) || !hasPairedQuotes(body)) return null;
  return { body, repaired };
}

function tidy(raw: string): string {
  const text = raw
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[‐‑]/gu, '-')
    .replace(/[–―−]/gu, '—')
    .replaceAll('…', '...')
    .replace(/"([^"]*)"/gu, '«$1»')
    .replace(/„([^“]*)“|“([^”]*)”/gu, '«$1$2»')
    .trim();
  const inside = /^«([^«»]*)»$/u.exec(text)?.[1];
  return (inside ?? text).trim();
}

function hasPairedQuotes(body: string): boolean {
  let open = 0;
  for (const character of body) {
    if (character === '«') open += 1;
    if (character === '»') open -= 1;
    if (open < 0 || open > 1) return false;
  }
  return open === 0;
}
