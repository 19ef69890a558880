import { expect, test } from 'vitest';
import { fitFreeText } from './fit-free-text.ts';

const limits = { charsMin: 20, charsMax: 80 };
const whole = 'Карта рядом с вами. Оформите её в приложении.';

test.each([
  ['as it is', whole],
  ['with blanks and lines', `\n ${whole.replace(' Оформите', '\n\nОформите')}  `],
  ['in quotes', `«${whole}»`],
  ['in straight quotes', `"${whole}"`],
  ['with an unfinished end', `${whole} И ещё одна мысль, котор`],
  ['with a foreign end', `${whole} Call now`],
  ['too long by a sentence', `${whole} А потом приходите к нам в отделение за карт`.replace(/карт$/, 'картой.')],
])('a text %s becomes whole sentences', (_, raw) => {
  expect(fitFreeText(raw, limits)).toEqual({ body: whole, repaired: false });
});

test('dashes and quotes inside are put into the alphabet', () => {
  expect(fitFreeText('Карта “Мир” – это удобно. Оформите её.', limits)?.body).toBe(
    'Карта «Мир» — это удобно. Оформите её.',
  );
});

test('a question in quotes may end the text', () => {
  const body = 'Предложите карту. Спросите: «Чем вы платите в поездках?»';
  expect(fitFreeText(body, limits)).toEqual({ body, repaired: false });
});

test.each(['Ставка 5 %.', 'Это best карта.', 'Выгода ✨ рядом.', 'А **это** важно.'])(
  'an inner sentence with foreign characters is dropped, once and said so: %s',
  (foreign) => {
    const raw = whole.replace('. О', `. ${foreign} О`);
    expect(fitFreeText(raw, limits)).toEqual({ body: whole, repaired: true });
  },
);

test.each([
  ['nothing', ''],
  ['no end of a sentence', 'Карта рядом с вами и всегда под рукой'],
  ['a foreign opening', 'Sure! Вот текст для клиента. Оформите карту.'],
  ['a foreign call to action', 'Карта рядом с вами всегда. Звоните 8800.'],
  ['too short', 'Карта рядом.'],
  ['one sentence, too long', `${'Карта рядом с вами и '.repeat(5)}всё.`],
  ['no capital', 'карта рядом с вами. Оформите её.'],
  ['an open quote', 'Карта «Мир рядом с вами. Оформите её.'],
  ['a list', '— Карта рядом с вами.\n— Оформите её в приложении.'],
  ['letters that only look Russian', 'Kарта рядом с вами. Оформите её в приложении.'],
])('%s is no body', (_, raw) => {
  expect(fitFreeText(raw, limits)).toBeNull();
});
