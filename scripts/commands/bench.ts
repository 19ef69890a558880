/** npm run bench -- NAME [ARGUMENTS…]: runs tests/bench/NAME.ts; without a name, lists them. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureConfiguredModel } from '../fetch-model.ts';
import { CommandError, runMain } from '../report.ts';
import { repositoryRoot } from '../repository.ts';
import { runProgram } from '../run-program.ts';

await runMain(async ([name, ...benchArguments]) => {
  const directory = join(repositoryRoot, 'tests', 'bench');
  const files = await readdir(directory).catch(() => []);
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
  if (name === undefined || !names.includes(name)) {
    const known = names.length > 0 ? names.sort().join(', ') : 'none yet';
    throw new CommandError(`usage: npm run bench -- NAME [ARGUMENTS…]; benches in tests/bench: ${known}`);
  }
  await ensureConfiguredModel();
  const { code } = await runProgram([process.execPath, join(directory, `${name}.ts`), ...benchArguments], {
    output: 'pass',
  });
  return code;
});
