import { describe, expect, it } from 'vitest';
import { identifyCampaign } from './identify-campaign.ts';
import { parseArguments, type ValidArguments } from './parse-arguments.ts';

const sha256 = 'a'.repeat(64);

function parsed(...more: string[]): ValidArguments {
  const required = ['--clients', 'in.csv', '--product', 'CC', '--channel', 'SMS', '--out', 'out.csv'];
  const given = more.filter((_, index) => index % 2 === 0);
  const kept = required.filter((_, index) => !given.includes(required[index - (index % 2)]!));
  return parseArguments([...kept, ...more], '/w')!;
}

describe('identifyCampaign', () => {
  const original = identifyCampaign(parsed(), sha256);

  it('gives 64 hexadecimal digits', () => {
    expect(original).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['--out', 'other.xlsx'],
    ['--clients', 'renamed.csv'],
    ['--concurrency', '7'],
    ['--summary', 's.json'],
    ['--profile', 'strict'],
  ])('is the same with %s %s', (option, value) => {
    expect(identifyCampaign(parsed(option, value), sha256)).toBe(original);
  });

  it('differs with everything that shapes the texts, each in its own way', () => {
    const changes = [
      ['--product', 'DC'],
      ['--channel', 'PUSH'],
      ['--profile', 'law2025'],
      ['--concern', 'finance'],
      ['--policy', 'rules_only'],
      ['--temperature', '0'],
      ['--temperature', '1'],
      ['--language', 'en'],
      ['--answer-within-ms', '1000'],
      ['--limit', '5'],
      ['--seed', '0'],
      ['--seed', '5'],
    ] as const;
    const keys = changes.map(([option, value]) => identifyCampaign(parsed(option, value), sha256));
    const required = ['--clients', 'in.csv', '--product', 'CC', '--channel', 'SMS', '--out', 'out.csv'];
    keys.push(identifyCampaign(parseArguments([...required, '--approved-only'], '/w')!, sha256));
    keys.push(original, identifyCampaign(parsed(), 'b'.repeat(64)));
    expect(new Set(keys).size).toBe(changes.length + 3);
  });
});
