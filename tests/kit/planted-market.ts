/**
 * A year of market items of four banks with planted events, for tests and for the measures of docs/MARKET.md. Vacancies,
 * reviews, prices and quarterly revenue are drawn by seed around each bank's own rate; the plants are far from it, but
 * not absurdly: a hiring burst is four times the rate, a wave of reviews five times, a price move eight spreads; every
 * thirtieth day of a share is a wild one, as real ones are.
 */

import { dayMs, type EventKind, type MarketItem, weekMs } from '../../adapter/src/insight/market/market.ts';
import { createRandom, type Random } from '../../server/src/domain/random.ts';

export interface Plant {
  readonly kind: EventKind;
  readonly competitor: string;
  readonly atMs: number;
  readonly topic: string;
}

export interface PlantedMarket {
  readonly items: readonly MarketItem[];
  readonly plants: readonly Plant[];
  readonly fromMs: number;
  readonly toMs: number;
}

const banks = ['Северный банк', 'Банк «Восток»', 'Капитал-банк', 'Речной банк'] as const;
const weeks = 40;
/** Plants fall into the weeks after this one: the weeks before are the past that they are compared with. */
const firstPlantWeek = 16;

const vacancies = [
  'Оператор контакт-центра',
  'Java-разработчик',
  'Клиентский менеджер',
  'Риск-аналитик',
  'Юрист',
  'Бухгалтер',
];
const complaints: Readonly<Record<string, string>> = {
  app: 'Приложение вылетает после обновления',
  support: 'Поддержка не отвечает, оператор нагрубил',
  fees: 'Списали комиссию без предупреждения',
  office: 'Очередь в отделении на два часа',
};
const praise = ['Всё быстро, спасибо', 'Удобное приложение', 'Менеджер всё объяснил'];

export function plantMarket({
  seed,
  toMs,
  isQuiet = false,
  size = 1,
}: {
  seed: number;
  toMs: number;
  isQuiet?: boolean;
  size?: number;
}): PlantedMarket {
  const random = createRandom(seed);
  const fromMs = toMs - weeks * weekMs;
  const items: MarketItem[] = [];
  const plants: Plant[] = [];
  const add = (item: Omit<MarketItem, 'id' | 'storyId' | 'source'>) => {
    const id = `item ${items.length}`;
    items.push({ id, storyId: id, source: 'planted', ...item });
  };
  for (const [place, competitor] of banks.entries()) {
    const drawWeek = () => firstPlantWeek + Math.floor(random.next() * (weeks - firstPlantWeek - 1));
    const [hiring, wave] = isQuiet ? [-1, -1] : [drawWeek(), drawWeek()];
    const topic = Object.keys(complaints)[place]!;
    const [hiringRate, reviewRate] = [2 + 3 * random.next(), 1 + 2 * random.next()];
    for (let week = 0; week < weeks; week++) {
      const startMs = fromMs + week * weekMs;
      const at = () => startMs + Math.floor(random.next() * weekMs);
      const hired = drawPoisson(hiringRate, random) + (week === hiring ? Math.round(size * (4 * hiringRate + 3)) : 0);
      for (let index = 0; index < hired; index++) {
        const title = week === hiring && index >= hiringRate ? 'Java-разработчик' : pick(vacancies, random);
        add({ kind: 'vacancy', competitor, publishedAtMs: at(), title, text: '', value: null });
      }
      for (const [name, text] of Object.entries(complaints)) {
        const count =
          drawPoisson(reviewRate / 2, random) +
          (week === wave && name === topic ? Math.round(size * (5 * reviewRate + 3)) : 0);
        for (let index = 0; index < count; index++) {
          add({
            kind: 'review',
            competitor,
            publishedAtMs: at(),
            title: '',
            text,
            value: 1 + Math.floor(random.next() * 2),
          });
        }
      }
      for (let index = drawPoisson(3, random); index > 0; index--) {
        add({ kind: 'review', competitor, publishedAtMs: at(), title: '', text: pick(praise, random), value: 5 });
      }
    }
    if (hiring >= 0) plants.push({ kind: 'hiring_burst', competitor, atMs: fromMs + hiring * weekMs, topic: 'it' });
    if (wave >= 0) plants.push({ kind: 'negative_reviews', competitor, atMs: fromMs + wave * weekMs, topic });
    plants.push(
      ...addPrices(competitor, { fromMs, random, add, isQuiet, size }),
      ...addReports(competitor, { toMs, random, add, isQuiet, size }),
    );
  }
  return { items, plants, fromMs, toMs };
}

interface Drawing {
  readonly random: Random;
  readonly add: (item: Omit<MarketItem, 'id' | 'storyId' | 'source'>) => void;
  readonly isQuiet: boolean;
  readonly size: number;
}

function addPrices(competitor: string, { fromMs, random, add, isQuiet, size }: Drawing & { fromMs: number }): Plant[] {
  const plants: Plant[] = [];
  const spread = 0.008 + 0.008 * random.next();
  const jumpDay = isQuiet ? -1 : 7 * firstPlantWeek + Math.floor(random.next() * (7 * (weeks - firstPlantWeek) - 1));
  let [price, hasJumped] = [50 + 400 * random.next(), false];
  for (let day = 0; day < 7 * weeks; day++) {
    const publishedAtMs = fromMs + day * dayMs + 18 * 3_600_000;
    if ([0, 6].includes(new Date(publishedAtMs).getUTCDay())) continue;
    const isJump = !hasJumped && jumpDay >= 0 && day >= jumpDay;
    price *= Math.exp(
      isJump
        ? (random.next() < 0.5 ? -1 : 1) * size * Math.max(0.08, 8 * spread)
        : spread * (random.next() < 0.03 ? 2.5 : 1) * drawNormal(random),
    );
    add({ kind: 'share_price', competitor, publishedAtMs, title: '', text: '', value: price });
    if (!isJump) continue;
    hasJumped = true;
    plants.push({ kind: 'price_move', competitor, atMs: publishedAtMs, topic: '' });
  }
  return plants;
}

function addReports(competitor: string, { toMs, random, add, isQuiet, size }: Drawing & { toMs: number }): Plant[] {
  const quarters = 14;
  const growth = 0.04 + 0.1 * random.next();
  const revenues: number[] = [];
  for (let quarter = 0; quarter < quarters; quarter++) {
    const isLast = quarter === quarters - 1;
    const usual = 1 + growth + 0.02 * drawNormal(random);
    const factor = isLast && !isQuiet ? usual + size * (random.next() < 0.5 ? -0.3 : 0.4) : usual;
    revenues.push(quarter < 4 ? 20e9 * (1 + 0.05 * random.next()) : revenues[quarter - 4]! * factor);
    const publishedAtMs = toMs - (quarters - quarter) * 91 * dayMs + 60 * dayMs;
    add({ kind: 'quarterly_report', competitor, publishedAtMs, title: '', text: '', value: revenues[quarter]! });
  }
  return isQuiet ? [] : [{ kind: 'report_jump', competitor, atMs: toMs - 31 * dayMs, topic: '' }];
}

function pick<Item>(list: readonly Item[], random: Random): Item {
  return list[Math.floor(random.next() * list.length)]!;
}

/** By Knuth's product of uniforms; rates here are small. */
function drawPoisson(rate: number, random: Random): number {
  const limit = Math.exp(-rate);
  let [count, product] = [0, random.next()];
  while (product > limit) {
    count++;
    product *= random.next();
  }
  return count;
}

/** Box and Muller. */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
