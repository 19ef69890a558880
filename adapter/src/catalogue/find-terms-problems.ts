/**
 * What is wrong with terms beyond single fields: dates in order, values that the complete terms do not say, the rate
 * before the full cost of credit (LAW.md rows 6 and 17), claims said twice. The server's composer and checker judge the
 * same terms afterwards, by other code (check-terms.ts).
 */
import type { TermsContent } from '../api/catalogue.ts';
import type { FieldProblem } from '../errors.ts';

const fullCostWords = /полн[а-яё]+ стоимост[а-яё]+ (?:потребительск[а-яё]+ )?кредит[а-яё]*/;
const percent = /\d{1,3}(?:[.,]\d{1,3})?(?= ?%)/g;

export function findTermsProblems(terms: TermsContent): FieldProblem[] {
  return [
    ...findDateProblems(terms),
    ...findFullCostProblems(terms),
    ...findRateProblems(terms),
    ...findClaimProblems(terms),
  ];
}

function findDateProblems({ effective_from, effective_to }: TermsContent): FieldProblem[] {
  if (effective_to === null || effective_to > effective_from) return [];
  const limit = `a day after effective_from (${effective_from})`;
  return [{ field: 'effective_to', limit, given: effective_to }];
}

function findFullCostProblems(terms: TermsContent): FieldProblem[] {
  const { full_cost_min: min, full_cost_max: max } = terms;
  const folded = fold(terms.full_terms);
  const wordsAt = folded.search(fullCostWords);
  if (min === '' && max === '') {
    if (wordsAt < 0) return [];
    const limit = 'the range of the full cost of credit, because full_terms tell it';
    return [{ field: 'full_cost_min', limit, given: 'nothing' }];
  }
  if (min === '' || max === '') {
    const [field, other] = min === '' ? ['full_cost_min', 'full_cost_max'] : ['full_cost_max', 'full_cost_min'];
    return [{ field, limit: `given together with ${other}`, given: 'nothing' }];
  }
  if (numberOf(min) > numberOf(max)) {
    return [{ field: 'full_cost_max', limit: `at least full_cost_min (${min})`, given: max }];
  }
  if (folded === '') return [];
  if (wordsAt < 0) {
    const limit =
      'the words «полная стоимость кредита» with the range, because full_cost_min and full_cost_max are given';
    return [{ field: 'full_terms', limit, given: 'no such words' }];
  }
  if (rangeStart(folded) < wordsAt) {
    const limit = '«полная стоимость кредита … %» before any rate';
    return [{ field: 'full_terms', limit, given: 'a rate before it' }];
  }
  const told = numbersIn(folded.slice(wordsAt).split('%')[0]!);
  const wanted = [...new Set([min, max].map(numberOf))];
  if (wanted.every((number) => told.includes(number)) && told.every((number) => wanted.includes(number))) return [];
  const limit = `«полная стоимость кредита» with the values of full_cost_min and full_cost_max (${min}, ${max})`;
  return [{ field: 'full_terms', limit, given: 'other values' }];
}

function findRateProblems(terms: TermsContent): FieldProblem[] {
  const folded = fold(terms.full_terms);
  const problems: FieldProblem[] = [];
  if (terms.rate.startsWith('до') && terms.rate_min_guaranteed === '' && terms.full_cost_min === '') {
    const limit = 'the guaranteed minimum rate beside a rate “up to”';
    problems.push({ field: 'rate_min_guaranteed', limit, given: 'nothing' });
  }
  if (folded === '') return problems;
  const told = numbersIn(folded);
  for (const field of ['rate', 'rate_min_guaranteed'] as const) {
    const missing = numbersIn(terms[field]).filter((number) => !told.includes(number));
    if (missing.length > 0) {
      problems.push({ field: 'full_terms', limit: `the value of ${field} (${terms[field]})`, given: 'other values' });
    }
  }
  const hasMinimum = /(?:минимальн|гарантированн)[а-яё]+ [^.]{0,40}ставк/.test(folded);
  if (terms.rate_min_guaranteed !== '' && !hasMinimum) {
    const limit = 'the words «минимальная гарантированная ставка», because rate_min_guaranteed is given';
    problems.push({ field: 'full_terms', limit, given: 'no such words' });
  }
  return problems;
}

function findClaimProblems({ confirmed_claims, denied_claims }: TermsContent): FieldProblem[] {
  const twice = confirmed_claims.find((id) => denied_claims.includes(id));
  if (twice === undefined) return [];
  return [{ field: 'denied_claims', limit: 'no claim that is confirmed too', given: twice }];
}

const fold = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
const numberOf = (text: string) => Number(text.replace(',', '.'));
const numbersIn = (text: string) => (text.match(/\d+(?:[.,]\d+)?/g) ?? []).map(numberOf);

/** Where the first number with a per cent sign stands; beyond the end when there is none. */
function rangeStart(folded: string): number {
  const first = [...folded.matchAll(percent)][0];
  return first?.index ?? Number.POSITIVE_INFINITY;
}
