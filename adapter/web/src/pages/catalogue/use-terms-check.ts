/** What the service says of terms that are being written, a moment after the last key, with a text for every channel. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { type CheckedTerms, catalogueKey, checkTerms, type TermsContent } from '../../api/catalogue.ts';
import type { FieldProblem } from '../../api/rules.ts';

const typingPauseMs = 700;

export interface TermsCheck {
  readonly checked: CheckedTerms | null;
  readonly problems: readonly FieldProblem[];
  readonly isPassed: boolean;
  readonly isRunning: boolean;
  readonly isWaiting: boolean;
  readonly error: Error | null;
}

export function useTermsCheck(product: string, terms: TermsContent): TermsCheck {
  const [settled] = useDebouncedValue(terms, typingPauseMs);
  const isWaiting = settled.legal_name.trim() === '' || settled.effective_from === '';
  const check = useQuery({
    queryKey: [...catalogueKey, 'check', product, settled],
    queryFn: ({ signal }) => checkTerms(product, settled, signal),
    enabled: !isWaiting,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const refusal = check.error instanceof ApiError && check.error.kind === 'invalid_request' ? check.error : null;
  const checked = isWaiting || check.isError ? null : (check.data ?? null);
  const isCurrent = settled === terms && !check.isFetching && !check.isPlaceholderData;
  return {
    checked,
    problems:
      refusal === null
        ? (checked?.problems ?? [])
        : [{ field: refusal.field ?? '', limit: limitOf(refusal), given: '' }],
    isPassed: isCurrent && checked?.passed === true,
    isRunning: check.isFetching,
    isWaiting,
    error: refusal === null ? check.error : null,
  };
}

function limitOf({ body, message }: ApiError): string {
  return (body as { error?: { limit?: string } } | null)?.error?.limit ?? message;
}
