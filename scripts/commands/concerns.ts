/**
 * npm run -s concerns -- --in FILE.jsonl --out FILE.jsonl: likelihoods of the four concerns, line by line.
 * npm run concerns -- train | split | score-with-model | measure-together: how the model comes about (docs/CONCERNS.md).
 *
 * Exit code 0: all lines were read; 2: some came back with `error`; 1: nothing was written.
 */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConcernModel } from '@offerwright/server/src/insight/concerns/index.ts';
import { estimateFile } from '../concerns/estimate-file.ts';
import { measureTogether } from '../concerns/measure-together.ts';
import { modelPath } from '../concerns/read-data.ts';
import { scoreWithModel } from '../concerns/score-with-model.ts';
import { trainModel, writeSplit } from '../concerns/train-model.ts';
import { CommandError, report, runMain } from '../report.ts';

const usage = `usage: npm run -s concerns -- --in FILE.jsonl --out FILE.jsonl
       npm run concerns -- train [--banking77 TEST.csv]
       npm run concerns -- split
       npm run concerns -- score-with-model --count N --out SCORES.jsonl
       npm run concerns -- measure-together --scores SCORES.jsonl`;

await runMain(async (commandArguments) => {
  const { values, positionals } = parse(commandArguments);
  const [command, more] = positionals;
  if (more !== undefined) throw new CommandError(usage);
  if (command === 'train') {
    await trainModel(values.banking77 === undefined ? null : resolve(values.banking77));
    return 0;
  }
  if (command === 'split') {
    await writeSplit();
    return 0;
  }
  if (command === 'score-with-model' && values.out) {
    const count = Number(values.count ?? '300');
    if (!Number.isSafeInteger(count) || count < 1) throw new CommandError('--count must be a whole number from 1');
    await scoreWithModel(count, resolve(values.out));
    return 0;
  }
  if (command === 'measure-together' && values.scores) {
    await measureTogether(resolve(values.scores));
    return 0;
  }
  if (command !== undefined || !values.in || !values.out) throw new CommandError(usage);
  return await estimate(resolve(values.in), resolve(values.out));
});

async function estimate(inPath: string, outPath: string): Promise<number> {
  const found = await stat(inPath).catch(() => null);
  if (!found?.isFile()) throw new CommandError(`${inPath} is not a file that can be read`);
  if (inPath === outPath) throw new CommandError('--in and --out must be two files');
  const { lines, errors } = await estimateFile(await loadConcernModel(modelPath), inPath, outPath).catch((cause) => {
    throw new CommandError(`${outPath} cannot be written`, { cause });
  });
  report(`${lines} lines in ${outPath}${errors > 0 ? `, ${errors} of them with "error"` : ''}`);
  return errors > 0 ? 2 : 0;
}

function parse(commandArguments: string[]) {
  try {
    return parseArgs({
      args: commandArguments,
      options: {
        in: { type: 'string' },
        out: { type: 'string' },
        banking77: { type: 'string' },
        count: { type: 'string' },
        scores: { type: 'string' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}
