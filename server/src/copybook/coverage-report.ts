/** Says where the copybook has wording and where it has none, for tests and CI. */
import { type ChannelCode, channelCodes } from '../domain/channels.ts';
import { type Concern, concerns } from '../domain/concerns.ts';
import { type ProductCode, type ProductFamily, productCodes, productFamilies } from '../domain/products.ts';
import type { Thread } from '../domain/thread.ts';
import type { Copybook } from './copybook.ts';

export interface CellCoverage {
  readonly product: ProductCode;
  readonly channel: ChannelCode;
  readonly concern: Concern;
  /** Threads that fit any client at all: no signals, any gender, any age. */
  readonly neutralCount: number;
  /** Of these, threads that claim nothing: they serve while the offer catalogue confirms nothing. */
  readonly unclaimedCount: number;
  readonly threadsCount: number;
}

export interface CoverageReport {
  /** 22 products × 8 channels × 4 concerns. */
  readonly cells: readonly CellCoverage[];
  /** Cells without a neutral thread. */
  readonly gaps: readonly CellCoverage[];
  readonly families: readonly {
    readonly family: ProductFamily;
    readonly channel: ChannelCode;
    readonly threadsCount: number;
  }[];
}

function isNeutral(thread: Thread): boolean {
  return thread.signals.length === 0 && thread.gender === 'u' && thread.age === 'u';
}

export function coverageReport(copybook: Copybook): CoverageReport {
  const cells = productCodes.flatMap((product) =>
    channelCodes.flatMap((channel) =>
      concerns.map((concern): CellCoverage => {
        const threads = copybook.threadsOf(product, channel).filter((thread) => thread.need === concern);
        const neutral = threads.filter(isNeutral);
        return {
          product,
          channel,
          concern,
          neutralCount: neutral.length,
          unclaimedCount: neutral.filter((thread) => thread.claims.length === 0).length,
          threadsCount: threads.length,
        };
      }),
    ),
  );
  const families = productFamilies.flatMap((family) =>
    channelCodes.map((channel) => ({
      family,
      channel,
      threadsCount: copybook.familyThreadsOf(family, channel).length,
    })),
  );
  return { cells, gaps: cells.filter((cell) => cell.neutralCount === 0), families };
}
