import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from './repository.ts';

function run(...commandArguments: string[]) {
  const file = join(repositoryRoot, 'scripts', 'run.mjs');
  return spawnSync(process.execPath, [file, ...commandArguments], { cwd: tmpdir(), encoding: 'utf8' });
}

const commands = [
  'bench',
  'campaign',
  'catalogue',
  'check',
  'company-report',
  'concerns',
  'copybook',
  'generate',
  'interview',
  'journey',
  'judge',
  'law-check',
  'law-fairness',
  'law-replay',
  'market',
  'propensity',
  'screenshots',
  'start',
  'test',
];

test('names the commands when the one that came is none', () => {
  const { status, stdout, stderr } = run('no-such-command');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(`commands: ${commands.join(', ')}`);
});

test('passes arguments on, keeps standard output to the command, and gives its exit code', () => {
  const { status, stdout, stderr } = run('check', 'no such check');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('no check no such check; there are types, web-types, lint');
  const good = run('check', 'versions');
  expect(good.stderr).toBe('');
  expect(good.stdout).toMatch(/^ok {5}versions \(\d+\.\d s\)\n1 passed, 0 failed\n$/);
  expect(good.status).toBe(0);
});
