/** Reads the model file of models/concerns. */
import { readFile } from 'node:fs/promises';
import { type ConcernModel, readConcernModel } from './concern-model.ts';

/** @throws Error when the file is missing or is not such a model. */
export async function loadConcernModel(path: string): Promise<ConcernModel> {
  return readConcernModel(await readFile(path, 'utf8'));
}
