/**
 * Numbers that an interview has no use for and must not keep: cards (13 to 19 digits that pass Luhn's check), however
 * they are spaced. Done before anything is stored.
 */
const candidate = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/gu;

export function maskNumbers(text: string): string {
  return text.replace(candidate, (found) => (passesLuhn(found.replace(/\D/gu, '')) ? '[номер карты]' : found));
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
