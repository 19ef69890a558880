/**
 * Builds the model file that this machine serves from, out of the published one: weights that llama.cpp cannot repack
 * become Q4_0. The header is copied and only types and offsets are patched, so names, tokens and metadata stay as they
 * were published.
 *
 * `localBuilderVersion` (server/src/engine/local-model.ts) changes whenever the bytes that come out do.
 *
 * Order: read the header → plan the new offsets → write `FILE.partial`, tensor by tensor → rename. Memory: one tensor.
 */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { align, type GgufHeader, type GgufTensor, readGgufHeader } from './gguf-header.ts';
import { canRequantise, requantiseToQ4_0, tensorBytes, tensorTypes } from './requantise.ts';

export interface BuildOptions {
  readonly sourcePath: string;
  readonly targetPath: string;
  /** Called with bytes read so far and in all. */
  readonly onProgress?: (done: number, all: number) => void;
}

interface PlannedTensor {
  readonly tensor: GgufTensor;
  readonly sourceBytes: number;
  readonly type: number;
  readonly bytes: number;
  readonly offset: number;
}

/** Headers of models with large vocabularies are a few MiB; more than this is no header. */
const headerBytesMax = 64 * 1024 * 1024;
const headerBytesFirst = 8 * 1024 * 1024;

/** @throws Error when the source is no GGUF of known types, or the disk is full. */
export async function buildLocalModel(options: BuildOptions): Promise<void> {
  const partialPath = `${options.targetPath}.partial`;
  const source = await open(options.sourcePath);
  const target = await open(partialPath, 'w');
  try {
    const { header, bytes } = await readHeader(source);
    const plan = planTensors(header);
    await target.writev([patchHeader(bytes.subarray(0, header.end), plan), padding(header.end, header.alignment)]);
    await writeTensors(source, target, header, plan, options.onProgress);
    await target.sync();
  } catch (error) {
    await target.close();
    await rm(partialPath, { force: true });
    throw error;
  } finally {
    await source.close();
  }
  await target.close();
  await rename(partialPath, options.targetPath);
}

async function readHeader(source: FileHandle): Promise<{ header: GgufHeader; bytes: Uint8Array }> {
  for (let length = headerBytesFirst; length <= headerBytesMax; length *= 2) {
    const { buffer, bytesRead } = await source.read(Buffer.alloc(length), 0, length, 0);
    const bytes = buffer.subarray(0, bytesRead);
    try {
      return { header: readGgufHeader(bytes), bytes };
    } catch (error) {
      if (!(error instanceof RangeError) || bytesRead < length) throw error;
    }
  }
  throw new Error(`GGUF: the header is larger than ${headerBytesMax} bytes`);
}

/** Embeddings are looked up, not multiplied: their type costs nothing and stays. */
function planTensors(header: GgufHeader): readonly PlannedTensor[] {
  let offset = 0;
  return header.tensors.map((tensor) => {
    const weightsCount = tensor.dimensions.reduce((product, size) => product * size, 1);
    const type = canRequantise(tensor.type) && tensor.name.startsWith('blk.') ? tensorTypes.Q4_0 : tensor.type;
    const planned = {
      tensor,
      type,
      offset,
      sourceBytes: tensorBytes(tensor.type, weightsCount),
      bytes: tensorBytes(type, weightsCount),
    };
    offset = align(offset + planned.bytes, header.alignment);
    return planned;
  });
}

function patchHeader(header: Uint8Array, plan: readonly PlannedTensor[]): Uint8Array {
  const patched = Uint8Array.from(header);
  const view = new DataView(patched.buffer);
  for (const { tensor, type, offset } of plan) {
    view.setUint32(tensor.typeAt, type, true);
    view.setBigUint64(tensor.typeAt + 4, BigInt(offset), true);
  }
  return patched;
}

async function writeTensors(
  source: FileHandle,
  target: FileHandle,
  header: GgufHeader,
  plan: readonly PlannedTensor[],
  onProgress: BuildOptions['onProgress'],
): Promise<void> {
  const all = plan.reduce((sum, { sourceBytes }) => sum + sourceBytes, 0);
  let done = 0;
  for (const { tensor, type, sourceBytes, bytes } of plan) {
    const read = await source.read(Buffer.alloc(sourceBytes), 0, sourceBytes, header.dataAt + tensor.offset);
    if (read.bytesRead < sourceBytes) throw new Error('GGUF: the file ends before its last tensor');
    const data = type === tensor.type ? read.buffer : requantiseToQ4_0(tensor.type, read.buffer);
    await target.writev([data, padding(bytes, header.alignment)]);
    done += sourceBytes;
    onProgress?.(done, all);
  }
}

function padding(position: number, alignment: number): Uint8Array {
  return new Uint8Array(align(position, alignment) - position);
}
