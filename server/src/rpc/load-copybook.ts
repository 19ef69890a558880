/**
 * RPC LoadCopybook: an edition of the copybook, thread by thread, into memory. Order: each message's field rules → its
 * threads, a few in each turn of the event loop → the whole is indexed and put on the shelf. A thread that is wrong
 * refuses the edition: half of it would answer, and nobody would notice what is missing.
 */
import { create } from '@bufbuild/protobuf';
import {
  type CopybookThread,
  type GenerationService,
  LoadCopybookRequestSchema,
  LoadCopybookResponseSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { type CopybookBuilder, type CopybookShelf, createCopybookBuilder, ThreadLineError } from '../copybook/index.ts';
import type { Clock } from '../domain/clock.ts';
import { RequestError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import { addCount, type CallContext, type Handlers } from './call.ts';
import { assertValid, invalidArgument, violationOf } from './validate-message.ts';

export interface LoadCopybookOptions {
  readonly clock: Clock;
  readonly copybooks: CopybookShelf;
}

export function createLoadCopybook(options: LoadCopybookOptions): Handlers<typeof GenerationService>['loadCopybook'] {
  const { clock, copybooks } = options;
  planRules();
  let loadsCount = 0;
  return async (requests, context) => {
    if (loadsCount >= limits.copybookLoadsMax) {
      throw new RequestError('overloaded', `at most ${limits.copybookLoadsMax} copybooks are loaded at once`);
    }
    loadsCount += 1;
    try {
      const builder = createCopybookBuilder(copybooks.own, copybooks.all().slice(-2));
      await clock.nextTurn();
      for await (const request of requests) {
        assertValid(LoadCopybookRequestSchema, request);
        await addThreads(builder, request.threads, context, clock);
      }
      if (builder.count() === 0) throw invalidArgument([violationOf('threads', 'at least 1 thread', 'nothing')]);
      await clock.nextTurn();
      const copybook = builder.build();
      copybooks.put(copybook);
      addCount(context, 'threads', copybook.threadsCount);
      const { hash: copybookHash, threadsCount, variantsCount } = copybook;
      return create(LoadCopybookResponseSchema, { copybookHash, threadsCount, variantsCount });
    } finally {
      loadsCount -= 1;
    }
  };
}

/**
 * The first message of a type costs its validator 40 ms of planning (130 on a busy machine), which would hold up the
 * answers under way: it is spent at the start.
 */
function planRules(): void {
  assertValid(LoadCopybookRequestSchema, create(LoadCopybookRequestSchema, { threads: [{ json: '{}' }] }));
}

/** @throws RequestError invalid_argument that names the thread by its place among all that came, from 0. */
async function addThreads(
  builder: CopybookBuilder,
  threads: readonly CopybookThread[],
  context: CallContext,
  clock: Clock,
): Promise<void> {
  let turnStartedAtMs = clock.nowMs();
  for (const { json, approved, variantMarks } of threads) {
    context.signal.throwIfAborted();
    if (builder.count() >= limits.copybookThreadsMax) {
      throw invalidArgument([violationOf('threads', `at most ${limits.copybookThreadsMax} threads`, 'more')]);
    }
    addThread(builder, `threads[${builder.count()}]`, json, { approved, variantMarks });
    if (clock.nowMs() - turnStartedAtMs < limits.copybookTurnMs) continue;
    await clock.nextTurn();
    turnStartedAtMs = clock.nowMs();
  }
}

function addThread(
  builder: CopybookBuilder,
  path: string,
  json: string,
  marks: { readonly approved: boolean; readonly variantMarks: string },
): void {
  try {
    builder.add(json, marks);
  } catch (error) {
    if (!(error instanceof ThreadLineError)) throw error;
    const field = error.faults[0]!.field === 'variant_marks' ? 'variant_marks' : 'json';
    const limit = field === 'json' ? `a thread that may be used: ${error.message}` : error.faults[0]!.reason;
    throw invalidArgument([violationOf(`${path}.${field}`, limit, 'another text')]);
  }
}
