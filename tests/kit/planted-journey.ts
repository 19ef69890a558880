/**
 * An event log of a credit card's application with planted faults, for tests and the picture in the documents: the
 * documents lose a third, a tenth of reviews takes days, and who sends documents twice gives up more often.
 */
import { createRandom } from '../../server/src/domain/random.ts';

export const plantedJourney = {
  process: 'Заявка на кредитную карту',
  goal: 'Карта выдана',
  lossStep: 'Загрузка документов',
  loopStep: 'Загрузка документов',
  slowFrom: 'Проверка',
  slowTo: 'Решение',
} as const;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface PlantedEvent {
  readonly caseId: string;
  readonly step: string;
  readonly atMs: number;
}

/** @returns events by case, in time; all cases are old enough to be decided but the last `openCases` */
export function plantJourney({ cases, seed, fromMs }: { cases: number; seed: number; fromMs: number }): PlantedEvent[] {
  const random = createRandom(seed);
  const events: PlantedEvent[] = [];
  for (let index = 0; index < cases; index++) {
    let atMs = fromMs + Math.floor(random.next() * 60 * dayMs);
    const visit = (step: string, waitMs: number) => {
      atMs += Math.round(waitMs * (0.5 + random.next()));
      events.push({ caseId: `${100_000 + index}`, step, atMs });
    };
    visit('Заявка', minuteMs);
    if (random.next() < 0.06) continue;
    visit('Анкета', 8 * minuteMs);
    if (random.next() < 0.08) continue;
    visit('Загрузка документов', 20 * minuteMs);
    const isRepeated = random.next() < 0.25;
    if (isRepeated) visit('Загрузка документов', 5 * hourMs);
    if (random.next() < (isRepeated ? 0.5 : 0.28)) continue;
    visit('Проверка', 10 * minuteMs);
    if (random.next() < 0.03) continue;
    visit('Решение', random.next() < 0.12 ? 3 * dayMs : 2 * hourMs);
    if (random.next() < 0.1) continue;
    visit('Подписание', 6 * hourMs);
    if (random.next() < 0.04) continue;
    visit('Карта выдана', dayMs);
  }
  return events;
}

export function writeJourneyCsv(events: readonly PlantedEvent[]): string {
  const lines = events.map(({ caseId, step, atMs }) => `${caseId};${step};${new Date(atMs).toISOString()}`);
  return `Заявка;Шаг;Время\n${lines.join('\n')}\n`;
}
