/**
 * What a password that a person chooses must be: long enough, not the name, not one of the 49,000 most common (NIST SP
 * 800-63B: length and a list of known ones; no rules about kinds of characters, which make passwords worse).
 */
import { dictionary } from '@zxcvbn-ts/language-common';
import { describeKind, RequestError } from '../errors.ts';
import { limits } from '../limits.ts';

const common = new Set(dictionary['passwords-common'].map((password) => String(password).toLowerCase()));

/** @param field Where it stands in the request. @throws RequestError invalid_request */
export function assertStrongPassword(password: string, name: string, field: string): void {
  const { passwordCharsMin: min, passwordCharsMax: max } = limits;
  const refuse = (limit: string, given: string): never => {
    throw new RequestError('invalid_request', `${field}: must be ${limit}; got ${given}`, { field, limit, given });
  };
  const charsCount = [...password].length;
  if (charsCount < min || charsCount > max) {
    refuse(`text of ${min} to ${max} characters`, describeKind(password));
  }
  const folded = password.normalize('NFKC').toLowerCase();
  const foldedName = name.normalize('NFKC').toLowerCase();
  if (folded === foldedName || (foldedName.length >= 4 && folded.replace(foldedName, '').length < min / 2)) {
    refuse('another text than the name', 'the name, or little more');
  }
  const oneCharacterOrTwo = new Set(folded).size < 4;
  if (common.has(folded) || oneCharacterOrTwo) refuse('a password that is not among the most common', 'a common one');
}
