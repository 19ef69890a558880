/**
 * npm test: all tests (or those named: `npm test -- tests/tidy`, with any option of vitest), on a real PostgreSQL and
 * the real model, which is fetched first when it is missing. The last line is "N passed, N failed".
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureWeb } from '../build-web.ts';
import { ensureConfiguredModel } from '../fetch-model.ts';
import { runMain } from '../report.ts';
import { repositoryRoot } from '../repository.ts';
import { runProgram } from '../run-program.ts';
import { countTests, describeCounts } from '../tests/count-tests.ts';
import { ensureChromium } from '../tests/find-chromium.ts';

await runMain(async (commandArguments) => {
  await ensureConfiguredModel();
  await ensureWeb();
  await ensureChromium();
  const directory = await mkdtemp(join(tmpdir(), 'offerwright-tests-'));
  try {
    const resultsPath = join(directory, 'results.json');
    const vitest = join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsPath}`];
    const command = [process.execPath, vitest, 'run', ...reporters, ...commandArguments] as const;
    const { code } = await runProgram([...command], { output: 'pass' });
    const counts = countTests(await readFile(resultsPath, 'utf8').catch(() => undefined), code);
    process.stdout.write(`${describeCounts(counts)}\n`);
    return code === 0 && counts.failed > 0 ? 1 : code;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
