/**
 * npm run generate: makes the generated files anew from the contracts: proto/gen.
 * With --baseline also proto/baseline/marketing.binpb, which `buf breaking` compares with: at a release, and never to
 * silence that check.
 */
import { runMain } from '../report.ts';
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
  return 0;
});
