import { describe, expect, it } from 'vitest';
import { countSmsSegments, estimateSpokenSeconds, measureText } from './measure-text.ts';

describe('countSmsSegments', () => {
  it.each([
    ['', 0],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['а'.repeat(70), 1],
    ['а'.repeat(71), 2],
    ['а'.repeat(134), 2],
    ['а'.repeat(135), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    [`${'a'.repeat(69)}я`, 1],
    [`${'a'.repeat(70)}я`, 2],
  ])('%s → %i', (text, segments) => {
    expect(countSmsSegments(text)).toBe(segments);
  });
});

describe('measureText', () => {
  it('counts segments in SMS alone, seconds in speech alone', () => {
    expect(measureText('Да. Нет.', 'Да.', 'SMS')).toEqual({
      characters: 8,
      bodyCharacters: 3,
      smsSegments: 1,
      spokenSeconds: 0,
    });
    expect(measureText('Да. Нет.', 'Да.', 'TMO').smsSegments).toBe(0);
    expect(measureText('Да. Нет.', 'Да.', 'KND').spokenSeconds).toBeCloseTo(1.4);
    expect(measureText('Да. Нет.', 'Да.', 'EMAIL').spokenSeconds).toBe(0);
  });

  it('takes half a minute for a script of four hundred characters', () => {
    expect(estimateSpokenSeconds(`${'слово '.repeat(66)}да.`)).toBeGreaterThan(25);
    expect(estimateSpokenSeconds(`${'слово '.repeat(66)}да.`)).toBeLessThan(35);
  });
});
