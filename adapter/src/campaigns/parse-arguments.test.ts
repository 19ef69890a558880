import { describe, expect, it } from 'vitest';
import { CampaignError } from './campaign-error.ts';
import { helpText } from './help.ts';
import { parseArguments } from './parse-arguments.ts';

const complete = ['--clients', 'in.xlsx', '--product', 'CC', '--channel', 'SMS', '--out', 'out/texts.csv'];

function messageOf(argv: readonly string[]): string {
  try {
    parseArguments(argv, '/work');
  } catch (error) {
    expect(error).toBeInstanceOf(CampaignError);
    expect((error as CampaignError).exitCode).toBe(2);
    return (error as CampaignError).message;
  }
  throw new Error('no error came');
}

function replaced(option: string, value: string): string[] {
  const at = complete.indexOf(option);
  return at < 0 ? [...complete, option, value] : complete.toSpliced(at + 1, 1, value);
}

describe('parseArguments', () => {
  it('fills in the defaults and resolves paths from the caller’s folder', () => {
    expect(parseArguments(complete, '/somewhere')).toEqual({
      clientsPath: '/somewhere/in.xlsx',
      clientsFormat: 'xlsx',
      outPath: '/somewhere/out/texts.csv',
      outFormat: 'csv',
      summaryPath: null,
      productCode: 'CC',
      channelCode: 'SMS',
      options: {
        profile: 'strict',
        concern: null,
        policy: 'model_first',
        temperature: null,
        language: 'ru',
        answerWithinMs: 2000,
        approvedOnly: false,
      },
      seed: null,
      limit: null,
      concurrency: null,
      fresh: false,
    });
  });

  it('takes every option, with a space or with =', () => {
    const given = parseArguments(
      [
        ...complete,
        ...['--seed=0', '--limit', '7', '--profile', 'law2025', '--concern', 'support', '--policy=rules_only'],
        ...['--temperature', '0.5', '--language', 'en', '--answer-within-ms', '50', '--concurrency', '3', '--fresh'],
        ...['--summary', 'sum.json', '--approved-only'],
      ],
      '/w',
    );
    expect(given).toMatchObject({
      seed: 0,
      limit: 7,
      concurrency: 3,
      fresh: true,
      summaryPath: '/w/sum.json',
      options: {
        profile: 'law2025',
        concern: 'support',
        policy: 'rules_only',
        temperature: 0.5,
        language: 'en',
        answerWithinMs: 50,
        approvedOnly: true,
      },
    });
  });

  it.each([
    [complete.slice(2), /^--clients: .*must be given; nothing came\.$/],
    [complete.slice(0, -2), /^--out: .*must be given; nothing came\.$/],
    [complete.toSpliced(2, 2), /^--product: .*must be given/],
    [complete.toSpliced(4, 2), /^--channel: .*must be given/],
    [replaced('--clients', 'in.pdf'), /^--clients: .*\.xlsx, \.csv; \.pdf came\.$/],
    [replaced('--out', 'texts'), /^--out: .*\.xlsx, \.csv, \.jsonl; a name without an extension came\.$/],
    [replaced('--summary', 's.txt'), /^--summary: .*\.json; \.txt came\.$/],
    [replaced('--seed', '4294967296'), /^--seed: a whole number from 0 to 4294967295; "4294967296" came\.$/],
    [replaced('--seed', '1.5'), /^--seed: .*"1\.5" came/],
    [replaced('--limit', '0'), /^--limit: a whole number from 1 to 1000000; "0" came\.$/],
    [replaced('--limit', '1e3'), /^--limit: .*"1e3" came/],
    [replaced('--profile', 'loose'), /^--profile: one of strict, law2025; "loose" came\.$/],
    [replaced('--concern', 'price'), /^--concern: one of finance, efficiency, purchase, support; "price" came\.$/],
    [replaced('--policy', 'x'), /^--policy: one of model_first, rules_only; "x" came\.$/],
    [replaced('--temperature', '2.1'), /^--temperature: a number from 0 to 2; "2\.1" came\.$/],
    [replaced('--temperature', 'NaN'), /^--temperature: .*"NaN" came/],
    [replaced('--language', 'de'), /^--language: one of ru, en; "de" came\.$/],
    [replaced('--answer-within-ms', '2001'), /^--answer-within-ms: a whole number from 50 to 2000; "2001" came\.$/],
    [replaced('--concurrency', '257'), /^--concurrency: a whole number from 1 to 256; "257" came\.$/],
    [[...complete, '--seed', '1', '--seed', '2'], /^--seed: at most once; it came twice\.$/],
    [[...complete, '--speed', '1'], /Unknown option '--speed'.*Known options: --clients, /],
    [[...complete, 'extra'], /'extra'/],
    [[...complete, '--seed'], /--seed/],
    [[...complete, '--fresh=yes'], /--fresh/],
    [replaced('--product', 'x'.repeat(65)), /^--product: at most 64 characters; 65 came\.$/],
  ])('refuses %j', (argv, message) => {
    expect(messageOf(argv)).toMatch(message);
  });

  it('gives help alone, and help names every option', () => {
    expect(parseArguments(['--help'], '/w')).toBeNull();
    expect(parseArguments(['-h'], '/w')).toBeNull();
    const known = messageOf(['--nonsense']).split('Known options: ')[1]!.replace('.', '').split(', ');
    expect(known.length).toBeGreaterThan(10);
    for (const option of known) expect(helpText).toContain(option);
  });
});
