/**
 * Brings the model to this machine: `node scripts/fetch-model.ts [--name NAME] [--dir DIRECTORY]`.
 * Without options, what the server's settings say (OFFERWRIGHT_MODEL_PATH, _MODEL_NAME, _MODELS_DIR). Prints the file's
 * path on standard output, progress on standard error. Fetches nothing that is there.
 */
import { parseArgs } from 'node:util';
import { type Config, ConfigError, readConfig } from '../server/src/config.ts';
import { readRegistry } from '../server/src/engine/registry.ts';
import { ensureLocalModel } from './model/ensure-local-model.ts';
import { ensureModel, type ModelFile } from './model/ensure-model.ts';
import { createProgress } from './model/progress.ts';
import { CommandError, runMain } from './report.ts';

export interface ModelChoice {
  readonly name?: string;
  readonly modelsDir?: string;
}

/** The configured model, fetched when it is missing, and the local model file built from it. @throws CommandError that says what is wrong and what to do. */
export async function ensureConfiguredModel(choice: ModelChoice = {}): Promise<ModelFile> {
  const config = readServerConfig();
  const progress = createProgress();
  const { registryPath, localLevers } = config;
  const model = await ensureModel({
    registry: await readRegistry(registryPath),
    name: choice.name ?? config.modelName,
    modelsDir: choice.modelsDir ?? config.modelsDir,
    modelPath: choice.name === undefined ? config.modelPath : null,
    progress,
  });
  if (model.entry && config.modelPath === null) await ensureLocalModel({ model, registryPath, localLevers, progress });
  return model;
}

function readServerConfig(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (error instanceof ConfigError) throw new CommandError(error.message);
    throw error;
  }
}

async function main(commandArguments: string[]): Promise<number> {
  const { name, dir } = parseOptions(commandArguments);
  const { path } = await ensureConfiguredModel({ name, modelsDir: dir });
  process.stdout.write(`${path}\n`);
  return 0;
}

function parseOptions(commandArguments: string[]): { readonly name?: string; readonly dir?: string } {
  try {
    return parseArgs({ args: commandArguments, options: { name: { type: 'string' }, dir: { type: 'string' } } }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${reason}\nusage: node scripts/fetch-model.ts [--name NAME] [--dir DIRECTORY]`);
  }
}

if (import.meta.main) await runMain(main);
