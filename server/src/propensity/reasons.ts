/**
 * Reasons in plain words, in Russian and English: which columns move this client's chances most against the average
 * client, and how many times. Odds, not probabilities, multiply, so that is what is said.
 */
export interface Reason {
  readonly column: string;
  /** The client's value as people read it; null where it is missing. */
  readonly value: string | null;
  /** What the column adds to the log of the odds, against the average client. */
  readonly logOdds: number;
  readonly textRu: string;
  readonly textEn: string;
}

export interface Effect {
  readonly column: string;
  readonly value: string | null;
  readonly logOdds: number;
}

/** Below this, a column is said to change nothing: odds by less than five hundredths. */
const logOddsMin = 0.05;

/** The strongest first. */
export function toReasons(effects: readonly Effect[], most: number): Reason[] {
  return effects
    .filter(({ logOdds }) => Math.abs(logOdds) >= logOddsMin)
    .sort((left, right) => Math.abs(right.logOdds) - Math.abs(left.logOdds))
    .slice(0, most)
    .map((effect) => ({ ...effect, textRu: sayRussian(effect), textEn: sayEnglish(effect) }));
}

function sayRussian({ column, value, logOdds }: Effect): string {
  const what = value === null ? `${column}: нет данных` : `${column} = ${value}`;
  const times = formatTimes(logOdds, 'ru');
  return `${what}: шансы в ${times} раза ${logOdds > 0 ? 'выше' : 'ниже'}, чем у среднего клиента`;
}

function sayEnglish({ column, value, logOdds }: Effect): string {
  const what = value === null ? `${column}: no data` : `${column} = ${value}`;
  return `${what}: the odds are ${formatTimes(logOdds, 'en')} times ${logOdds > 0 ? 'higher' : 'lower'} than the average client’s`;
}

/** Always with a fraction, because "в 2,0 раза" needs no other ending. */
function formatTimes(logOdds: number, language: 'ru' | 'en'): string {
  const times = Math.exp(Math.abs(logOdds));
  const digits = times < 1.2 ? 2 : 1;
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    times,
  );
}
