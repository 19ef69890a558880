/** The cache of what the API said. Nothing is asked twice for refusals of the request itself; an away service is. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

const triesMax = 2;

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failuresCount, error) => failuresCount < triesMax && isPassing(error),
      },
      mutations: { retry: false },
    },
  });
}

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503);
}
