/**
 * A state that outlives the page but not the sign-in: it stands in the cache of queries, in memory, which signing out
 * clears. Data of clients goes into no storage of the browser.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

type Change<State> = State | ((before: State) => State);

export function useKept<State extends object>(
  name: string,
  initial: State,
): readonly [State, (change: Change<State>) => void] {
  const queries = useQueryClient();
  const [state, setState] = useState<State>(() => queries.getQueryData<State>(['compose', name]) ?? initial);
  const keep = useCallback(
    (change: Change<State>) => {
      const key = ['compose', name];
      const before = queries.getQueryData<State>(key) ?? initial;
      const next = typeof change === 'function' ? change(before) : change;
      queries.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
      queries.setQueryData(key, next);
      setState(next);
    },
    [queries, name, initial],
  );
  return [state, keep];
}
