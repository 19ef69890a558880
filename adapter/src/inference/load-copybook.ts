/**
 * Sends an edition of the copybook to the server. Batches of one call, and calls of many users, miss the same edition at
 * the same moment: they wait for one load of it.
 */
import { create } from '@bufbuild/protobuf';
import {
  type LoadCopybookRequest,
  LoadCopybookRequestSchema,
  type LoadCopybookResponse,
} from '@offerwright/proto/marketing/v1/generation_pb';

export interface CopybookLine {
  /** A line of models/copybook. */
  readonly json: string;
  readonly approved: boolean;
  readonly variantMarks: string;
}

/** The lines of an edition, some at a time; none when there is no such edition. */
export type CopybookSource = (hash: string) => AsyncIterable<readonly CopybookLine[]>;

export type SendCopybook = (messages: AsyncIterable<LoadCopybookRequest>) => Promise<LoadCopybookResponse>;

/** @returns loads an edition. It throws what the source or the call throws, and Error when the hashes differ. */
export function createCopybookLoader(source: CopybookSource | undefined, send: SendCopybook) {
  const loading = new Map<string, Promise<void>>();

  async function load(hash: string): Promise<void> {
    if (!source) throw new Error('an edition of the copybook is asked for, and there is nowhere to take it from');
    const { copybookHash } = await send(toMessages(source(hash)));
    // Two ways of computing one hash would send every request round this again.
    if (copybookHash !== hash) throw new Error('the server gives an edition of the copybook another hash');
  }

  return (hash: string): Promise<void> => {
    const known = loading.get(hash);
    if (known) return known;
    const started = load(hash).finally(() => loading.delete(hash));
    loading.set(hash, started);
    return started;
  };
}

async function* toMessages(pages: AsyncIterable<readonly CopybookLine[]>): AsyncGenerator<LoadCopybookRequest> {
  for await (const threads of pages) {
    yield create(LoadCopybookRequestSchema, { threads: threads.map((thread) => ({ ...thread })) });
  }
}
