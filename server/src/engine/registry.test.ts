import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findModel, findModelBySha256, parseRegistry, readRegistry } from './registry.ts';

const registry = await readRegistry(fileURLToPath(new URL('../../../models/registry.json', import.meta.url)));

test('the registry of the repository is whole', () => {
  expect(registry.models.map(({ name }) => name)).toEqual([
    'qwen2.5-coder-0.5b-instruct-q4_k_m',
    'qwen2.5-coder-1.5b-instruct-q4_k_m',
  ]);
  for (const model of registry.models) {
    expect(model.licence).toBe('Apache-2.0');
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
test.each([
  ['a hash that is none', { ...entry, sha256: 'abc' }, 'sha256'],
  ['a file outside the models directory', { ...entry, fileName: '../x.gguf' }, 'fileName'],
  ['no source', { ...entry, sources: [] }, 'sources'],
  ['an unknown kind of source', { ...entry, sources: [{ kind: 'ftp' }] }, 'sources'],
  ['a size that is none', { ...entry, bytes: -1 }, 'bytes'],
  ['a field nobody reads', { ...entry, size: 1 }, 'size'],
])('refuses %s, naming the field', (_, wrong, field) => {
  expect(() => parseRegistry({ models: [wrong] })).toThrow(field);
});

test('refuses two models of one name', () => {
  expect(() => parseRegistry({ models: [entry, { ...entry, fileName: 'other.gguf' }] })).toThrow('names must differ');
});
