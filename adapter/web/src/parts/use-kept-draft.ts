/**
 * What somebody writes, kept for this tab until it is saved or discarded: a reload, a wrong click or an expired session
 * loses nothing. Only for wording and terms of the bank: clients' data is kept in no browser.
 */
import { useCallback, useState } from 'react';
import { useSession } from '../api/session.ts';

const prefix = 'offerwright.draft';

export interface KeptDraft<Content> {
  /** null: nothing was changed. */
  readonly draft: Content | null;
  /** Whether it was found when the page opened. */
  readonly isRestored: boolean;
  readonly keep: (content: Content) => void;
  readonly discard: () => void;
}

/** @param name what is edited, for example "thread CC-SMS-1": each person has their own draft of it */
export function useKeptDraft<Content>(name: string): KeptDraft<Content> {
  const person = useSession().data?.name ?? '';
  const key = `${prefix} ${person} ${name}`;
  const [found] = useState(() => read<Content>(key));
  const [draft, setDraft] = useState(found);
  const keep = useCallback(
    (content: Content) => {
      setDraft(content);
      sessionStorage.setItem(key, JSON.stringify(content));
    },
    [key],
  );
  const discard = useCallback(() => {
    setDraft(null);
    sessionStorage.removeItem(key);
  }, [key]);
  return { draft, isRestored: found !== null && draft === found, keep, discard };
}

function read<Content>(key: string): Content | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Content | null;
  } catch {
    return null;
  }
}
