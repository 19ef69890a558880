/**
 * Events like those of RetailRocket, for tests and for measuring memory: most visitors see one item, a few see many, some
 * of those buy; items by Zipf's law; more in the evening; 97 % views, 2.5 % carts, 0.8 % purchases. They are drawn from
 * these figures and hold nothing of the real data set. Visitors come one after another, so memory does not grow.
 */
import { createRandom, type Random } from '../../domain/random.ts';
import { columns } from './event-log.ts';

const firstDayMs = Date.UTC(2015, 4, 3);
const daysCount = 137;
const dayMs = 86_400_000;
const itemsCount = 235_000;

/** Lines with their ends, the header first; some more than `rowsCount` where the last visitor has more. */
export function* generateEvents(rowsCount: number, seed: number): Generator<string> {
  const random = createRandom(seed);
  yield `${columns.join(',')}\n`;
  let rows = 0;
  let transaction = 0;
  for (let visitor = 0; rows < rowsCount; visitor++) {
    for (const line of generateVisitor(visitor, random, () => transaction++)) {
      if (rows === rowsCount) return;
      rows++;
      yield line;
    }
  }
}

function* generateVisitor(visitor: number, random: Random, nextTransaction: () => number): Generator<string> {
  // Intent is skew: it makes views more, and purchases likelier among those who view more.
  const intent = random.next() ** 9;
  const viewsMean = 1 + 9 * intent;
  let timeMs = firstDayMs + Math.floor(random.next() * daysCount) * dayMs + eveningMs(random);
  let item = drawItem(random);
  for (let view = 0; view === 0 || random.next() < 1 - 1 / viewsMean; view++) {
    yield `${timeMs},${visitor},view,${item},\n`;
    timeMs += 5_000 + Math.floor(-Math.log(1 - random.next()) * 90_000);
    if (random.next() < 0.035 * intent + 0.016) {
      yield `${timeMs},${visitor},addtocart,${item},\n`;
      timeMs += 20_000 + Math.floor(random.next() * 200_000);
      if (random.next() < 0.16 + 0.3 * intent) yield `${timeMs},${visitor},transaction,${item},${nextTransaction()}\n`;
    }
    if (random.next() < 0.15) timeMs += Math.floor(random.next() * 5 * dayMs);
    if (random.next() < 0.75) item = drawItem(random);
  }
}

/** Zipf's law by its inverse: a few items have most of the views. */
const drawItem = (random: Random) => Math.floor(itemsCount ** random.next()) + 1;

/** The mean of two draws puts most between 12 and 24 o'clock. */
const eveningMs = (random: Random) => Math.floor((dayMs * (1 + random.next() + random.next())) / 3);
