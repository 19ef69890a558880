/** What the command takes, and its arguments as values. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CommandError } from '../report.ts';

export const usage = `usage: npm run -s propensity -- COMMAND …
  fit            --train FILE.csv [--test FILE.csv] --target COLUMN --positive VALUE --model logistic|boosted
                 [--drop COLUMN,…] [--schema FILE.json] [--seed N] [--weights none|balanced]
                 [--calibration none|platt|isotonic] [--title TEXT] [--product CODE] [--out MODEL.json] [--json]
  fit-outcomes   --out DIRECTORY [--product CODE] [--model logistic|boosted] [--quiet-days N] [--seed N]
  predict        --model MODEL.json --in FILE.csv --out FILE.csv [--reasons N] [--language ru|en]
  cross-validate --train FILE.csv --target COLUMN --positive VALUE --model logistic|boosted
                 [--drop …] [--schema …] [--folds N] [--seed N] [--weights …] [--calibration …] [--json]
  retailrocket   --events FILE.csv [--seeds N] [--json]
  retailrocket-generate --rows N --out FILE.csv [--seed N]`;

export function parse<const Options extends NonNullable<ParseArgsConfig['options']>>(
  commandArguments: string[],
  options: Options,
) {
  try {
    return parseArgs({ args: commandArguments, options }).values;
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

export function required(value: string | undefined, name: string): string {
  if (!value) throw new CommandError(`${name} is missing\n${usage}`);
  return value;
}

export function whole(value: string, name: string, least: number, most: number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < least || number > most) {
    throw new CommandError(`${name} must be a whole number from ${least} to ${most}`);
  }
  return number;
}

export function oneOf<Value extends string>(value: string, name: string, known: readonly Value[]): Value {
  const found = known.find((one) => one === value);
  if (!found) throw new CommandError(`${name} must be one of ${known.join(', ')}`);
  return found;
}
