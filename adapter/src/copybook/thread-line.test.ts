import { describe, expect, it } from 'vitest';
import type { ThreadContent } from '../api/copybook.ts';
import { similarityOf, wordsOf } from './find-duplicates.ts';
import { newVariants } from './new-variants.ts';
import { parseCommand } from './run-copybook.ts';
import { formatThreadLine, sentencesOf, withoutSentences } from './thread-line.ts';

const content: ThreadContent = {
  id: 'FAMILY_CARD-1',
  product: 'FAMILY_CARD',
  channel: 'SMS',
  need: 'finance',
  signals: [],
  gender: 'u',
  age: 'u',
  idea: 'запас «на потом»',
  claims: [],
  positions: [['А.', 'Б.'], ['В.']],
  named: { position: 1, variants: ['Г «{name}».'] },
};

describe('a thread’s line', () => {
  it('is spelt as the files spell it', () => {
    expect(formatThreadLine(content)).toBe(
      '{"id": "FAMILY_CARD-1", "product": "FAMILY_CARD", "channel": "SMS", "need": "finance", "signals": [], ' +
        '"gender": "u", "age": "u", "idea": "запас «на потом»", "claims": [], "positions": [["А.", "Б."], ["В."]], ' +
        '"named": {"position": 1, "variants": ["Г «{name}»."]}}',
    );
    const { named: _, ...plain } = content;
    expect(formatThreadLine(plain)).not.toContain('named');
    expect(JSON.parse(formatThreadLine(content))).toEqual(content);
  });

  it('counts named sentences after the plain ones', () => {
    expect(sentencesOf(content)).toEqual([
      ['А.', 'Б.'],
      ['В.', 'Г «{name}».'],
    ]);
  });

  it('leaves withdrawn sentences out, and is none where a position has no other', () => {
    expect(withoutSentences(content, [[0, 1]])).toMatchObject({ positions: [['А.'], ['В.']], named: content.named });
    expect(withoutSentences(content, [[1, 0]])).toBeNull();
    expect(withoutSentences(content, [[1, 1]])).toBeNull();
  });
});

describe('the sentences of a revision', () => {
  it('keep status and author by their wording, wherever they stand now', () => {
    const known = [
      { thread_id: content.id, text: 'В.', status: 'approved', author: 'one' },
      { thread_id: content.id, text: 'А.', status: 'retired', author: null },
    ] as const;
    const rows = newVariants({ content, revision: 2, author: 'two', known });
    expect(rows.map(({ text, status, author }) => [text, status, author])).toEqual([
      ['А.', 'retired', null],
      ['Б.', 'draft', 'two'],
      ['В.', 'approved', 'one'],
      ['Г «{name}».', 'draft', 'two'],
    ]);
  });
});

describe('likeness', () => {
  it('is words in common of all words', () => {
    expect(similarityOf(wordsOf('Её ждёт карта.'), wordsOf('ее ждет КАРТА!'))).toBe(1);
    expect(similarityOf(wordsOf('одна карта'), wordsOf('одна ипотека'))).toBeCloseTo(1 / 3);
    expect(similarityOf(wordsOf('—'), wordsOf('—'))).toBe(0);
  });
});

describe('the command line', () => {
  it('is read', () => {
    expect(parseCommand(['import', '--dir', 'x', '--approve', ' Анна '], '/w')).toEqual({
      act: 'import',
      directory: '/w/x',
      approvedBy: 'Анна',
      isDryRun: false,
    });
    expect(parseCommand(['export', 'y'], '/w')).toEqual({ act: 'export', directory: '/w/y' });
    expect(parseCommand(['coverage'], '/w')).toEqual({ act: 'coverage' });
    expect(parseCommand(['--help'], '/w')).toBeNull();
  });

  it.each([
    [['import', 'x'], 'too many words'],
    [['export'], 'takes a directory'],
    [['coverage', '--dry-run'], 'go with import'],
    [['import', '--unknown'], 'Unknown option'],
    [[], 'the first word'],
  ])('%j is refused', (words, message) => {
    expect(() => parseCommand(words, '/w')).toThrow(message);
  });
});
