/** What the server says of a draft, a moment after the last key; the former verdict stands until the next one comes. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { copybookKey, type ThreadContent } from '../../api/copybook.ts';
import { type CheckedDraft, checkDraft } from '../../api/copybook-drafts.ts';
import type { FieldProblem, Profile } from '../../api/rules.ts';

const typingPauseMs = 500;

export interface DraftCheck {
  readonly checked: CheckedDraft | null;
  readonly problems: readonly FieldProblem[];
  /** Of exactly what is written now: it may be saved. */
  readonly isPassed: boolean;
  readonly isRunning: boolean;
  /** Nothing was asked: something is still blank. */
  readonly isWaiting: boolean;
  /** The service could not judge. */
  readonly error: Error | null;
}

export function useDraftCheck(content: ThreadContent, profile: Profile): DraftCheck {
  const { i18n } = useTranslation();
  const [settled] = useDebouncedValue(content, typingPauseMs);
  const isWaiting = isBlank(settled);
  const check = useQuery({
    queryKey: [...copybookKey, 'check', settled, profile, i18n.language],
    queryFn: ({ signal }) => checkDraft({ thread: settled, profile, language: i18n.language }, signal),
    enabled: !isWaiting,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const refusal = check.error instanceof ApiError && check.error.kind === 'invalid_request' ? check.error : null;
  const checked = isWaiting || check.isError ? null : (check.data ?? null);
  const problems = refusal === null ? (checked?.problems ?? []).map(withoutPrefix) : [problemOf(refusal)];
  const isCurrent = settled === content && !check.isFetching && !check.isPlaceholderData;
  return {
    checked,
    problems,
    isPassed: isCurrent && checked?.passed === true,
    isRunning: check.isFetching,
    isWaiting,
    error: refusal === null ? check.error : null,
  };
}

function isBlank({ id, product, channel, idea, positions, named }: ThreadContent): boolean {
  const texts = [id, product, channel, idea, ...positions.flat(), ...(named?.variants ?? [])];
  return texts.some((text) => text.trim() === '');
}

/** A shape that the adapter refuses before the server is asked. */
function problemOf({ field, message }: ApiError): FieldProblem {
  return withoutPrefix({ field: field ?? 'thread', limit: message, given: '' });
}

/** The draft is the body's field `thread`. */
function withoutPrefix(problem: FieldProblem): FieldProblem {
  return { ...problem, field: problem.field.replace(/^thread\./, '') };
}
