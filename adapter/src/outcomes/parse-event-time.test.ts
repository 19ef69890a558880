import { expect, it } from 'vitest';
import { parseEventTime } from './parse-event-time.ts';

const moscow = 180;

it.each<[string | number | boolean | Date | null, string | undefined]>([
  ['25.11.2026 14:03', '2026-11-25T11:03:00.000Z'],
  ['5.1.2026 9:03:07', '2026-01-05T06:03:07.000Z'],
  ['25.11.2026', '2026-11-24T21:00:00.000Z'],
  ['2026-11-25 14:03', '2026-11-25T11:03:00.000Z'],
  ['2026-11-25T14:03:05.123', '2026-11-25T11:03:05.000Z'],
  ['2026-11-25T14:03:05Z', '2026-11-25T14:03:05Z'],
  ['2026-11-25 14:03:05+05:00', '2026-11-25T14:03:05+05:00'],
  [new Date('2026-11-25T14:03:00Z'), '2026-11-25T11:03:00.000Z'],
  [new Date(Number.NaN), undefined],
  ['31.02.2026', undefined],
  ['25.13.2026 10:00', undefined],
  ['25.11.2026 25:00', undefined],
  ['25.11.2026 10:75', undefined],
  ['yesterday', undefined],
  [45_000, undefined],
  [null, undefined],
  [true, undefined],
])('%s', (cell, expected) => {
  expect(parseEventTime(cell, moscow)).toBe(expected);
});
