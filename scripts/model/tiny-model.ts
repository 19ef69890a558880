/** GGUF files of a few kilobytes for tests: a model with a byte-level vocabulary and one block, and adapters for it. */
import { writeFileSync } from 'node:fs';
import { tensorTypes } from './dequantise.ts';
import { align, valueTypes } from './gguf-header.ts';
import { encodeEntries, encodeHeader, type GgufValue } from './gguf-write.ts';
import { quantise } from './quantise.ts';

export interface TinyTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly type: number;
  readonly data: Uint8Array;
}

export function writeTinyGguf(
  path: string,
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: readonly TinyTensor[],
): void {
  const alignment = 32;
  let offset = 0;
  const placed = tensors.map(({ name, dimensions, type, data }) => {
    const tensor = { name, dimensions, type, offset };
    offset = align(offset + data.length, alignment);
    return tensor;
  });
  const entries = encodeEntries({ bytes: new Uint8Array(), entries: [] }, new Map(Object.entries(metadata)));
  const header = encodeHeader(entries, placed);
  const pad = (bytes: Uint8Array) =>
    Buffer.concat([bytes, new Uint8Array(align(bytes.length, alignment) - bytes.length)]);
  writeFileSync(path, Buffer.concat([pad(header), ...tensors.map(({ data }) => pad(data))]));
}

export const text = (value: string): GgufValue => ({ kind: 'text', text: value });
const word = (value: number): GgufValue => ({ kind: 'word', type: valueTypes.U32, word: value });

export function floatTensor(name: string, dimensions: readonly number[], weights: Float32Array): TinyTensor {
  return { name, dimensions, type: tensorTypes.F32, data: quantise(tensorTypes.F32, weights) };
}

/** Special tokens, bytes and a few joined ones; the last is the longest Latin word. */
const joined = ['Ðº', 'Ð°', 'ĠÐ', 'ĠÐº', 'ab', 'abab', 'ababab', 'Ã©', '(ab', '}}'];
export const tinyTokens: readonly string[] = ['<|end|>', ...byteTokens(), ...joined, '[PAD1]'];
const types = tinyTokens.map((token) => (token === '<|end|>' ? 3 : token === '[PAD1]' ? 5 : 1));
const merges = ['Ð º', 'Ð °', 'Ġ Ð', 'ĠÐ º', 'a b', 'ab ab', 'abab ab', 'Ã ©', '( ab', '} }'];

export const tinyMetadata: Readonly<Record<string, GgufValue>> = {
  'general.architecture': text('qwen2'),
  'tokenizer.ggml.model': text('gpt2'),
  'tokenizer.ggml.pre': text('qwen2'),
  'tokenizer.ggml.tokens': { kind: 'texts', texts: tinyTokens },
  'tokenizer.ggml.token_type': { kind: 'words', itemType: valueTypes.I32, words: Uint32Array.from(types) },
  'tokenizer.ggml.merges': { kind: 'texts', texts: merges },
  'tokenizer.ggml.eos_token_id': word(0),
  'tokenizer.ggml.bos_token_id': word(tinyTokens.indexOf('ab')),
  'qwen2.vocab_size': word(tinyTokens.length),
};

export const tinyWidth = 32;
export const tinyRows = 4;
/** Row `id` of the embeddings holds its id in every place. */
export function tinyModelTensors(): readonly TinyTensor[] {
  const embeddings = Float32Array.from({ length: tinyTokens.length * tinyWidth }, (_, i) => Math.floor(i / tinyWidth));
  const weights = Float32Array.from({ length: tinyRows * tinyWidth }, (_, index) => ((index * 37) % 64) / 32 - 1);
  const tensor = (name: string, rows: number, type: number, values: Float32Array) => ({
    ...{ name, type, dimensions: [tinyWidth, rows] },
    data: quantise(type, values),
  });
  return [
    tensor('token_embd.weight', tinyTokens.length, tensorTypes.F32, embeddings),
    tensor('blk.0.attn_q.weight', tinyRows, tensorTypes.Q8_0, weights),
    tensor('blk.0.ffn_up.weight', tinyRows, tensorTypes.F32, weights),
    floatTensor('blk.0.attn_norm.weight', [tinyWidth], weights.slice(0, tinyWidth)),
  ];
}

/** An adapter of rank 2 for `blk.0.attn_q.weight`: A is ones and twos, B the number of the row. */
export function writeTinyAdapter(path: string, alpha: number, change: readonly TinyTensor[] | null = null): void {
  const name = 'blk.0.attn_q.weight';
  const a = Float32Array.from({ length: 2 * tinyWidth }, (_, index) => (index < tinyWidth ? 1 : 2));
  const b = Float32Array.from({ length: 2 * tinyRows }, (_, index) => Math.floor(index / 2));
  writeTinyGguf(
    path,
    {
      'general.architecture': text('qwen2'),
      'general.type': text('adapter'),
      'adapter.type': text('lora'),
      'adapter.lora.alpha': { kind: 'float', float: alpha },
    },
    change ?? [floatTensor(`${name}.lora_a`, [tinyWidth, 2], a), floatTensor(`${name}.lora_b`, [2, tinyRows], b)],
  );
}

/** The 256 one-byte tokens in the order of GPT-2's vocabulary. */
function byteTokens(): readonly string[] {
  const isPrintable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const printable = bytes.filter(isPrintable).map((byte) => String.fromCodePoint(byte));
  const others = bytes.filter((byte) => !isPrintable(byte)).map((_, index) => String.fromCodePoint(0x100 + index));
  return [...printable, ...others];
}
