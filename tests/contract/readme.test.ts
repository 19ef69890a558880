/**
 * Runs the commands that README.md shows against the running service. The mark, the expected text and what is replaced:
 * docs/CONTRACTS.md.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { administratorPassword, useRunningService } from '../kit/running-service.ts';
import { missingLine, readBlocks, useAddresses } from './readme-blocks.ts';

const run = promisify(execFile);
const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
const blocks = readBlocks(readme);
const commandTimeoutMs = 60_000;
const grpcurlVersion = 'v1.9.3';
const goDirectory = join(homedir(), 'go', 'bin');
const path = [process.env.PATH, goDirectory, '/usr/local/go/bin'].join(delimiter);
const service = useRunningService();

/** @returns why there is no grpcurl here, or null. */
function prepareGrpcurl(): string | null {
  const find = (name: string): string | undefined =>
    path
      .split(delimiter)
      .map((directory) => join(directory, name))
      .find((file) => existsSync(file));
  if (find('grpcurl')) return null;
  const go = find('go');
  if (!go) return 'neither grpcurl nor go is on this machine';
  try {
    const target = `github.com/fullstorydev/grpcurl/cmd/grpcurl@${grpcurlVersion}`;
    execFileSync(go, ['install', target], { env: { ...process.env, PATH: path, GOBIN: goDirectory }, stdio: 'pipe' });
    return null;
  } catch (error) {
    return `go install of grpcurl failed: ${String((error as { stderr?: Buffer }).stderr).slice(-500)}`;
  }
}

describe('README.md', () => {
  let noGrpcurl: string | null = null;

  beforeAll(() => {
    noGrpcurl = prepareGrpcurl();
    if (noGrpcurl) console.log(`commands with grpcurl are skipped: ${noGrpcurl}`);
  }, 300_000);

  test.for(blocks.map((block) => [block.line, block] as const))('line %i', async ([, block], { skip }) => {
    if (block.commands.includes('grpcurl') && noGrpcurl) skip(noGrpcurl);
    const { server, adapter } = service();
    const addresses = {
      rest: new URL(adapter.url).host,
      grpc: server.grpcAddress,
      connect: new URL(server.connectUrl).host,
    };
    const commands = useAddresses(block.commands, addresses);
    const { stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', commands], {
      cwd: repositoryRoot,
      env: { ...process.env, PATH: path, PASSWORD: administratorPassword },
      timeout: commandTimeoutMs,
      maxBuffer: 16 * 1024 * 1024,
    });
    const missing = missingLine(stdout + stderr, block.expected);
    expect(missing, `is not in what the commands print:\n${stdout}${stderr}`).toBeNull();
  });

  test.for([
    ['curl with basic auth', /curl.*-u\s*['"]?admin:\$\{?PASSWORD/s],
    ['NDJSON', /curl.*ndjson/s],
    ['grpcurl, unary', /grpcurl.*GenerationService\/(CheckText|DescribeModel)/s],
    ['grpcurl, stream', /grpcurl.*GenerationService\/Generate/s],
    ['grpcurl, health', /grpcurl.*grpc\.health\.v1\.Health/s],
    ['grpcurl, reflection', /grpcurl.*\b(list|describe)\b/s],
  ] as const)('shows %s', ([, shown]) => {
    expect(blocks.filter(({ commands }) => shown.test(commands)).map(({ line }) => line)).not.toEqual([]);
  });
});

describe('the reader of README.md', () => {
  const markdown = [
    'Text',
    '<!-- test -->',
    '```sh',
    'echo one',
    '```',
    '',
    '```text',
    '{"id": 1, … "source":',
    'end',
    '```',
    '```sh',
    'echo not a test',
    '```',
  ].join('\n');

  test('takes marked blocks with what they print', () => {
    expect(readBlocks(markdown)).toEqual([
      { line: 2, commands: 'echo one\n', expected: ['{"id": 1, … "source":', 'end'] },
    ]);
  });

  test('refuses a mark without commands, and commands without an expectation', () => {
    expect(() => readBlocks('<!-- test -->\n\nText')).toThrow('1 test marks, 0 of them');
    expect(() => readBlocks('<!-- test -->\n```sh\ntrue\n```\n')).toThrow('README.md:1: no text block');
  });

  test('finds the first line that is missing', () => {
    const expected = readBlocks(markdown)[0]!.expected;
    expect(missingLine('{"id": 1,\n  "text": "…",   "source": "model"}\nthe end', expected)).toBeNull();
    expect(missingLine('{"id": 2, "source": "model"} end', expected)).toBe('{"id": 1, … "source":');
    expect(missingLine('end {"id": 1, "source": 1}', expected)).toBe('end');
  });

  test('replaces the default addresses only', () => {
    const addresses = { rest: '127.0.0.1:1', grpc: '127.0.0.1:2', connect: '127.0.0.1:3' };
    const commands = 'curl http://localhost:8080/v1 127.0.0.1:50051 localhost:50052 127.0.0.1:80801 x:8080';
    expect(useAddresses(commands, addresses)).toBe(
      'curl http://127.0.0.1:1/v1 127.0.0.1:2 127.0.0.1:3 127.0.0.1:80801 x:8080',
    );
  });
});
