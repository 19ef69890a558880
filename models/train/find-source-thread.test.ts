import { bodyOf, type Thread } from '@offerwright/server/src/domain/thread.ts';
import { describe, expect, it } from 'vitest';
import { findSourceThread } from './find-source-thread.ts';

function thread(id: string, positions: readonly (readonly string[])[]): Thread {
  return {
    id,
    version: '1',
    product: 'CC',
    channel: 'SMS',
    need: 'finance',
    signals: [],
    gender: 'u',
    age: 'u',
    idea: '',
    claims: [],
    positions,
  };
}

const road = thread('road', [['Дорога любит запас, и карта его даёт.'], ['Загляните в приложение и выберите карту.']]);
const home = thread('home', [
  ['Ремонт идёт по плану, пока хватает денег.', 'Ремонт просит денег каждую неделю.'],
  ['Посчитайте расходы вместе с нами.', 'Приходите, посчитаем расходы вместе.'],
]);

describe('findSourceThread', () => {
  it('finds the thread whose wording a body shares', () => {
    const text = `${home.positions[0]![1]} Позвоните нам.`;
    expect(findSourceThread([road, home], { product: 'CC', channel: 'SMS', text })).toBe(home);
  });

  it('finds nothing for other words, nor in another cell', () => {
    const body = { product: 'CC', channel: 'SMS', text: 'Пусть отпуск начнётся раньше, а счёт подождёт.' };
    expect(findSourceThread([road, home], body)).toBeNull();
    const text = bodyOf({ thread: road, variants: [0, 0] });
    expect(findSourceThread([road, home], { product: 'CC', channel: 'PUSH', text })).toBeNull();
  });
});
