import { createHash } from 'node:crypto';
import { type TermsContent, termsFields } from '../api/catalogue.ts';

/** SHA-256 of the content of terms; the order of fields, channels and claims does not matter. */
export function hashTerms(terms: TermsContent): string {
  const values = termsFields.map((field) => canonical(terms[field]));
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

function canonical(value: TermsContent[keyof TermsContent]): unknown {
  if (Array.isArray(value)) return [...value].sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}
