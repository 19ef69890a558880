/**
 * npm run generate: makes the generated files anew: proto/gen from the contracts, docs/reference/rules.md from the rules.
 * With --baseline also proto/baseline/marketing.binpb, which `buf breaking` compares with: at a release, and never to
 * silence that check.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renderRules, rulesPagePath } from '../reference/render-rules.ts';
import { runMain } from '../report.ts';
import { repositoryRoot } from '../repository.ts';
import { runProgram } from '../run-program.ts';

await runMain(async (commandArguments) => {
  const steps: [string, ...string[]][] = [['buf', 'generate']];
  if (commandArguments.includes('--baseline')) {
    steps.push(['buf', 'build', '--path', 'proto/marketing', '--output', 'proto/baseline/marketing.binpb']);
  }
  for (const step of steps) {
    const { code } = await runProgram(step, { output: 'pass' });
    if (code !== 0) return code;
  }
  const rulesPage = join(repositoryRoot, rulesPagePath);
  await mkdir(dirname(rulesPage), { recursive: true });
  await writeFile(rulesPage, renderRules());
  return 0;
});
