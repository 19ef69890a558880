/** The numbers of the dashboards. */
import { useQuery } from '@tanstack/react-query';
import type {
  CalibrationStats,
  LabelStats,
  LatencyStats,
  OutcomeStats,
  QueueStats,
  Rate,
  RuleStats,
  VersionStats,
  VolumeStats,
} from '../../../src/api/stats.ts';
import type { ThreadStats, UpliftStats, VariantStats } from '../../../src/api/stats-results.ts';
import { callApi } from './call-api.ts';

export type { CalibrationStats, OutcomeStats, Rate, ThreadStats, UpliftStats, VariantStats, VersionStats };

interface Sections {
  readonly volumes: VolumeStats;
  readonly latency: LatencyStats;
  readonly rules: RuleStats;
  readonly labels: LabelStats;
  readonly calibration: CalibrationStats;
  readonly outcomes: OutcomeStats;
  readonly threads: ThreadStats;
  readonly uplift: UpliftStats;
  readonly versions: VersionStats;
}

const countingMs = 4000;

interface Freshness {
  readonly is_complete?: boolean;
}

/** @param query period, offer and zone, as a query string */
export function useStats<Section extends keyof Sections>(section: Section, query: string) {
  return useQuery({
    queryKey: ['stats', section, query],
    queryFn: ({ signal }) => callApi<Sections[Section]>(`/v1/stats/${section}?${query}`, { signal }),
    staleTime: 30_000,
    placeholderData: (previous) => previous,
    // Older hours are being counted: more of them soon.
    refetchInterval: ({ state }) => ((state.data as Freshness | undefined)?.is_complete === false ? countingMs : false),
  });
}

/** @param threadId null: none is looked at */
export function useVariantStats(threadId: string | null, query: string) {
  return useQuery({
    queryKey: ['stats', 'variants', threadId, query],
    queryFn: ({ signal }) =>
      callApi<VariantStats>(`/v1/stats/threads/${encodeURIComponent(threadId ?? '')}?${query}`, { signal }),
    enabled: threadId !== null,
  });
}

const queueEveryMs = 5000;

export function useQueueStats() {
  return useQuery({
    queryKey: ['stats', 'queue'],
    queryFn: ({ signal }) => callApi<QueueStats>('/v1/stats/queue', { signal }),
    refetchInterval: queueEveryMs,
  });
}
