/**
 * npm run -s propensity -- fit|fit-outcomes|predict|cross-validate|retailrocket|retailrocket-generate …: propensity models
 * (docs/INSIGHT.md). Results on standard output, what is said on the way on standard error. Exit code 1 with one line when
 * something is wrong with what was given.
 */
import { PropensityError } from '../../server/src/propensity/table.ts';
import { crossValidate } from '../propensity/cross-validate.ts';
import { fit } from '../propensity/fit.ts';
import { fitOutcomes } from '../propensity/fit-outcomes.ts';
import { predict } from '../propensity/predict.ts';
import { generateRetailRocket, runRetailRocket } from '../propensity/run-retailrocket.ts';
import { usage } from '../propensity/usage.ts';
import { CommandError, runMain } from '../report.ts';

const commands: Readonly<Record<string, (commandArguments: string[]) => Promise<number>>> = {
  fit,
  'fit-outcomes': fitOutcomes,
  predict,
  'cross-validate': crossValidate,
  retailrocket: runRetailRocket,
  'retailrocket-generate': generateRetailRocket,
};

await runMain(async ([name, ...rest]) => {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new CommandError(usage);
  try {
    return await command(rest);
  } catch (error) {
    throw error instanceof PropensityError ? new CommandError(error.message, { cause: error }) : error;
  }
});
