/**
 * Shares the event loop among the batches under way: in each turn of the loop a few clients are begun, one of each batch
 * after another, so that sockets and timers have their turn between, however many batches there are. When each batch took
 * a slice of its own in every turn, 64 batches made a turn half a second long, and every deadline that late.
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
   * Runs `begin` for each client, in turn with the other batches. Ends early when `isStopped`.
   * @throws what `begin` throws.
   */
  run(begin: (index: number) => void, isStopped: () => boolean): Promise<void>;
  /** Gives up what has not begun; safe to call twice. */
  leave(): void;
}

/** What a turn of the loop counts for, of what the turns before it still do. */
const keepShare = 0.9;
/** Bounds of the clients begun in a turn; between them it is held at what takes `batchTurnMs`. */
const clientsPerTurnMin = 4;
const clientsPerTurnMax = 64;
/** Before anything is measured, milliseconds a client: two cores took 0.6. */
const clientCostMsFirst = 1;

/**
 * Within how many milliseconds of a call's arrival its last client must be begun: a rules-made text takes a few, but
 * thousands of them have to be sent. A budget cut short by who asks (the adapter stores the answers) keeps less back.
 */
export function beginWithinMs(answerWithinMs: number): number {
  return answerWithinMs - Math.min(limits.reserveMs, answerWithinMs / 4);
}

interface Batch {
  /** Begins the next client; false when there is none. */
  readonly beginNext: () => boolean;
  readonly finish: () => void;
  readonly fail: (thrown: unknown) => void;
}

export function createBatchTurns(clock: Clock): BatchTurns {
  /** Clients that have been taken and not begun. */
  let waitingCount = 0;
  /** Batches with such clients. */
  const waiting = new Set<BatchPlace>();
  const ring: Batch[] = [];
  let isTurning = false;
  let clientsPerTurn = clientsPerTurnMin;
  /** Of the last turns, the newer the heavier. */
  const spent = { ms: clientCostMsFirst, clientsCount: 1 };

  function clientCostMs(): number {
    return spent.ms / spent.clientsCount;
  }

  /** A turn costs something whatever it begins, the more the busier the machine is: few clients in each would be slow. */
  function learn(tookMs: number, begunCount: number): void {
    if (begunCount === clientsPerTurn) {
      const better = tookMs > limits.batchTurnMs ? clientsPerTurn * 0.75 : clientsPerTurn * 1.25;
      clientsPerTurn = Math.min(clientsPerTurnMax, Math.max(clientsPerTurnMin, Math.round(better)));
    }
    spent.ms = spent.ms * keepShare + tookMs;
    spent.clientsCount = spent.clientsCount * keepShare + begunCount;
  }

  /** Begins the clients of one turn, one of each batch after another; gives how many. */
  function turnOnce(): number {
    let begunCount = 0;
    while (begunCount < clientsPerTurn) {
      const batch = ring.shift();
      if (!batch) break;
      try {
        if (batch.beginNext()) {
          begunCount += 1;
          ring.push(batch);
        } else batch.finish();
      } catch (thrown) {
        batch.fail(thrown);
      }
    }
    return begunCount;
  }

  async function turnAll(): Promise<void> {
    if (isTurning) return;
    isTurning = true;
    while (ring.length > 0) {
      const startedAtMs = clock.nowMs();
      const begunCount = turnOnce();
      // What was begun goes on in promises, and is sent, before the next turn of the loop: that is its cost too.
      await clock.nextTurn();
      if (begunCount > 0) learn(clock.nowMs() - startedAtMs, begunCount);
    }
    isTurning = false;
  }

  function assertRoom(clientsCount: number, budgetMs: number): void {
    const roomFor = Math.floor(budgetMs / clientCostMs());
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
        run(begin, isStopped) {
          const { promise, resolve, reject } = Promise.withResolvers<void>();
          const beginNext = (): boolean => {
            if (left === 0 || isStopped()) return false;
            const index = clientsCount - left;
            give(1);
            begin(index);
            return true;
          };
          ring.push({ beginNext, finish: resolve, fail: reject });
          void turnAll();
          return promise;
        },
        leave: () => give(left),
      };
      waiting.add(place);
      return place;
    },
  };
}
