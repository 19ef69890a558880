import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sha256OfFile } from './gguf-file.ts';
import { adapterPath, findModel, findModelBySha256, parseRegistry, readRegistry } from './registry.ts';

const registryPath = fileURLToPath(new URL('../../../models/registry.json', import.meta.url));
const registry = await readRegistry(registryPath);

test('the registry of the repository is whole', async () => {
  expect(registry.models.map(({ name }) => name)).toEqual([
    'qwen2.5-coder-0.5b-instruct-q4_k_m',
    'qwen2.5-coder-1.5b-instruct-q4_k_m',
  ]);
  for (const model of registry.models) {
    expect(model.licence).toBe('Apache-2.0');
    if (model.adapter) {
      const path = adapterPath(registryPath, model.adapter);
      expect(await sha256OfFile(path)).toBe(model.adapter.sha256);
      expect(statSync(path).size).toBe(model.adapter.bytes);
      expect(existsSync(join(dirname(registryPath), model.adapter.card))).toBe(true);
    }
    expect(model.sources.map(({ kind }) => kind)).toEqual(['huggingface', 'pypi']);
  }
});

test('finds a model by name and by the hash of its file', () => {
  const [first] = registry.models;
  expect(findModel(registry, first!.name)).toBe(first);
  expect(findModelBySha256(registry, first!.sha256)).toBe(first);
  expect(findModel(registry, 'another')).toBeNull();
  expect(findModelBySha256(registry, '0'.repeat(64))).toBeNull();
});

const entry = registry.models[0]!;
const adapter = { file: 'adapters/x.gguf', bytes: 1, sha256: '0'.repeat(64), alpha: 32, card: 'adapters/x.md' };

test('takes an adapter', () => {
  expect(parseRegistry({ models: [{ ...entry, adapter }] }).models[0]!.adapter).toEqual(adapter);
});

test.each([
  ['a hash that is none', { ...entry, sha256: 'abc' }, 'sha256'],
  ['a file outside the models directory', { ...entry, fileName: '../x.gguf' }, 'fileName'],
  ['no source', { ...entry, sources: [] }, 'sources'],
  ['an unknown kind of source', { ...entry, sources: [{ kind: 'ftp' }] }, 'sources'],
  ['a size that is none', { ...entry, bytes: -1 }, 'bytes'],
  ['an adapter without its card', { ...entry, adapter: { ...adapter, card: undefined } }, 'adapter.card'],
  ['an adapter outside its directory', { ...entry, adapter: { ...adapter, file: '../x.gguf' } }, 'adapter.file'],
  ['an alpha that is none', { ...entry, adapter: { ...adapter, alpha: 0 } }, 'adapter.alpha'],
  ['a field nobody reads', { ...entry, size: 1 }, 'size'],
])('refuses %s, naming the field', (_, wrong, field) => {
  expect(() => parseRegistry({ models: [wrong] })).toThrow(field);
});

test('refuses two models of one name', () => {
  expect(() => parseRegistry({ models: [entry, { ...entry, fileName: 'other.gguf' }] })).toThrow('names must differ');
});
