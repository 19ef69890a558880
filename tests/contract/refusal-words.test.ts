/** Every refusal that the API can answer has its sentence in both languages of the pages: a new one without fails here. */

import { parseInput } from '@offerwright/adapter/src/api/parse-input.ts';
import { clientErrorKinds, RequestError, requestErrorStatuses } from '@offerwright/adapter/src/errors.ts';
import { en } from '@offerwright/adapter/web/src/i18n/en/index.ts';
import { ru } from '@offerwright/adapter/web/src/i18n/ru/index.ts';
import { describeField } from '@offerwright/adapter/web/src/parts/describe-field.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listClientErrorKinds } from '../kit/list-client-error-kinds.ts';

const languages = { ru, en } as const;
const isIn = { ru: (text: string) => /[а-яё]/i.test(text), en: (text: string) => !/[а-яё]/i.test(text) } as const;

describe.each(['ru', 'en'] as const)('in %s', (language) => {
  it.each(Object.keys(requestErrorStatuses))('the refusal %s has a sentence', (kind) => {
    const words = (languages[language].problems as Record<string, string>)[kind] ?? '';
    expect(words).toMatch(/^\p{Lu}.+\.$/su);
    expect(isIn[language](words), words).toBe(true);
  });

  it.each([...new Set([...clientErrorKinds, ...listClientErrorKinds()])])(
    'the error %s of a client has words',
    (kind) => {
      const { clientProblems, dashboards } = languages[language];
      for (const list of [clientProblems, dashboards.errorKinds] as Record<string, string>[]) {
        expect(isIn[language](list[kind] ?? ''), `${kind}: ${list[kind]}`).toBe(true);
        expect(list[kind]).toBeTruthy();
      }
    },
  );
});

it('no sentence is about a refusal that there is not', () => {
  expect(Object.keys(ru.problems).filter((kind) => !(kind in requestErrorStatuses))).toEqual([]);
  expect(Object.keys(en.problems).sort()).toEqual(Object.keys(ru.problems).sort());
});

describe('what is wrong with a field', () => {
  const schema = z.strictObject({
    name: z.string().min(1).max(3),
    count: z.int().min(1).max(3),
    list: z.array(z.number()).min(1).max(2),
    mode: z.enum(['a', 'b']),
    flag: z.boolean(),
  });
  const good = { name: 'a', count: 1, list: [1], mode: 'a', flag: true };
  const russian = (key: string, values: Record<string, string>) => {
    const [, name] = key.split('.');
    const words = (ru.fieldLimits as Record<string, string>)[name!]!;
    return words.replaceAll(/\{\{(\w+)\}\}/g, (_, value: string) => values[value] ?? '');
  };

  it.each([
    [{ name: '' }, 'знаков не меньше 1'],
    [{ name: 'abcd' }, 'знаков не больше 3'],
    [{ name: 4 }, 'нужен текст'],
    [{ count: 0 }, 'не меньше 1'],
    [{ count: 1.5 }, 'нужно целое число'],
    [{ list: [] }, 'элементов не меньше 1'],
    [{ list: [1, 2, 3] }, 'элементов не больше 2'],
    [{ list: {} }, 'нужен список'],
    [{ mode: 'c' }, 'одно из значений a, b'],
    [{ flag: 'yes' }, 'нужно «да» или «нет»'],
    [{ other: 1 }, 'такого поля нет'],
  ])('%o is said in Russian', (part, expected) => {
    try {
      parseInput(schema, { ...good, ...part });
      expect.unreachable();
    } catch (error) {
      const { field, limit } = error as RequestError;
      expect(error).toBeInstanceOf(RequestError);
      expect(describeField(field, limit, russian)).toBe(`Поле «${field}»: ${expected}.`);
    }
  });
});
