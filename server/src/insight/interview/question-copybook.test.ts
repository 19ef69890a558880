/** The shipped question copybook, question by question, against the rubric; and the rubric against bad questions. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findNearDuplicates, judgeQuestion, type QuestionFault } from './judge-question.ts';
import { loadInterviewCopybook } from './load-interview-copybook.ts';
import type { InterviewCopybook } from './types.ts';

let copybook: InterviewCopybook;
beforeAll(async () => {
  copybook = await loadInterviewCopybook(join(import.meta.dirname, '../../../../models/interview'));
});

describe('the question copybook', () => {
  test('has at least 250 questions, each within the rubric', () => {
    expect(copybook.questions.length).toBeGreaterThanOrEqual(250);
    expect(copybook.questions.filter(({ text }) => judgeQuestion(text).length > 0)).toEqual([]);
  });

  test('says nothing twice', () => {
    expect(findNearDuplicates(copybook.questions.map(({ text }) => text))).toEqual([]);
  });

  test('has phrases of its own for all that is no question', () => {
    const texts = copybook.phrases.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('the rubric', () => {
  const bad: readonly (readonly [string, QuestionFault])[] = [
    ['Вам было удобно пользоваться приложением?', 'leading'],
    ['Вам ведь мешали очереди?', 'leading'],
    ['Хотели бы вы, чтобы банк писал вам чаще?', 'leading'],
    ['Правда ли, что вы ждали долго?', 'leading'],
    ['Как вам наша карта?', 'selling'],
    ['Что вас удержало от выгодного вклада?', 'selling'],
    ['Что случилось, и когда мы это исправим?', 'promise'],
    ['Где и когда это было?', 'double'],
    ['Где вы были и кто был рядом?', 'double'],
    ['Вы ходили в отделение?', 'closed'],
    ['Что было? А потом?', 'marks'],
    ['Как?', 'length'],
    ['Что показал ваш banking?', 'alphabet'],
  ];
  test.each(bad)('%s is %s', (text, fault) => {
    expect(judgeQuestion(text)).toContain(fault);
  });
});
