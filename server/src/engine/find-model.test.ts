import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asPublished, describeModelFile, EngineError } from './engine.ts';
import { findModelFile, type ModelChoice } from './find-model.ts';
import { type LocalModelNote, localModelPath, localNotePath, localRecipe } from './local-model.ts';

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
    localLevers: ['cut'],
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
    modelFile: asPublished,
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

describe('the local model file and the adapter', () => {
  const adapter = { name: 'taste', sha256: createHash('sha256').update('GGUF of a taste').digest('hex') };
  let withAdapter: ModelChoice;
  beforeAll(() => {
    const registry = JSON.parse(readFileSync(choice.registryPath, 'utf8'));
    const entry = {
      file: 'adapters/taste.gguf',
      bytes: 15,
      alpha: 8,
      card: 'adapters/taste.md',
      sha256: adapter.sha256,
    };
    registry.models[0].adapter = entry;
    writeFileSync(join(directory, 'with-adapter.json'), JSON.stringify(registry));
    mkdirSync(join(directory, 'adapters'));
    writeFileSync(join(directory, 'adapters', 'taste.gguf'), 'GGUF of a taste');
    withAdapter = { ...choice, registryPath: join(directory, 'with-adapter.json'), localLevers: ['cut', 'adapter'] };
  });

  test('without a local file the published one is served, and the adapter is applied as it loads', async () => {
    expect(await findModelFile(withAdapter)).toMatchObject({
      modelSha256: sha256,
      loraPath: join(directory, 'adapters', 'taste.gguf'),
      modelFile: { kind: 'published', adapterName: 'taste', adapterSha256: adapter.sha256 },
    });
    const plain = await findModelFile({ ...withAdapter, localLevers: [] });
    expect(plain.loraPath).toBeUndefined();
    expect(plain.modelFile).toEqual(asPublished);
  });

  test('the local file of the very recipe is served, and says what it is', async () => {
    const recipe = localRecipe(sha256, withAdapter.localLevers, adapter)!;
    const path = localModelPath(join(directory, 'good.gguf'), recipe);
    writeFileSync(path, 'GGUF cut');
    const note: LocalModelNote = {
      ...{ recipe, vocabularyTokens: 300, publishedVocabularyTokens: 900, cutRefusal: null, bytes: 8 },
      sha256: createHash('sha256').update('GGUF cut').digest('hex'),
    };
    writeFileSync(localNotePath(path), JSON.stringify(note));
    const found = await findModelFile(withAdapter);
    expect(found).toMatchObject({ modelPath: path, modelName: 'good', modelSha256: note.sha256, strong: true });
    expect(found.loraPath).toBeUndefined();
    expect(describeModelFile(found.modelFile, 300)).toBe('local, 300 of 900 tokens, adapter taste');
    expect((await findModelFile({ ...withAdapter, localLevers: ['cut'] })).modelFile).toEqual(asPublished);
    writeFileSync(path, 'GGUF cuT');
    await expect(findModelFile(withAdapter)).rejects.toThrow('the local model file is damaged');
    rmSync(localNotePath(path));
  });

  test('a damaged or missing adapter is an error without its path', async () => {
    writeFileSync(join(directory, 'adapters', 'taste.gguf'), 'GGUF of a tastE');
    expect(await reasonOf(withAdapter)).toBe('the adapter file is damaged: its SHA-256 is not that of the registry');
    rmSync(join(directory, 'adapters', 'taste.gguf'));
    expect(await reasonOf(withAdapter)).toBe('the adapter file does not exist');
  });
});
