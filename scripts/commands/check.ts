/**
 * npm run check: everything that can be said of the code without running it. All steps run, whichever fails; names as
 * arguments choose some (`npm run check -- types lint`). The last line counts them.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareDirectories } from '../checks/compare-directories.ts';
import { checkExactVersions } from '../checks/exact-versions.ts';
import { CommandError, runMain } from '../report.ts';
import { repositoryRoot } from '../repository.ts';
import { runProgram } from '../run-program.ts';
import { describeCounts } from '../tests/count-tests.ts';

/** A check gives what it found, empty when all is well. */
type Check = () => Promise<string>;

const baselinePath = 'proto/baseline/marketing.binpb';

const checks: Readonly<Record<string, Check>> = {
  types: program('tsc', '-p', '.'),
  'web-types': program('tsc', '-p', 'adapter/web'),
  lint: program('biome', 'check', '--error-on-warnings', '.'),
  'proto-lint': program('buf', 'lint'),
  'proto-breaking': checkBreaking,
  generated: checkGenerated,
  'dead-code': program('knip', '--no-progress'),
  versions: checkVersions,
};

await runMain(async (names) => {
  const unknown = names.filter((name) => !(name in checks));
  if (unknown.length > 0) {
    throw new CommandError(`no check ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}`);
  }
  let passed = 0;
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const startedMs = performance.now();
    const found = await check();
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    process.stdout.write(`${found === '' ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
    if (found === '') passed += 1;
    else failed += 1;
    if (found !== '') process.stdout.write(`${found.trimEnd().replaceAll(/^/gm, '       ')}\n`);
  }
  process.stdout.write(`${describeCounts({ passed, failed, skipped: 0 })}\n`);
  return failed === 0 ? 0 : 1;
});

function program(...command: [string, ...string[]]): Check {
  return async () => {
    const { code, output } = await runProgram(command, { output: 'keep' });
    return code === 0 ? '' : output || `exit code ${code}`;
  };
}

/** The contract keeps every promise of the committed one. Built to a file first: only our own module is compared. */
async function checkBreaking(): Promise<string> {
  return await inTemporaryDirectory(async (directory) => {
    const image = join(directory, 'now.binpb');
    const build = await runProgram(['buf', 'build', '--path', 'proto/marketing', '--output', image], {
      output: 'keep',
    });
    if (build.code !== 0) return build.output;
    return await program('buf', 'breaking', image, '--exclude-imports', '--against', baselinePath)();
  });
}

/** proto/gen is what buf makes of the contracts now, and the page of rules what the rules say. */
async function checkGenerated(): Promise<string> {
  // Here, not above: the other steps need nothing of the server.
  const { renderRules, rulesPagePath } = await import('../reference/render-rules.ts');
  return await inTemporaryDirectory(async (directory) => {
    const { code, output } = await runProgram(['buf', 'generate', '--output', directory], { output: 'keep' });
    if (code !== 0) return output;
    const lines = await compareDirectories(join(repositoryRoot, 'proto/gen'), join(directory, 'proto/gen'));
    const page = await readFile(join(repositoryRoot, rulesPagePath), 'utf8').catch(() => undefined);
    if (page !== renderRules()) lines.push(`${rulesPagePath} is ${page === undefined ? 'missing' : 'stale'}`);
    return lines.length > 0 ? `${lines.join('\n')}\nrun: npm run generate` : '';
  });
}

async function inTemporaryDirectory(check: (directory: string) => Promise<string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'offerwright-check-'));
  try {
    return await check(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function checkVersions(): Promise<string> {
  const { output } = await runProgram(['git', 'ls-files', '*package.json'], { output: 'keep' });
  const paths = output.trim().split('\n');
  return (await checkExactVersions(paths.map((path) => join(repositoryRoot, path)))).join('\n');
}
