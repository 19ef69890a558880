import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LocalLever, localLevers } from '../../server/src/domain/local-levers.ts';
import { findLocalModel, localModelPath, localNotePath, localRecipe } from '../../server/src/engine/local-model.ts';
import { type EnsureLocalOptions, ensureLocalModel } from './ensure-local-model.ts';
import type { ModelFile } from './ensure-model.ts';
import { text, tinyMetadata, tinyModelTensors, writeTinyAdapter, writeTinyGguf } from './tiny-model.ts';

let directory: string;
let notes: string[];
let starts: string[];
const progress = {
  start: (label: string) => void starts.push(label),
  update: () => undefined,
  stop: () => undefined,
  note: (line: string) => void notes.push(line),
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'offerwright-ensure-local-'));
  mkdirSync(join(directory, 'adapters'));
  [notes, starts] = [[], []];
});
afterEach(() => rmSync(directory, { recursive: true }));

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

function model(adapterAlpha: number | null = null, metadata = tinyMetadata): ModelFile {
  const path = join(directory, 'model.gguf');
  writeTinyGguf(path, metadata, tinyModelTensors());
  const sha256 = hashOf(path);
  const adapterPath = join(directory, 'adapters', 'taste.gguf');
  if (adapterAlpha !== null) writeTinyAdapter(adapterPath, adapterAlpha);
  const adapter = adapterAlpha !== null && {
    ...{ file: 'adapters/taste.gguf', card: 'adapters/taste.md', alpha: adapterAlpha },
    ...{ bytes: statSync(adapterPath).size, sha256: hashOf(adapterPath) },
  };
  const entry = {
    ...{ name: 'tiny', fileName: 'model.gguf', bytes: 1, sha256, licence: 'Apache-2.0', strong: false, sources: [] },
    ...{ licenceUrl: 'https://example.org', ...(adapter && { adapter }) },
  };
  return { path, entry, sha256 };
}

const ensure = (file: ModelFile, levers: readonly LocalLever[] = localLevers, more: Partial<EnsureLocalOptions> = {}) =>
  ensureLocalModel({
    model: file,
    registryPath: join(directory, 'registry.json'),
    localLevers: levers,
    progress,
    ...more,
  });

const files = () => readdirSync(directory).filter((name) => name.includes('.local-'));

it('builds once, says what went in, and finds it afterwards', async () => {
  const file = model(2);
  const built = (await ensure(file))!;
  expect(built.note).toMatchObject({
    recipe: { sourceSha256: file.sha256, cut: true, requantise: true, adapter: { name: 'taste' } },
    cutRefusal: null,
    sha256: hashOf(built.path),
  });
  expect(built.note.vocabularyTokens).toBeLessThan(built.note.publishedVocabularyTokens);
  expect(files()).toHaveLength(2);
  expect(await ensure(file)).toEqual(built);
  expect(starts).toEqual(['building the local model file']);
});

it('does nothing where nothing is wanted', async () => {
  expect(await ensure(model(2), [])).toBeNull();
  expect(await ensure(model(), ['adapter'])).toBeNull();
  expect(files()).toEqual([]);
});

it('builds anew when the adapter, the source or the levers change, and removes what was there', async () => {
  const first = (await ensure(model(2)))!;
  const second = (await ensure(model(3)))!;
  const third = (await ensure(model(3, { ...tinyMetadata, 'general.name': text('other') })))!;
  const fourth = (await ensure(model(3), ['cut']))!;
  expect(new Set([first, second, third, fourth].map(({ path }) => path)).size).toBe(4);
  expect(files().map((name) => join(directory, name))).toEqual([fourth.path, localNotePath(fourth.path)]);
});

it('builds anew what is damaged, half done or without its note', async () => {
  const file = model();
  const { path } = (await ensure(file))!;
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, -1));
  await ensure(file);
  expect(readFileSync(path)).toEqual(whole);
  rmSync(localNotePath(path));
  writeFileSync(`${path}.partial`, 'a killed build');
  await ensure(file);
  expect(readFileSync(path)).toEqual(whole);
  expect(existsSync(`${path}.partial`)).toBe(false);
  expect(starts).toHaveLength(3);
});

it('a damaged file is not served', async () => {
  const file = model();
  const { path } = (await ensure(file))!;
  const recipe = localRecipe(file.sha256, localLevers, null)!;
  expect(await findLocalModel(file.path, recipe)).not.toBeNull();
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] = bytes.at(-1)! ^ 1;
  writeFileSync(path, bytes);
  await expect(findLocalModel(file.path, recipe)).rejects.toThrow('the local model file is damaged');
});

it('says when the vocabulary is left whole', async () => {
  const built = await ensure(model(null, { ...tinyMetadata, 'tokenizer.ggml.pre': text('llama-bpe') }), ['cut']);
  expect(built!.note.cutRefusal).toContain('gpt2/llama-bpe');
  expect(notes).toEqual([`the vocabulary is left whole: ${built!.note.cutRefusal}`]);
});

it('an adapter that is missing, damaged or of another alpha is an error', async () => {
  const file = model(2);
  const adapterPath = join(directory, 'adapters', 'taste.gguf');
  writeTinyAdapter(adapterPath, 5);
  await expect(ensure(file)).rejects.toThrow('is damaged: its SHA-256 is');
  writeFileSync(adapterPath, 'GGUF');
  await expect(ensure(file)).rejects.toThrow(/is damaged: it has 4 bytes, the registry says \d+/);
  rmSync(adapterPath);
  await expect(ensure(file)).rejects.toThrow('of the registry is not there');
  const other = model(2);
  const lying = { ...other, entry: { ...other.entry!, adapter: { ...other.entry!.adapter!, alpha: 7 } } };
  await expect(ensure(lying)).rejects.toThrow("the adapter's alpha is 2, 7 was expected");
  expect(files()).toEqual([]);
});

it('a full disk is said before the build, and in its midst', async () => {
  const file = model();
  const full = /not enough disk space in .* for the local model file/;
  await expect(ensure(file, localLevers, { freeBytes: async () => 5 })).rejects.toThrow(full);
  const path = localModelPath(file.path, localRecipe(file.sha256, localLevers, null)!);
  symlinkSync('/dev/full', `${path}.partial`);
  await expect(ensure(file)).rejects.toThrow(full);
  expect(files()).toEqual([]);
  expect(await ensure(file)).not.toBeNull();
});
