/**
 * A LoRA adapter in llama.cpp's GGUF form, and its addition to weights: W + alpha / rank · B · A, in floats.
 *
 * For a weight of `rows` rows of `width`: `lora_a` is `rank` rows of `width`, `lora_b` is `rows` rows of `rank`, as
 * llama.cpp's own `lora` option reads them (llama-adapter.cpp).
 */
import { type FileHandle, open } from 'node:fs/promises';
import { dequantise, tensorBytes } from './dequantise.ts';
import { type GgufHeader, type GgufTensor, readHeaderOf, readNumber, readText } from './gguf-header.ts';

export interface AdapterDelta {
  readonly rank: number;
  /** `rank` rows as long as a row of the weight. */
  readonly a: Float32Array;
  /** As many rows as the weight has, of `rank`. */
  readonly b: Float32Array;
}

export interface Adapter {
  readonly alpha: number;
  /** By the name of the weight. */
  readonly deltas: ReadonlyMap<string, AdapterDelta>;
}

export const loraA = '.lora_a';
export const loraB = '.lora_b';

/** @throws Error saying what is wrong with it: no adapter, not LoRA, another architecture, a tensor that fits no weight. */
export async function readAdapter(
  expected: { readonly path: string; readonly alpha: number },
  model: GgufHeader,
): Promise<Adapter> {
  const file = await open(expected.path);
  try {
    const header = await readHeaderOf(file);
    const kind = `${readText(header, 'general.type')}/${readText(header, 'adapter.type')}`;
    if (kind !== 'adapter/lora') throw new Error(`the adapter is ${kind}, not adapter/lora`);
    const [own, others] = [readText(header, 'general.architecture'), readText(model, 'general.architecture')];
    if (own !== others) throw new Error(`the adapter is for ${own}, the model is ${others}`);
    const alpha = readNumber(header, 'adapter.lora.alpha');
    if (alpha !== expected.alpha) throw new Error(`the adapter's alpha is ${alpha}, ${expected.alpha} was expected`);
    return { alpha, deltas: await readDeltas(file, header, model) };
  } finally {
    await file.close();
  }
}

async function readDeltas(
  file: FileHandle,
  header: GgufHeader,
  model: GgufHeader,
): Promise<ReadonlyMap<string, AdapterDelta>> {
  const byName = new Map(header.tensors.map((tensor) => [tensor.name, tensor]));
  const deltas = new Map<string, AdapterDelta>();
  for (const tensor of header.tensors) {
    const name = tensor.name.replace(/\.lora_[ab]$/, '');
    const [a, b] = [byName.get(name + loraA), byName.get(name + loraB)];
    const weight = model.tensors.find((candidate) => candidate.name === name);
    if (!a || !b) throw new Error(`the adapter's ${tensor.name} is no half of a pair`);
    // Embeddings have their halves the other way round in llama.cpp; no adapter of ours touches them.
    if (!name.startsWith('blk.') || weight?.dimensions.length !== 2) {
      throw new Error(`the adapter's ${name} is no weight of a block of the model`);
    }
    if (deltas.has(name)) continue;
    const [width, rows] = weight.dimensions as [number, number];
    const rank = a.dimensions[1] ?? 0;
    if (rank < 1 || a.dimensions[0] !== width || b.dimensions[0] !== rank || b.dimensions[1] !== rows) {
      throw new Error(`the adapter's ${name} has another shape than the weight of ${width} × ${rows}`);
    }
    deltas.set(name, { rank, a: await readTensor(file, header, a), b: await readTensor(file, header, b) });
  }
  if (deltas.size === 0) throw new Error('the adapter holds no weights');
  return deltas;
}

async function readTensor(file: FileHandle, header: GgufHeader, tensor: GgufTensor): Promise<Float32Array> {
  const length = tensorBytes(
    tensor.type,
    tensor.dimensions.reduce((product, size) => product * size, 1),
  );
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, header.dataAt + tensor.offset);
  if (bytesRead < length) throw new Error('the adapter file ends before its last tensor');
  return dequantise(tensor.type, buffer);
}

/** Adds the adapter's part to the weights in place. */
export function addDelta(weights: Float32Array, { rank, a, b }: AdapterDelta, alpha: number): void {
  const scale = alpha / rank;
  const width = a.length / rank;
  for (let row = 0, at = 0; at < weights.length; row += 1, at += width) {
    for (let component = 0; component < rank; component += 1) {
      const factor = b[row * rank + component]! * scale;
      const from = component * width;
      for (let column = 0; column < width; column += 1) {
        weights[at + column] = weights[at + column]! + factor * a[from + column]!;
      }
    }
  }
}
