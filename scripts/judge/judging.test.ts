import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gradeKey } from '../../server/src/copybook/index.ts';
import { channelCodes } from '../../server/src/domain/channels.ts';
import type { Thread } from '../../server/src/domain/thread.ts';
import { repositoryRoot } from '../repository.ts';
import { collectJudgements } from './collect-judgements.ts';
import { drawBriefs, parseCorpus } from './draw-briefs.ts';
import { type DrawOptions, drawItems } from './draw-items.ts';
import { collectGrades, threadSheet } from './grade-threads.ts';
import { blankAnswers, orderForJudge, parseItems, renderMarkdown } from './render-sheet.ts';
import { reportJudgements } from './report-judgements.ts';
import { parseTextLines, type TextLine, toJsonLines } from './text-line.ts';
import { writeTexts } from './write-texts.ts';

const both: DrawOptions = { seed: 3, kinds: new Set(['score', 'pair']), pairsOf: null };

/** Eight briefs; hand and model write their own, rules writes what the model wrote to the first brief. */
function texts(): TextLine[] {
  return Array.from({ length: 8 }, (_, index) => {
    const brief = {
      id: `brief-${index}`,
      product: 'CC',
      channel: channelCodes[index % 2]!,
      concern: 'finance' as const,
      client: 'женщина',
    };
    return [
      { ...brief, source: 'hand', body: `Рука ${index}.` },
      { ...brief, source: 'model', body: `Перо ${index}.` },
      { ...brief, source: 'rules', body: index === 0 ? 'Перо 0.' : `Правило ${index}.` },
    ];
  }).flat();
}

describe('drawItems', () => {
  const { items, key } = drawItems(texts(), both);

  it('shows every text once and every pair, and the source nowhere', () => {
    expect(items.filter(({ kind }) => kind === 'score')).toHaveLength(23);
    expect(items.filter(({ kind }) => kind === 'pair')).toHaveLength(23);
    expect(key.sameText).toHaveLength(1);
    const shown = `${toJsonLines(items)}${renderMarkdown(items, 'n')}${toJsonLines(blankAnswers(items))}`;
    expect(shown).not.toMatch(/hand|model|rules|brief-/);
  });

  it('scores a text of two sources once, for both', () => {
    expect(Object.values(key.scores).filter(({ sources }) => sources.length === 2)).toEqual([
      { brief: 'brief-0', channel: 'SMS', sources: ['model', 'rules'] },
    ]);
  });

  it('tells the order in a pair to the key alone, both orders occurring', () => {
    for (const item of items) {
      if (item.kind !== 'pair') continue;
      const { a, brief } = key.pairs[item.id]!;
      expect(texts().find(({ id, source }) => id === brief && source === a)!.body).toBe(item.a);
    }
    const first = Object.values(key.pairs).filter(({ a, b }) => [a, b].includes('hand'));
    expect(new Set(first.map(({ a }) => a === 'hand'))).toEqual(new Set([true, false]));
  });

  it('gives the same draw for a seed, another for another', () => {
    expect(drawItems(texts(), both)).toEqual({ items, key });
    expect(drawItems(texts(), { ...both, seed: 4 }).items).not.toEqual(items);
  });

  it('refuses texts that disagree about their brief, two of one source, and pairs of nobody', () => {
    const [first, second, ...rest] = texts();
    expect(() => drawItems([first!, { ...second!, client: 'мужчина' }, ...rest], both)).toThrow('disagree');
    expect(() => drawItems([first!, first!], both)).toThrow('two texts');
    expect(() => drawItems(texts(), { ...both, pairsOf: [['hand', 'nobody']] })).toThrow('no text is by nobody');
  });

  it('is read back as it was written', () => {
    expect(parseItems('items.jsonl', toJsonLines(items))).toEqual(items);
  });

  it('orders a sheet by its judge', () => {
    expect(orderForJudge(items, 'anna')).not.toEqual(orderForJudge(items, 'boris'));
    expect(orderForJudge(items, 'anna')).toEqual(orderForJudge(items, 'anna'));
  });
});

describe('collectJudgements', () => {
  const { items, key } = drawItems(texts(), both);
  const filled = () =>
    blankAnswers(items).map((answer) =>
      'better' in answer ? { ...answer, better: 'tie' } : { ...answer, grammar: 5, sense: 4, fit: 3, persuasion: 2 },
    ) as Record<string, unknown>[];
  const collect = (answers: readonly unknown[]) =>
    collectJudgements(key, [{ judge: 'anna', file: 'anna.jsonl', content: toJsonLines(answers) }]);

  it('takes a sheet that is filled in', () => {
    expect(collect(filled())).toMatchObject({ problems: [] });
    expect(collect(filled()).judgements).toHaveLength(items.length);
  });

  it('refuses an unfilled sheet line by line', () => {
    const { judgements, problems } = collect(blankAnswers(items));
    expect(judgements).toEqual([]);
    expect(problems).toHaveLength(23 * 4 + 23);
    expect(problems[0]).toMatch(/^anna\.jsonl, line 1: [sp]-\w+: \w+ is missing$/);
  });

  it.each([
    ['an unknown id', (answer: object) => ({ ...answer, id: 's-zzzzzz' }), 'line 1: id s-zzzzzz is unknown to the key'],
    ['no id', (answer: object) => ({ ...answer, id: undefined }), 'line 1: id is missing'],
    ['a score out of range', (answer: object) => ({ ...answer, grammar: 6 }), 'grammar must be an integer from 1 to 5'],
    ['half a score', (answer: object) => ({ ...answer, fit: 3.5 }), 'fit must be an integer from 1 to 5'],
    ['a missing score', (answer: object) => ({ ...answer, sense: null }), 'sense is missing'],
  ])('refuses %s', (_, change, problem) => {
    const [first, ...rest] = filled().sort((answer) => ('better' in answer ? 1 : -1));
    expect(collect([change(first!), ...rest]).problems.join('\n')).toContain(problem);
  });

  it('refuses a word that is no choice, an item answered twice, an item left out, a judge with two sheets', () => {
    const answers = filled();
    const pair = answers.findIndex((answer) => 'better' in answer);
    const wrong = answers.with(pair, { ...answers[pair], better: 'c' });
    expect(collect(wrong).problems).toEqual([expect.stringContaining('better must be a, b or tie')]);
    expect(collect([...answers, answers[0]]).problems).toEqual([
      expect.stringContaining('is answered on line 1 already'),
    ]);
    expect(collect(answers.slice(1)).problems).toEqual([expect.stringContaining('1 items have no line')]);
    const sheet = { judge: 'anna', file: 'anna.jsonl', content: toJsonLines(answers) };
    expect(collectJudgements(key, [sheet, sheet]).problems).toEqual([expect.stringContaining('has two sheets')]);
  });
});

describe('reportJudgements', () => {
  it('finds the better source, in scores and in pairs, whatever the order was', () => {
    const { items, key } = drawItems(texts(), both);
    const preferred = (source: string): number => ({ hand: 5, model: 3, rules: 1 })[source]!;
    const sheets = ['anna', 'boris'].map((judge) => ({
      judge,
      file: judge,
      content: toJsonLines(
        items.map(({ id, kind }) => {
          if (kind === 'pair') {
            const { a, b } = key.pairs[id]!;
            return { id, better: preferred(a) > preferred(b) ? 'a' : 'b' };
          }
          const score = preferred(key.scores[id]!.sources[0]!);
          return { id, grammar: score, sense: score, fit: score, persuasion: score };
        }),
      ),
    }));
    const { judgements, problems } = collectJudgements(key, sheets);
    expect(problems).toEqual([]);
    const lines = reportJudgements(key, judgements).split('\n');
    expect(lines.find((line) => line.startsWith('| hand | 8'))).toContain('5.00 [5.00, 5.00]');
    expect(lines.find((line) => line.startsWith('| hand − model'))).toContain('2.00 [2.00, 2.00]');
    expect(lines.find((line) => line.startsWith('| hand : model'))).toMatch(/\| 8 \| 100 % \[68, 100\] \| 0 %/);
    // The pair of the same text is a tie.
    expect(lines.find((line) => line.startsWith('| model : rules'))).toMatch(/\| 8 \| 88 % \[\d+, \d+\] \| 13 %/);
    expect(lines.find((line) => line.startsWith('| grammar |'))).toBe('| grammar | 1.00 |');
  });
});

describe('texts of the corpus', async () => {
  const name = join('tests', 'data', 'copy_corpus.jsonl');
  const corpus = parseCorpus(name, await readFile(join(repositoryRoot, name), 'utf8'));

  it('gives briefs in equal shares of channels, many products, the same for a seed', () => {
    const briefs = drawBriefs(corpus, 48, 5);
    expect(channelCodes.map((code) => briefs.filter(({ channel }) => channel === code).length)).toEqual(
      channelCodes.map(() => 6),
    );
    expect(new Set(briefs.map(({ product }) => product)).size).toBeGreaterThan(10);
    expect(drawBriefs(corpus, 48, 5)).toEqual(briefs);
    expect(drawBriefs(corpus, 48, 6)).not.toEqual(briefs);
    expect(() => drawBriefs(corpus, 10_000, 5)).toThrow('--briefs must be at most');
  });

  it('has rules, chance and the person write to the same briefs, each in its own words', async () => {
    const briefs = drawBriefs(corpus, 16, 5);
    const written = await Promise.all(
      (['rules', 'random', 'hand'] as const).map((writer) => writeTexts(writer, briefs, 5)),
    );
    const lines = parseTextLines('texts', toJsonLines(written.flat()));
    const { key } = drawItems(lines, both);
    expect(new Set(Object.values(key.scores).map(({ brief }) => brief))).toEqual(new Set(briefs.map(({ id }) => id)));
    expect(written[2]!.map(({ body }) => body)).toEqual(briefs.map(({ handBody }) => handBody));
    expect(written[0]!.map(({ body }) => body)).not.toEqual(written[1]!.map(({ body }) => body));
  });
});

describe('grades of threads', () => {
  const threads = ['one', 'two', 'three'].map(
    (id): Thread => ({
      ...{ id, version: '0123456789ab', product: 'CC', channel: 'SMS', need: 'finance', gender: 'u', age: 'u' },
      ...{ signals: [], idea: id, claims: [], positions: [[`Мысль ${id}.`, `Слово ${id}.`], ['Вот.']] },
    }),
  );
  const keys = threads.map(gradeKey);

  it('shows texts of every thread, and asks for a grade of that version', () => {
    const { markdown, lines } = threadSheet(threads, 1);
    expect(lines).toEqual(keys.map((thread) => ({ thread, grade: null })));
    expect(markdown.match(/^- (Мысль|Слово) (one|two|three)\. Вот\.$/gmu)).toHaveLength(9);
  });

  it('averages the sheets, keeps the grades of what nobody read again, forgets what was edited', () => {
    const sheet = (judge: string, ...grades: readonly [string, number | null][]) => ({
      judge,
      file: `${judge}.jsonl`,
      content: toJsonLines(grades.map(([thread, grade]) => ({ thread, grade }))),
    });
    const before = new Map([
      [keys[0]!, 2],
      [keys[1]!, 3],
      ['gone@0123456789ab', 5],
    ]);
    const collected = collectGrades(threads, before, [
      sheet('anna', [keys[0]!, 4], [keys[2]!, null], ['one@ffffffffffff', 1]),
      sheet('boris', [keys[0]!, 5]),
    ]);
    expect(collected.problems).toEqual([]);
    expect(collected.outdatedCount).toBe(1);
    expect([...collected.grades]).toEqual([
      [keys[0]!, 4.5],
      [keys[1]!, 3],
    ]);
  });

  it('names file and line of what is no grade', () => {
    const content = `{"thread": "${keys[0]}", "grade": 6}\nnot JSON\n`;
    const { problems } = collectGrades(threads, new Map(), [{ judge: 'anna', file: 'anna.jsonl', content }]);
    expect(problems).toEqual([expect.stringMatching(/^anna\.jsonl, line 1: /), expect.stringContaining('line 2: ')]);
  });
});
