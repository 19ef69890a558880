import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EngineError } from './engine.ts';
import { findModelFile, type ModelChoice } from './find-model.ts';

const content = Buffer.from('GGUF and some weights');
const sha256 = createHash('sha256').update(content).digest('hex');

let directory: string;
let choice: ModelChoice;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'offerwright-model-'));
  const entry = (name: string) => ({
    name,
    fileName: `${name}.gguf`,
    bytes: content.length,
    sha256: name === 'good' ? sha256 : createHash('sha256').update(name).digest('hex'),
    licence: 'Apache-2.0',
    licenceUrl: 'https://example.org/licence',
    strong: name === 'good',
    sources: [{ kind: 'huggingface', repository: 'a/b', revision: 'main', file: 'x.gguf' }],
  });
  const models = ['good', 'short', 'altered', 'missing'].map(entry);
  writeFileSync(join(directory, 'registry.json'), JSON.stringify({ models }));
  writeFileSync(join(directory, 'good.gguf'), content);
  writeFileSync(join(directory, 'short.gguf'), content.subarray(1));
  writeFileSync(join(directory, 'altered.gguf'), content);
  writeFileSync(join(directory, 'own.gguf'), 'GGUF of the bank');
  choice = {
    modelPath: null,
    modelName: 'good',
    modelsDir: directory,
    registryPath: join(directory, 'registry.json'),
    useLocalModel: true,
  };
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function reasonOf(change: Partial<ModelChoice>): Promise<string> {
  const error: unknown = await findModelFile({ ...choice, ...change }).catch((thrown) => thrown);
  if (!(error instanceof EngineError)) throw new Error('an EngineError should be thrown');
  expect(error.reason).not.toContain(directory);
  return error.reason;
}

test("the registry's file is found and named by the registry", async () => {
  expect(await findModelFile(choice)).toEqual({
    modelPath: join(directory, 'good.gguf'),
    modelName: 'good',
    modelSha256: sha256,
    modelLicence: 'Apache-2.0',
    strong: true,
  });
});

test('a local path wins, and its file is known by its hash whatever it is called', async () => {
  const path = join(directory, 'altered.gguf');
  expect(await findModelFile({ ...choice, modelPath: path, modelName: 'missing' })).toMatchObject({
    modelPath: path,
    modelName: 'good',
    strong: true,
  });
});

test('a local file that the registry does not know is called after itself and is not strong', async () => {
  expect(await findModelFile({ ...choice, modelPath: join(directory, 'own.gguf') })).toMatchObject({
    modelName: 'own',
    modelLicence: 'not in the registry',
    strong: false,
  });
});

test.each([
  { change: { modelName: 'missing' }, reason: 'the model file does not exist' },
  { change: { modelPath: '/no/such/file.gguf' }, reason: 'the model file does not exist' },
  { change: { modelName: 'short' }, reason: 'damaged: it has 20 bytes, the registry says 21' },
  { change: { modelName: 'altered' }, reason: 'damaged: its SHA-256' },
  { change: { modelName: 'unheard-of' }, reason: 'is not in the registry, which knows good, short' },
  { change: { registryPath: '/no/registry.json' }, reason: 'the model registry cannot be read' },
])('$change: $reason', async ({ change, reason }) => {
  expect(await reasonOf(change)).toContain(reason);
});
