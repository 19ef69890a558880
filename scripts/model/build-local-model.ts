/**
 * Builds the model file that this machine serves from, out of the published one: the vocabulary cut to what Russian texts
 * need, an adapter added to the weights, and weights that llama.cpp cannot repack turned into Q4_0, those of attention
 * into Q8_0. Weights that change are computed from the values that the published file means; all others, and rows of the
 * vocabulary, are copied as they stand.
 *
 * `localBuilderVersion` (server/src/engine/local-model.ts) changes whenever the bytes that come out do.
 *
 * Order: read the headers → plan metadata, rows and types → write `FILE.partial`, tensor by tensor → rename. Memory: one
 * tensor, and its floats where it changes.
 */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { cutVocabulary, type VocabularyCut, vocabularyTensors } from './cut-vocabulary.ts';
import { dequantise, tensorBytes, tensorTypes } from './dequantise.ts';
import { align, type GgufHeader, type GgufTensor, readHeaderOf, readTexts } from './gguf-header.ts';
import { encodeEntries, encodeHeader, type GgufValue } from './gguf-write.ts';
import { type Adapter, type AdapterDelta, addDelta, readAdapter } from './merge-adapter.ts';
import { quantise } from './quantise.ts';

export interface BuildOptions {
  readonly sourcePath: string;
  readonly targetPath: string;
  readonly cut: boolean;
  readonly requantise: boolean;
  /** A LoRA adapter in GGUF to add to the weights, and the alpha it must have. */
  readonly adapter?: { readonly path: string; readonly alpha: number };
  /** What went in, written into the file's metadata. */
  readonly recipe: string;
  /** Another type for a matrix than the builder's own choice, for measuring. */
  readonly typeByMeasure?: (tensor: GgufTensor) => number | undefined;
  /** Called with bytes read so far and in all. */
  readonly onProgress?: (done: number, all: number) => void;
}

export interface BuiltModel {
  readonly vocabularyTokens: number;
  readonly publishedVocabularyTokens: number;
  /** Why the vocabulary was not cut though it was wanted; null when it was, or was not wanted. */
  readonly cutRefusal: string | null;
}

interface PlannedTensor {
  readonly tensor: GgufTensor;
  /** Rows to take, null for all. */
  readonly rows: Uint32Array | null;
  readonly delta: AdapterDelta | null;
  readonly type: number;
  readonly bytes: number;
  readonly placed: GgufTensor;
}

const recipeKey = 'offerwright.local_model';

/** @throws Error when the source is no GGUF of known types, the adapter does not fit, or the disk is full. */
export async function buildLocalModel(options: BuildOptions): Promise<BuiltModel> {
  const partialPath = `${options.targetPath}.partial`;
  const source = await open(options.sourcePath);
  try {
    const header = await readHeaderOf(source);
    const cut = options.cut ? cutVocabulary(header) : null;
    const vocabulary = cut && 'kept' in cut ? cut : null;
    const adapter = options.adapter ? await readAdapter(options.adapter, header) : null;
    const plan = planTensors(header, vocabulary, adapter, options);
    const target = await open(partialPath, 'w');
    try {
      await writeModel(source, target, { header, vocabulary, adapter, plan, options });
      await target.sync();
    } finally {
      await target.close();
    }
    await rename(partialPath, options.targetPath);
    const publishedVocabularyTokens =
      vocabulary?.tokensBefore ?? readTexts(header, 'tokenizer.ggml.tokens')?.length ?? 0;
    return {
      publishedVocabularyTokens,
      vocabularyTokens: vocabulary?.kept.length ?? publishedVocabularyTokens,
      cutRefusal: cut && 'refusal' in cut ? cut.refusal : null,
    };
  } catch (error) {
    await rm(partialPath, { force: true });
    throw error;
  } finally {
    await source.close();
  }
}

function planTensors(
  header: GgufHeader,
  vocabulary: VocabularyCut | null,
  adapter: Adapter | null,
  options: BuildOptions,
): readonly PlannedTensor[] {
  let offset = 0;
  return header.tensors.map((tensor) => {
    const rows = vocabulary && vocabularyTensors.includes(tensor.name) ? vocabulary.kept : null;
    const delta = adapter?.deltas.get(tensor.name) ?? null;
    const type = typeOf(tensor, delta !== null, options);
    const dimensions = rows ? [tensor.dimensions[0]!, rows.length] : tensor.dimensions;
    const bytes = tensorBytes(type, countWeights(dimensions));
    const placed = { name: tensor.name, dimensions, type, offset };
    offset = align(offset + bytes, header.alignment);
    return { tensor, rows, delta, type, bytes, placed };
  });
}

/** Weights of blocks of a kind that llama.cpp does not repack. */
const requantisedTypes: readonly number[] = [tensorTypes.Q5_0, tensorTypes.Q6_K];
const writtenTypes: readonly number[] = [tensorTypes.F32, tensorTypes.Q4_0, tensorTypes.Q8_0];

/**
 * Embeddings are looked up and the head is read once a decision: their types cost little and stay. Attention is an eighth
 * of the weights and decides most of what is lost: as Q8_0 it costs 21 MB and no time that could be measured.
 */
function typeOf(tensor: GgufTensor, isMerged: boolean, { requantise, typeByMeasure }: BuildOptions): number {
  if (tensor.dimensions.length !== 2) return tensor.type;
  const measured = typeByMeasure?.(tensor);
  if (measured !== undefined) return measured;
  if (!tensor.name.startsWith('blk.')) return tensor.type;
  if (requantise && requantisedTypes.includes(tensor.type)) {
    return tensor.name.includes('.attn_') ? tensorTypes.Q8_0 : tensorTypes.Q4_0;
  }
  // The sum has no blocks of its own yet; Q8_0 keeps all that the published type did.
  return isMerged && !writtenTypes.includes(tensor.type) ? tensorTypes.Q8_0 : tensor.type;
}

interface Writing {
  readonly header: GgufHeader;
  readonly vocabulary: VocabularyCut | null;
  readonly plan: readonly PlannedTensor[];
  readonly adapter: Adapter | null;
  readonly options: BuildOptions;
}

async function writeModel(source: FileHandle, target: FileHandle, writing: Writing): Promise<void> {
  const { header, vocabulary, plan, adapter, options } = writing;
  const metadata = new Map<string, GgufValue>(vocabulary?.metadata);
  metadata.set(recipeKey, { kind: 'text', text: options.recipe });
  const bytes = encodeHeader(
    encodeEntries(header, metadata),
    plan.map(({ placed }) => placed),
  );
  await target.writev([bytes, padding(bytes.length, header.alignment)]);
  const all = header.tensors.reduce(
    (sum, tensor) => sum + tensorBytes(tensor.type, countWeights(tensor.dimensions)),
    0,
  );
  let done = 0;
  for (const planned of plan) {
    const { tensor } = planned;
    const length = tensorBytes(tensor.type, countWeights(tensor.dimensions));
    const read = await source.read(Buffer.alloc(length), 0, length, header.dataAt + tensor.offset);
    if (read.bytesRead < length) throw new Error('GGUF: the file ends before its last tensor');
    const data = changeTensor(read.buffer, planned, adapter);
    await target.writev([data, padding(data.length, header.alignment)]);
    done += length;
    options.onProgress?.(done, all);
  }
}

function changeTensor(
  bytes: Uint8Array,
  { tensor, rows, delta, type }: PlannedTensor,
  adapter: Adapter | null,
): Uint8Array {
  const taken = rows ? takeRows(bytes, rows, tensorBytes(tensor.type, tensor.dimensions[0]!)) : bytes;
  if (type === tensor.type && !delta) return taken;
  const weights = dequantise(tensor.type, taken);
  if (adapter && delta) addDelta(weights, delta, adapter.alpha);
  return quantise(type, weights);
}

function takeRows(bytes: Uint8Array, rows: Uint32Array, rowBytes: number): Uint8Array {
  const taken = new Uint8Array(rows.length * rowBytes);
  rows.forEach((row, index) => {
    taken.set(bytes.subarray(row * rowBytes, (row + 1) * rowBytes), index * rowBytes);
  });
  return taken;
}

function countWeights(dimensions: readonly number[]): number {
  return dimensions.reduce((product, size) => product * size, 1);
}

function padding(position: number, alignment: number): Uint8Array {
  return new Uint8Array(align(position, alignment) - position);
}
