import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type BuildOptions, buildLocalModel } from './build-local-model.ts';
import { dequantise, tensorBytes, tensorTypes } from './dequantise.ts';
import { type GgufHeader, readGgufHeader, readNumber, readText, readTexts, readWords } from './gguf-header.ts';
import type { GgufValue } from './gguf-write.ts';
import {
  floatTensor,
  text,
  tinyMetadata,
  tinyModelTensors,
  tinyRows,
  tinyTokens,
  tinyWidth,
  writeTinyAdapter,
  writeTinyGguf,
} from './tiny-model.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'offerwright-build-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const path = (name: string) => join(directory, name);

async function build(options: Partial<BuildOptions>, metadata: Readonly<Record<string, GgufValue>> = {}) {
  writeTinyGguf(path('source.gguf'), { ...tinyMetadata, ...metadata }, tinyModelTensors());
  const built = await buildLocalModel({
    ...{ sourcePath: path('source.gguf'), targetPath: path('target.gguf'), cut: false, requantise: false },
    ...{ recipe: 'test', ...options },
  });
  const bytes = readFileSync(path('target.gguf'));
  return { built, bytes, header: readGgufHeader(bytes) };
}

function weightsOf(bytes: Uint8Array, header: GgufHeader, name: string): Float32Array {
  const { type, dimensions, offset } = header.tensors.find((tensor) => tensor.name === name)!;
  const start = header.dataAt + offset;
  const count = dimensions.reduce((product, size) => product * size, 1);
  return dequantise(type, bytes.subarray(start, start + tensorBytes(type, count)));
}

describe('without any lever', () => {
  it('all is copied, and the recipe is added', async () => {
    const { bytes, header, built } = await build({});
    expect(readText(header, 'offerwright.local_model')).toBe('test');
    expect(readTexts(header, 'tokenizer.ggml.tokens')).toEqual(tinyTokens);
    for (const tensor of tinyModelTensors()) {
      expect(weightsOf(bytes, header, tensor.name)).toEqual(dequantise(tensor.type, tensor.data));
    }
    expect(built).toEqual({
      vocabularyTokens: tinyTokens.length,
      publishedVocabularyTokens: tinyTokens.length,
      cutRefusal: null,
    });
  });
});

describe('a cut vocabulary', () => {
  const left = ['[PAD1]', 'ababab', 'Ã©', '}}'];

  it('keeps bytes, special tokens, Russian and short Latin, in their order, with rows, types and ids', async () => {
    const { bytes, header, built } = await build({ cut: true });
    const tokens = tinyTokens.filter((token) => !left.includes(token));
    expect(readTexts(header, 'tokenizer.ggml.tokens')).toEqual(tokens);
    expect(built).toMatchObject({ vocabularyTokens: tokens.length, publishedVocabularyTokens: tinyTokens.length });
    const ids = tokens.map((token) => tinyTokens.indexOf(token));
    const rows = weightsOf(bytes, header, 'token_embd.weight');
    expect(Array.from(tokens, (_, index) => rows[index * tinyWidth])).toEqual(ids);
    expect([...readWords(header, 'tokenizer.ggml.token_type')!.words]).toEqual(ids.map((id) => (id === 0 ? 3 : 1)));
    expect(readNumber(header, 'tokenizer.ggml.bos_token_id')).toBe(tokens.indexOf('ab'));
    expect(readNumber(header, 'qwen2.vocab_size')).toBe(tokens.length);
  });

  it('keeps the rules that join kept tokens into kept ones, in their order', async () => {
    const { header } = await build({ cut: true });
    expect(readTexts(header, 'tokenizer.ggml.merges')).toEqual(['Ð º', 'Ð °', 'Ġ Ð', 'ĠÐ º', 'a b', 'ab ab', '( ab']);
  });

  test.each<{ metadata: Readonly<Record<string, GgufValue>>; refusal: string }>([
    {
      metadata: { 'tokenizer.ggml.pre': text('llama-bpe') },
      refusal: 'its tokeniser is gpt2/llama-bpe; only gpt2/qwen2 is known',
    },
    { metadata: { 'tokenizer.ggml.model': text('llama') }, refusal: 'its tokeniser is llama/qwen2' },
    {
      metadata: {
        'tokenizer.ggml.padding_token_id': { kind: 'word', type: 4, word: tinyTokens.indexOf('[PAD1]') },
      },
      refusal: 'tokenizer.ggml.padding_token_id names a token that would be left out',
    },
    {
      metadata: {
        'tokenizer.ggml.new_list': { kind: 'texts', texts: tinyTokens },
      },
      refusal: 'tokenizer.ggml.new_list is as long as the vocabulary and is not known',
    },
    {
      metadata: { 'tokenizer.ggml.tokens': { kind: 'texts', texts: [tinyTokens[0]!, '▁', ...tinyTokens.slice(2)] } },
      refusal: 'a token of its vocabulary is no run of bytes',
    },
  ])('is refused, and the file left whole: $refusal', async ({ metadata, refusal }) => {
    const { header, built } = await build({ cut: true }, metadata);
    expect(built.cutRefusal).toContain(refusal);
    expect(readTexts(header, 'tokenizer.ggml.tokens')).toHaveLength(tinyTokens.length);
    expect(built.vocabularyTokens).toBe(tinyTokens.length);
  });
});

describe('an adapter', () => {
  it('is added as alpha / rank · B · A, to its weight only', async () => {
    writeTinyAdapter(path('adapter.gguf'), 3);
    const before = await build({});
    const { bytes, header } = await build({ adapter: { path: path('adapter.gguf'), alpha: 3 } });
    const [was, is] = [before, { bytes, header }].map((file) =>
      weightsOf(file.bytes, file.header, 'blk.0.attn_q.weight'),
    );
    for (let index = 0; index < tinyRows * tinyWidth; index += 1) {
      const row = Math.floor(index / tinyWidth);
      // Each row's largest weight sets the step of Q8_0.
      expect(Math.abs(is![index]! - (was![index]! + (3 / 2) * (row + 2 * row)))).toBeLessThan(0.08);
    }
    expect(weightsOf(bytes, header, 'blk.0.ffn_up.weight')).toEqual(
      weightsOf(before.bytes, before.header, 'blk.0.ffn_up.weight'),
    );
  });

  const oneHalf = [floatTensor('blk.0.attn_q.weight.lora_a', [tinyWidth, 1], new Float32Array(tinyWidth))];
  const pair = (name: string, width: number, rows: number) => [
    floatTensor(`${name}.lora_a`, [width, 1], new Float32Array(width)),
    floatTensor(`${name}.lora_b`, [1, rows], new Float32Array(rows)),
  ];
  test.each([
    { tensors: oneHalf, reason: 'is no half of a pair' },
    { tensors: pair('blk.7.attn_q.weight', tinyWidth, tinyRows), reason: 'is no weight of a block of the model' },
    { tensors: pair('token_embd.weight', tinyWidth, tinyTokens.length), reason: 'is no weight of a block' },
    { tensors: pair('blk.0.attn_q.weight', tinyWidth, 5), reason: 'has another shape than the weight of 32 × 4' },
    { tensors: [], reason: 'the adapter holds no weights' },
  ])('that does not fit is refused: $reason', async ({ tensors, reason }) => {
    writeTinyAdapter(path('bad.gguf'), 1, tensors);
    await expect(build({ adapter: { path: path('bad.gguf'), alpha: 1 } })).rejects.toThrow(reason);
  });

  it('of another alpha than was expected, or that is a model, is refused', async () => {
    writeTinyAdapter(path('bad.gguf'), 2);
    await expect(build({ adapter: { path: path('bad.gguf'), alpha: 1 } })).rejects.toThrow("adapter's alpha is 2, 1");
    const adapter = { path: path('model.gguf'), alpha: 1 };
    writeTinyGguf(adapter.path, tinyMetadata, tinyModelTensors());
    await expect(build({ adapter })).rejects.toThrow('not adapter/lora');
  });
});

it('weights of blocks that are not repacked become Q4_0, those of attention Q8_0; others stay', async () => {
  const isMatrix = ({ name, dimensions }: { name: string; dimensions: readonly number[] }) =>
    name.startsWith('blk.') && dimensions.length === 2;
  const tensors = tinyModelTensors().map((tensor) =>
    isMatrix(tensor) ? { ...tensor, type: tensorTypes.Q5_0, data: new Uint8Array(22 * tinyRows) } : tensor,
  );
  writeTinyGguf(path('source.gguf'), tinyMetadata, tensors);
  const target = { sourcePath: path('source.gguf'), targetPath: path('target.gguf'), recipe: 'test' };
  await buildLocalModel({ ...target, cut: false, requantise: true });
  const { tensors: after } = readGgufHeader(readFileSync(path('target.gguf')));
  expect(after.map(({ type }) => type)).toEqual([tensorTypes.F32, tensorTypes.Q8_0, tensorTypes.Q4_0, tensorTypes.F32]);
});

it('a source that ends too early gives an error and leaves nothing', async () => {
  writeTinyGguf(path('source.gguf'), tinyMetadata, tinyModelTensors());
  writeFileSync(path('short.gguf'), readFileSync(path('source.gguf')).subarray(0, -200));
  const target = path('none.gguf');
  const options = { sourcePath: path('short.gguf'), targetPath: target, cut: true, requantise: true, recipe: 'test' };
  await expect(buildLocalModel(options)).rejects.toThrow('the file ends before its last tensor');
  expect(() => readFileSync(target)).toThrow();
  expect(() => readFileSync(`${target}.partial`)).toThrow();
});
