/** npm run screenshots: runs tests/browser/screenshots.ts, which draws the pictures of docs/UI.md anew. Needs chromium. */
import { join } from 'node:path';
import { ensureWeb } from '../build-web.ts';
import { CommandError, runMain } from '../report.ts';
import { repositoryRoot } from '../repository.ts';
import { runProgram } from '../run-program.ts';
import { ensureChromium, findChromium } from '../tests/find-chromium.ts';

await runMain(async () => {
  await ensureChromium();
  if (findChromium() === null) throw new CommandError('no chromium: set CHROMIUM_PATH');
  await ensureWeb();
  const file = join(repositoryRoot, 'tests', 'browser', 'screenshots.ts');
  return (await runProgram([process.execPath, file], { output: 'pass' })).code;
});
