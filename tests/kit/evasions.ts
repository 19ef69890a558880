/** How words are disguised from a checker and stay readable: each over a whole body. */
interface Evasion {
  disguise(body: string): string;
  /** Unlawful bodies of the corpus that slip through in this disguise; the ratchet of law-corpus.test.ts. */
  readonly acceptedMax: number;
}

/** Latin letters that look like Russian ones. */
export const latinTwins: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
};

const letters = (body: string, change: (letter: string, index: number) => string): string =>
  [...body].map(change).join('');
const words = (body: string, lettersMin: number, change: (word: string) => string): string =>
  body
    .split(' ')
    .map((word) => (word.length >= lettersMin ? change(word) : word))
    .join(' ');
const none = 0;

export const evasions: Readonly<Record<string, Evasion>> = {
  'Latin look-alikes': {
    disguise: (body) => letters(body, (letter) => latinTwins[letter] ?? letter),
    acceptedMax: none,
  },
  'Greek look-alikes': {
    disguise: (body) => body.replaceAll('о', 'ο').replaceAll('а', 'α').replaceAll('р', 'ρ'),
    acceptedMax: none,
  },
  'zero-width characters': {
    disguise: (body) => body.replace(/([а-яё])(?=[а-яё])/giu, '$1\u200b'),
    acceptedMax: none,
  },
  'soft hyphens': { disguise: (body) => body.replace(/([а-яё]{2})(?=[а-яё]{2})/giu, '$1\u00ad'), acceptedMax: none },
  accents: { disguise: (body) => body.replace(/([аеиоуыэюя])/giu, '$1\u0301'), acceptedMax: none },
  'struck through': { disguise: (body) => body.replace(/([а-яё])/giu, '$1\u0336'), acceptedMax: none },
  'no-break spaces': { disguise: (body) => body.replaceAll(' ', '\u00a0'), acceptedMax: none },
  'thin spaces': { disguise: (body) => body.replaceAll(' ', '\u2009 '), acceptedMax: none },
  'line breaks': { disguise: (body) => body.replaceAll(' ', '\n'), acceptedMax: none },
  'spaced out': { disguise: (body) => words(body, 4, (word) => [...word].join(' ')), acceptedMax: none },
  'spaced out by dots': { disguise: (body) => words(body, 5, (word) => [...word].join('.')), acceptedMax: none },
  'spaced out by dots and spaces': {
    disguise: (body) => words(body, 5, (word) => [...word].join('. ')),
    acceptedMax: none,
  },
  'spaced out by hyphens': { disguise: (body) => words(body, 5, (word) => [...word].join('-')), acceptedMax: none },
  'spaced out by pictures': { disguise: (body) => words(body, 5, (word) => [...word].join('✨')), acceptedMax: none },
  'marks inside words': {
    disguise: (body) => words(body, 5, (word) => `${word[0]}*${word.slice(1)}`),
    acceptedMax: none,
  },
  'pieces of words': {
    disguise: (body) => words(body, 6, (word) => `${word.slice(0, 3)} ${word.slice(3)}`),
    acceptedMax: 9,
  },
  'mixed case': {
    disguise: (body) =>
      letters(body, (letter, index) => (index % 2 === 1 ? letter.toUpperCase() : letter.toLowerCase())),
    acceptedMax: none,
  },
  capitals: { disguise: (body) => body.toUpperCase(), acceptedMax: none },
  'letters again and again': {
    disguise: (body) => body.replace(/([аеиоуыэюя])(?=[а-яё]{2})/giu, '$1$1$1$1'),
    acceptedMax: none,
  },
  'full-width digits': {
    disguise: (body) => body.replace(/[0-9A-Za-z%]/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
    acceptedMax: none,
  },
  'е for ё': { disguise: (body) => body.replaceAll('ё', 'е'), acceptedMax: none },
};
