/**
 * Shares the event loop among the batches under way: one slice of one batch in each turn of the loop, batches one after
 * another, so that sockets and timers have their turn between slices however many batches there are. When each batch
 * took a slice of its own in every turn, 64 batches made a turn half a second long, and every deadline that late.
 *
 * It measures what a client costs meanwhile, and so knows how many clients can be answered in a given time. A batch is
 * taken when there is room for it behind all that wait, or when its share of the turns is enough (a small one beside big
 * ones), or when it is alone; else it is refused at once (RESOURCE_EXHAUSTED). Whoever of a batch that was taken cannot
 * be answered in time gets an error of its own, so that asking again gets on.
 */
import type { Clock } from '../domain/clock.ts';
import { RequestError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';

export interface BatchTurns {
  /** What `enter` would refuse. @throws RequestError overloaded. */
  assertRoom(clientsCount: number, budgetMs: number): void;
  /**
   * @param clientsCount of the batch.
   * @param budgetMs in which they are to be begun.
   * @throws RequestError overloaded.
   */
  enter(clientsCount: number, budgetMs: number): BatchPlace;
}

export interface BatchPlace {
  /**
   * Runs `begin` for each client, in slices, in turn with the other batches. Ends early when `isStopped`.
   * @throws what `begin` throws.
   */
  run(begin: (index: number) => void, isStopped: () => boolean): Promise<void>;
  /** Gives up what has not begun; safe to call twice. */
  leave(): void;
}

/** Weight of the newest slice in the cost of a client. */
const learnRate = 0.1;
/** Before anything is measured, milliseconds a client: two cores took 0.6. */
const clientCostMsFirst = 1;

/**
 * Within how many milliseconds of a call's arrival its last client must be begun: a rules-made text takes a few, but
 * thousands of them have to be sent. A budget cut short by who asks (the adapter stores the answers) keeps less back.
 */
export function beginWithinMs(answerWithinMs: number): number {
  return answerWithinMs - Math.min(limits.reserveMs, answerWithinMs / 4);
}

export function createBatchTurns(clock: Clock): BatchTurns {
  let clientCostMs = clientCostMsFirst;
  /** Clients that have been taken and not begun. */
  let waitingCount = 0;
  /** Batches with such clients. */
  const waiting = new Set<BatchPlace>();
  let tail: Promise<void> = Promise.resolve();

  /** Resolves when it is this slice's turn; the returned function ends it. */
  async function nextSlice(): Promise<() => void> {
    const before = tail;
    const { promise, resolve } = Promise.withResolvers<void>();
    tail = before.then(() => promise);
    await before;
    return resolve;
  }

  function learn(tookMs: number, begunCount: number): void {
    clientCostMs += learnRate * (tookMs / begunCount - clientCostMs);
  }

  async function runSlice(begin: () => boolean): Promise<boolean> {
    const end = await nextSlice();
    try {
      const startedAtMs = clock.nowMs();
      let begunCount = 0;
      let more = true;
      while (more && (begunCount === 0 || clock.nowMs() - startedAtMs < limits.batchTurnMs)) {
        more = begin();
        begunCount += more ? 1 : 0;
      }
      // What the slice began goes on in promises, and is sent, before the next turn of the loop: that is its cost too.
      await clock.nextTurn();
      if (begunCount > 0) learn(clock.nowMs() - startedAtMs, begunCount);
      return more;
    } finally {
      end();
    }
  }

  function assertRoom(clientsCount: number, budgetMs: number): void {
    const roomFor = Math.floor(budgetMs / clientCostMs);
    const fits = waitingCount + clientsCount <= roomFor || clientsCount * (waiting.size + 1) <= roomFor;
    if (waiting.size === 0 || fits) return;
    const message =
      `${roomFor} clients can be answered in time; ${waitingCount} are waiting and ${clientsCount} more were given: ` +
      'ask again';
    throw new RequestError('overloaded', message);
  }

  return {
    assertRoom,
    enter(clientsCount, budgetMs) {
      assertRoom(clientsCount, budgetMs);
      waitingCount += clientsCount;
      let left = clientsCount;
      const give = (count: number): void => {
        left -= count;
        waitingCount -= count;
        if (left === 0) waiting.delete(place);
      };
      const place: BatchPlace = {
        async run(begin, isStopped) {
          let index = 0;
          const beginNext = (): boolean => {
            if (index === clientsCount || isStopped()) return false;
            begin(index);
            index += 1;
            give(1);
            return true;
          };
          while (await runSlice(beginNext));
        },
        leave: () => give(left),
      };
      waiting.add(place);
      return place;
    },
  };
}
