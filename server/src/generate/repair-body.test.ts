import { expect, it } from 'vitest';
import { repairBody } from './repair-body.ts';

const body = 'Карта рядом с вами. Она самая лучшая на свете. Откройте приложение и посмотрите условия.';
const spanOf = (piece: string) => ({
  start: body.indexOf(piece),
  end: body.indexOf(piece) + piece.length,
  text: piece,
});

it('drops the sentence that breaks a rule', () => {
  expect(repairBody(body, [spanOf('лучшая')], 20)).toBe(
    'Карта рядом с вами. Откройте приложение и посмотрите условия.',
  );
});

it.each([
  ['nothing broken', [], 20],
  ['the call to action broken', [spanOf('посмотрите')], 20],
  ['too little left', [spanOf('лучшая')], 70],
  ['one sentence left', [spanOf('Карта'), spanOf('лучшая')], 5],
  ['a span behind the body', [{ start: 500, end: 510, text: '' }], 5],
])('gives up: %s', (_, spans, charsMin) => {
  expect(repairBody(body, spans, charsMin)).toBeNull();
});
